// "None matched" answers nobody's question. This tries what people usually get wrong and tells which of it would match.
#include <algorithm>

#include "webhooks/bodyvariants.h"
#include "webhooks/presentedsignatures.h"
#include "webhooks/signature.h"
#include "webhooks/signaturemath.h"
#include "webhooks/signatureschemes.h"
#include "webhooks/signingkey.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

using workspace::SignatureScheme;

// Bounds the work for a large body with many secrets: about 0.1 s.
constexpr std::size_t kMostHashedBytes = 64U << 20U;

enum class KeyForm { WholeText, WithoutPrefix, Decoded };

struct CandidateKey {
  std::string bytes;
  KeyForm form;
  const workspace::Secret* secret;
};

struct Explanation {
  std::vector<std::string> clauses;
  bool found = false;
};

void addCandidates(const workspace::Secret& secret, std::vector<CandidateKey>& keys) {
  const std::string_view text = trimmed(secret.text);
  const std::string_view bare = text.starts_with("whsec_") ? text.substr(6) : text;
  if (text.empty() || text.starts_with("whpk_") || text.starts_with("whsk_")) return;
  keys.push_back({std::string(text), KeyForm::WholeText, &secret});
  if (bare != text && !bare.empty()) keys.push_back({std::string(bare), KeyForm::WithoutPrefix, &secret});
  if (auto decoded = base64Decode(bare); decoded && !decoded->empty())
    keys.push_back({std::move(*decoded), KeyForm::Decoded, &secret});
}

std::string keyClause(const CandidateKey& key, const PresentedSignature& signature) {
  const bool standard = signature.form == SignedForm::IdTimestampBody;
  const KeyForm right = standard && !key.secret->textIsKey ? KeyForm::Decoded : KeyForm::WholeText;
  if (key.form == right) return {};
  const bool unprefixed = !trimmed(key.secret->text).starts_with("whsec_");
  if (key.form == KeyForm::WithoutPrefix || (standard && unprefixed))
    return standard ? "with the text after whsec_ as the key, without decoding its base64"
                    : "with the text after whsec_ as the key; Stripe's key is the whole text";
  if (key.form == KeyForm::WholeText) return "with the secret's whole text as the key, without decoding its base64";
  return "with the base64-decoded secret as the key; here the key is the secret's whole text";
}

std::string formClause(SignedForm used, SignedForm right) {
  if (used == right) return {};
  switch (used) {
    case SignedForm::BodyAlone:
      return "over the body alone, without id and timestamp";
    case SignedForm::TimestampBody:
      return "over timestamp and body, without the id, as Stripe does";
    case SignedForm::IdTimestampBody:
      return "over id, timestamp and body, as Standard Webhooks does";
  }
  return {};
}

bool routeReads(const workspace::WebhookRoute& route, const PresentedSignature& signature) {
  switch (route.scheme) {
    case SignatureScheme::StandardWebhooks:
      return signature.header == "webhook-signature";
    case SignatureScheme::Svix:
      return signature.form == SignedForm::IdTimestampBody;
    case SignatureScheme::Stripe:
      return signature.header == "Stripe-Signature";
    case SignatureScheme::HmacHeader:
      return sameHeaderName(signature.header, route.headerName);
  }
  return false;
}

std::vector<std::string> deliveryClauses(const Delivery& delivery, const PresentedSignature& signature,
                                         const workspace::Secret& secret) {
  std::vector<std::string> clauses;
  if (expired(secret, delivery.now))
    clauses.push_back("with the secret “" + secret.label + "”, which expired at " + toIso8601(*secret.expiresAt));
  if (!routeReads(delivery.route, signature))
    clauses.push_back("into the header " + signature.header + ", which a route with the scheme " +
                      std::string(toString(delivery.route.scheme)) + " does not read");
  if (signature.wrongVersion)
    clauses.push_back(signature.version.empty() ? "without naming a version in front of the signature"
                                                : "under the version " + signature.version + "; only v1 counts");
  if (signature.wrongEncoding)
    clauses.push_back(signature.form == SignedForm::IdTimestampBody ? "in hexadecimal; base64 is expected"
                                                                    : "in base64; hexadecimal is expected");
  return clauses;
}

std::string joined(const std::vector<std::string>& clauses) {
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i)
    text += (i == 0 ? "" : i + 1 == clauses.size() ? ", and " : ", ") + clauses[i];
  return text;
}

std::string signedText(SignedForm form, const PresentedSignature& signature, const std::string& body) {
  if (form == SignedForm::IdTimestampBody) return signature.id + "." + signature.timestamp + "." + body;
  return form == SignedForm::TimestampBody ? signature.timestamp + "." + body : body;
}

