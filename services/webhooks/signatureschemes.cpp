#include "webhooks/signatureschemes.h"

#include <algorithm>
#include <charconv>

namespace billing::webhooks {
namespace {

constexpr char lowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

bool sameHeaderName(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lowerAscii(x) == lowerAscii(y); });
}

FoundHeader findHeader(const Headers& headers, std::string_view name) {
  FoundHeader found;
  for (const Header& header : headers) {
    if (!sameHeaderName(header.name, name)) continue;
    if (found.count++ == 0) found.value = header.value;
  }
  return found;
}

Verification refusal(Verdict verdict, std::string detail) {
  Verification verification;
  verification.verdict = verdict;
  verification.detail = std::move(detail);
  return verification;
}

std::optional<std::int64_t> canonicalSeconds(std::string_view text) {
  std::int64_t seconds = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9' || (text.front() == '0' && text.size() > 1))
    return std::nullopt;
  const auto [last, error] = std::from_chars(text.begin(), text.end(), seconds);
  if (error != std::errc{} || last != text.end()) return std::nullopt;
  return seconds;
}

Verification checkAge(std::int64_t seconds, const Delivery& delivery) {
  const std::int64_t tolerance = std::max(delivery.route.toleranceSeconds, 0);
  const std::int64_t age = delivery.now.seconds() - seconds;
  if (age > tolerance)
    return refusal(Verdict::TimestampTooOld, "The timestamp is " + std::to_string(age) + " seconds old; " +
                                                 std::to_string(tolerance) + " are allowed.");
  if (age < -tolerance)
    return refusal(Verdict::TimestampTooNew, "The timestamp is " + std::to_string(-age) + " seconds in the future; " +
                                                 std::to_string(tolerance) + " are allowed.");
  return {};
}

Verification noneMatched(const Delivery& delivery, int usable, const std::optional<Error>& unusable) {
  if (usable > 0)
    return refusal(Verdict::NoMatchingSignature,
                   usable == 1 ? "The signature was not made with the secret of this route over these bytes."
                               : "The signature was made with none of the " + std::to_string(usable) +
                                     " secrets of this route over these bytes.");
  if (unusable) return refusal(Verdict::InvalidSecret, describe(*unusable));
  if (delivery.secrets.empty()) return refusal(Verdict::InvalidSecret, "The route has no secret.");
  return refusal(Verdict::InvalidSecret, "All secrets of the route have expired.");
}

}  // namespace billing::webhooks
