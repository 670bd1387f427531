// Any headers and any body: nothing that was not signed is ever accepted, everything that was is, and no diagnosis
// breaks.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "webhooks/signature.h"

using namespace billing;
using namespace billing::webhooks;
using workspace::SignatureScheme;

namespace {

void require(bool good) {
  if (!good) std::abort();
}

const Instant kNow = Instant::fromSeconds(1'700'000'000);
// Not a secret of anybody; the fuzzer cannot guess an HMAC made with it.
const workspace::Secrets kSecrets{{"a", "whsec_ZnV6emluZyBpcyBub3QgYSBzZWNyZXQgb2YgYW55Ym9keQ==", {}},
                                  {"b", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", {}},
                                  {"c", "whsec_", {}}};

// Up to the next line feed.
std::string takeLine(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string line(rest.substr(0, end));
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

Headers anyHeaders(std::string_view& rest, int count) {
  static constexpr const char* names[] = {"webhook-id",       "webhook-timestamp",   "webhook-signature",
                                          "svix-id",          "svix-timestamp",      "svix-signature",
                                          "Stripe-Signature", "X-Webhook-Signature", "X-Hub-Signature-256"};
  Headers headers;
  for (int i = 0; i < count; ++i) {
    const std::string line = takeLine(rest);
    if (!line.empty())
      headers.push_back({names[static_cast<unsigned char>(line[0]) % std::size(names)], line.substr(1)});
  }
  return headers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  workspace::WebhookRoute route;
  route.scheme = static_cast<SignatureScheme>(data[0] % 4);
  if (data[0] & 0x80) route.headerName = "X-Hub-Signature-256";
  std::string_view rest(reinterpret_cast<const char*>(data + 2), size - 2);
  const Headers headers = anyHeaders(rest, data[1] % 8);
  const Verification verification = verify(route, kSecrets, headers, rest, kNow);
  require(!verification.ok() && !verification.detail.empty());
  (void)diagnose(route, kSecrets, headers, rest, kNow);
  const std::string id = headers.empty() ? "msg" : headers.front().value;
  if (const auto made = sign(route, kSecrets.front(), id, rest, kNow)) {
    const bool idTaken = verify(route, kSecrets, *made, rest, kNow).verdict != Verdict::MalformedId;
    require(!idTaken || verify(route, kSecrets, *made, rest, kNow).ok());
  }
  (void)checkSecret(route.scheme, rest);
  return 0;
}
