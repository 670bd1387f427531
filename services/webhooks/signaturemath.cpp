#include "webhooks/signaturemath.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <stdexcept>

namespace billing::webhooks {
namespace {

template <auto Free>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using MacAlgorithm = std::unique_ptr<EVP_MAC, OpensslFree<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, OpensslFree<EVP_MAC_CTX_free>>;
using PublicKey = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Fetching the algorithm costs more than the MAC of a small body, so each thread keeps one context and only changes its
// key.
class HmacContext {
 public:
  HmacContext() : algorithm_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(EVP_MAC_CTX_new(algorithm_.get())) {
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_construct_end()};
    if (!context_ || EVP_MAC_CTX_set_params(context_.get(), parameters) != 1)
      throw std::runtime_error("OpenSSL offers no HMAC-SHA256");
  }
  EVP_MAC_CTX* get() const { return context_.get(); }

 private:
  MacAlgorithm algorithm_;
  MacContext context_;
};

}  // namespace

Mac hmacSha256(std::string_view key, std::initializer_list<std::string_view> parts) {
  static thread_local const HmacContext context;
  Mac mac{};
  std::size_t size = 0;
  bool good = !key.empty() && EVP_MAC_init(context.get(), octets(key), key.size(), nullptr) == 1;
  for (const std::string_view part : parts)
    good = good && (part.empty() || EVP_MAC_update(context.get(), octets(part), part.size()) == 1);
  good = good && EVP_MAC_final(context.get(), mac.data(), &size, mac.size()) == 1 && size == mac.size();
  if (!good) throw std::runtime_error("OpenSSL could not compute an HMAC-SHA256");
  return mac;
}

bool equalSecretly(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool ed25519Verifies(std::string_view publicKey, std::string_view message, std::string_view signature) {
  if (publicKey.size() != 32 || signature.size() != 64) return false;
  const PublicKey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(publicKey), publicKey.size()));
  const DigestContext context(EVP_MD_CTX_new());
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

std::optional<std::string> ed25519Sign(std::string_view seed, std::string_view message) {
  if (seed.size() != 32) return std::nullopt;
  const PublicKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size()));
  const DigestContext context(EVP_MD_CTX_new());
  std::string signature(64, '\0');
  std::size_t size = signature.size();
  auto* const out = reinterpret_cast<unsigned char*>(signature.data());
  if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), out, &size, octets(message), message.size()) != 1 || size != signature.size())
    return std::nullopt;
  return signature;
}

std::optional<std::string> ed25519PublicKey(std::string_view seed) {
  if (seed.size() != 32) return std::nullopt;
  const PublicKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size()));
  std::string bytes(32, '\0');
  std::size_t size = bytes.size();
  if (!key || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1)
    return std::nullopt;
  return bytes;
}

}  // namespace billing::webhooks
