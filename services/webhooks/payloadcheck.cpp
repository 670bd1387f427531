#include "webhooks/payloadcheck.h"

#include <charconv>

#include "webhooks/payloadwalker.h"

namespace billing::webhooks {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::int64_t kLastSecondOf9999 = 253402300799;

PayloadFacts unreadable(Payload payload, std::string detail) {
  PayloadFacts facts;
  facts.payload = payload;
  facts.detail = std::move(detail);
  return facts;
}

// Stripe's snapshot events say seconds, its thin events ISO 8601; Dodo says ISO 8601 under another name.
std::optional<Instant> instantOf(const PayloadWalker& walker, std::string_view key) {
  if (const auto text = walker.topString(key)) return fromIso8601(*text);
  const auto digits = walker.topNumber(key);
  if (!digits) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [last, error] = std::from_chars(digits->begin(), digits->end(), seconds);
  if (error != std::errc{} || last != digits->end() || seconds < 0 || seconds > kLastSecondOf9999) return std::nullopt;
  return Instant::fromSeconds(seconds);
}

}  // namespace

std::string_view toString(Payload payload) {
  switch (payload) {
    case Payload::Ok:
      return "ok";
    case Payload::Empty:
      return "empty";
    case Payload::NotUtf8:
      return "not_utf8";
    case Payload::Bom:
      return "bom";
    case Payload::NotJson:
      return "not_json";
    case Payload::TooDeep:
      return "too_deep";
    case Payload::DuplicateKeys:
      return "duplicate_keys";
    case Payload::ThinEvent:
      return "thin_event";
  }
  return "unknown";
}

PayloadFacts checkPayload(Provider provider, std::string_view body) {
  if (body.empty()) return unreadable(Payload::Empty, "The body is empty.");
  if (const auto fault = utf8FaultAt(body))
    return unreadable(Payload::NotUtf8, "At byte " + std::to_string(*fault) + ": this is not UTF-8.");
  if (body.starts_with(kByteOrderMark)) return unreadable(Payload::Bom, "The body begins with a byte order mark.");
  PayloadWalker walker(body);
  PayloadFacts facts;
  facts.payload = walker.walk();
  facts.detail = walker.detail();
  if (facts.payload != Payload::Ok && facts.payload != Payload::DuplicateKeys) return facts;
  facts.type = walker.topString("type").value_or(std::string());
  facts.occurredAt = instantOf(walker, provider == Provider::Stripe ? "created" : "timestamp");
  if (provider != Provider::Stripe) return facts;
  facts.id = walker.topString("id").value_or(std::string());
  if (facts.payload == Payload::Ok && walker.topString("object") == "v2.core.event") {
    facts.payload = Payload::ThinEvent;
    facts.detail = "A thin event carries no object: it has to be fetched from the provider.";
  }
  return facts;
}

}  // namespace billing::webhooks