class Diagnosis {
 public:
  Diagnosis(const Delivery& delivery) : delivery_(delivery), variants_(bodyVariants(delivery.body)) {
    for (const workspace::Secret& secret : delivery.secrets) addCandidates(secret, keys_);
  }

  std::string text() {
    for (const PresentedSignature& signature : presentedSignatures(delivery_.route, delivery_.headers)) {
      tryHmac(signature);
      tryEd25519(signature);
    }
    if (best_.found) return "The sender signed " + joined(best_.clauses) + ".";
    return wrongKindOfKey();
  }

 private:
  void tryHmac(const PresentedSignature& signature) {
    if (signature.bytes.size() < 6 || signature.bytes.size() > sizeof(Mac)) return;
    for (const SignedForm form : {SignedForm::IdTimestampBody, SignedForm::TimestampBody, SignedForm::BodyAlone})
      for (const BodyVariant& variant : variants_) {
        if (hashed_ > kMostHashedBytes) return;
        const std::string text = signedText(form, signature, variant.body);
        for (const CandidateKey& key : keys_) compare(signature, form, variant, text, key);
      }
  }

  void compare(const PresentedSignature& signature, SignedForm form, const BodyVariant& variant,
               const std::string& text, const CandidateKey& key) {
    hashed_ += text.size();
    const Mac mac = hmacSha256(key.bytes, {text});
    if (!asBytes(mac).starts_with(signature.bytes)) return;
    std::vector<std::string> clauses = deliveryClauses(delivery_, signature, *key.secret);
    for (const std::string& clause : {keyClause(key, signature), formClause(form, signature.form)})
      if (!clause.empty()) clauses.push_back(clause);
    if (!variant.clause.empty()) clauses.push_back("the body " + variant.clause);
    if (signature.textChanged && signature.bytes.size() == mac.size())
      clauses.emplace_back("correctly, but the end of the signature's base64 was lost on the way");
    if (signature.bytes.size() < mac.size())
      clauses.emplace_back("correctly, but only the beginning of the signature arrived");
    keep(std::move(clauses));
  }

  void tryEd25519(const PresentedSignature& signature) {
    if (signature.bytes.size() != 64) return;
    for (const workspace::Secret& secret : delivery_.secrets) {
      const auto key = signingKey(SignatureScheme::StandardWebhooks, secret);
      if (!key || key->kind == SigningKey::Kind::Hmac) continue;
      const auto publicKey = key->kind == SigningKey::Kind::Ed25519Seed ? ed25519PublicKey(key->bytes) : key->bytes;
      for (const BodyVariant& variant : variants_) {
        const std::string text = signedText(SignedForm::IdTimestampBody, signature, variant.body);
        hashed_ += text.size() + 4096;
        if (hashed_ > kMostHashedBytes || !publicKey) return;
        if (!ed25519Verifies(*publicKey, text, signature.bytes)) continue;
        auto clauses = deliveryClauses(delivery_, signature, secret);
        if (signature.version != "v1a") clauses.emplace_back("with ed25519, but not under the version v1a");
        if (!variant.clause.empty()) clauses.push_back("the body " + variant.clause);
        keep(std::move(clauses));
      }
    }
  }

  // The fewest mistakes are the likeliest explanation. None at all means that the verifier would have accepted it.
  void keep(std::vector<std::string> clauses) {
    if (clauses.empty() || (best_.found && clauses.size() >= best_.clauses.size())) return;
    best_ = {std::move(clauses), true};
  }

  std::string wrongKindOfKey() const {
    const auto presented = presentedSignatures(delivery_.route, delivery_.headers);
    const auto only = [&](std::string_view version) {
      return !presented.empty() &&
             std::ranges::all_of(presented, [&](const auto& one) { return one.version == version; });
    };
    const bool anyPublic = keys_.size() == 0 && !delivery_.secrets.empty();
    const bool allShared = std::ranges::none_of(delivery_.secrets, [](const workspace::Secret& secret) {
      return trimmed(secret.text).starts_with("whpk_") || trimmed(secret.text).starts_with("whsk_");
    });
    if (only("v1a") && allShared)
      return "The sender signed with ed25519 (v1a) only: add its public key (whpk_...) to the route.";
    if (only("v1") && anyPublic)
      return "The sender signed with a shared secret (v1), but the route holds only an ed25519 key: add the whsec_ "
             "secret.";
    return {};
  }

  const Delivery& delivery_;
  std::vector<BodyVariant> variants_;
  std::vector<CandidateKey> keys_;
  std::size_t hashed_ = 0;
  Explanation best_;
};

}  // namespace

std::string diagnose(const workspace::WebhookRoute& route, const workspace::Secrets& secrets, const Headers& headers,
                     std::string_view body, Instant now) {
  const Delivery delivery{route, secrets, headers, body, now};
  return Diagnosis(delivery).text();
}

}  // namespace billing::webhooks
