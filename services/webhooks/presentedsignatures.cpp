#include "webhooks/presentedsignatures.h"

#include "webhooks/signatureschemes.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

constexpr std::size_t kMostPresented = 64;

// Hexadecimal when it looks like it: 64 hex digits could be base64 too, but of no length that a signature has.
void decodeInto(PresentedSignature& signature, std::string_view text, bool base64Expected) {
  const bool hex = text.size() == 64 && hexDecode(text).has_value();
  const auto bytes = hex ? hexDecode(text) : base64Decode(text);
  signature.bytes = bytes.value_or(std::string());
  signature.wrongEncoding = hex == base64Expected;
  signature.textChanged = !hex && bytes && base64Encode(*bytes) != text;
}

void readList(const Headers& headers, const std::string& family, std::vector<PresentedSignature>& out) {
  PresentedSignature signature;
  signature.header = family + "-signature";
  signature.form = SignedForm::IdTimestampBody;
  signature.id = findHeader(headers, family + "-id").value;
  signature.timestamp = findHeader(headers, family + "-timestamp").value;
  std::string_view list = findHeader(headers, signature.header).value;
  while (!list.empty() && out.size() < kMostPresented) {
    const auto space = list.find(' ');
    const std::string_view entry = list.substr(0, space);
    list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    const auto comma = entry.find(',');
    signature.version = comma == std::string_view::npos ? std::string() : std::string(entry.substr(0, comma));
    signature.wrongVersion = signature.version != "v1" && signature.version != "v1a";
    decodeInto(signature, comma == std::string_view::npos ? entry : entry.substr(comma + 1), true);
    if (!signature.bytes.empty()) out.push_back(signature);
  }
}

void readStripeElements(const Headers& headers, std::vector<PresentedSignature>& out) {
  std::vector<std::pair<std::string_view, std::string_view>> elements;
  std::string_view text = trimmed(findHeader(headers, "Stripe-Signature").value);
  PresentedSignature signature;
  signature.header = "Stripe-Signature";
  signature.form = SignedForm::TimestampBody;
  while (!text.empty() && elements.size() < kMostPresented) {
    const auto comma = text.find(',');
    const std::string_view element = trimmed(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    const auto equals = element.find('=');
    if (equals == std::string_view::npos) continue;
    if (element.substr(0, equals) == "t")
      signature.timestamp = element.substr(equals + 1);
    else
      elements.emplace_back(element.substr(0, equals), element.substr(equals + 1));
  }
  for (const auto& [version, value] : elements) {
    signature.version = version;
    signature.wrongVersion = version != "v1";
    decodeInto(signature, value, false);
    if (!signature.bytes.empty()) out.push_back(signature);
  }
}

void readPlainHeader(const Headers& headers, const std::string& name, std::vector<PresentedSignature>& out) {
  std::string_view value = trimmed(findHeader(headers, name).value);
  if (value.starts_with("sha256=")) value.remove_prefix(7);
  PresentedSignature signature;
  signature.header = name;
  decodeInto(signature, value, false);
  if (!signature.bytes.empty()) out.push_back(std::move(signature));
}

}  // namespace

std::vector<PresentedSignature> presentedSignatures(const workspace::WebhookRoute& route, const Headers& headers) {
  std::vector<PresentedSignature> out;
  readList(headers, "webhook", out);
  readList(headers, "svix", out);
  readStripeElements(headers, out);
  std::vector<std::string> plain{route.headerName};
  for (const char* known : {"X-Hub-Signature-256", "X-Dodo-Signature"})
    if (!sameHeaderName(known, route.headerName)) plain.emplace_back(known);
  for (const std::string& name : plain) readPlainHeader(headers, name, out);
  return out;
}

}  // namespace billing::webhooks
