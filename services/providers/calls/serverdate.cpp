#include "providers/calls/serverdate.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <charconv>

namespace billing::providers {
namespace {

std::optional<std::int64_t> wholeNumber(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  constexpr std::int64_t absurd = 100'000'000'000'000;
  return std::clamp(number, std::int64_t{0}, absurd);
}

std::int64_t untilMs(Instant then, Instant now) {
  return std::max<std::int64_t>(0, then.ms - now.ms);
}

}  // namespace

std::optional<Instant> fromHttpDate(const std::string& text) {
  const auto date =
      QLocale::c().toDateTime(QString::fromStdString(text), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
  if (!date.isValid()) return std::nullopt;
  return Instant{QDateTime(date.date(), date.time(), Qt::UTC).toMSecsSinceEpoch()};
}

std::optional<std::int64_t> clockSkewMs(const std::string& dateField, Instant now) {
  const auto theirs = fromHttpDate(dateField);
  if (!theirs) return std::nullopt;
  return theirs->ms - now.ms;
}

std::optional<std::int64_t> retryAfterMs(const http::ClientAnswer& answer, Instant now) {
  if (const auto ms = wholeNumber(answer.field("retry-after-ms"))) return ms;
  const std::string after = answer.field("Retry-After");
  if (const auto seconds = wholeNumber(after)) return *seconds * 1000;
  const auto date = fromHttpDate(after);
  if (!date) return std::nullopt;
  // Their clock may differ from ours: what counts is how far the date is from theirs.
  return untilMs(*date, fromHttpDate(answer.field("Date")).value_or(now));
}

std::optional<std::int64_t> rateLimitMs(const http::ClientAnswer& answer, Instant now) {
  if (wholeNumber(answer.field("X-RateLimit-Remaining")).value_or(1) > 0) return std::nullopt;
  const auto reset = wholeNumber(answer.field("X-RateLimit-Reset"));
  if (!reset) return std::nullopt;
  constexpr std::int64_t cannotBeAWait = 1'000'000'000;  // seconds: then it is a point in time
  return *reset < cannotBeAWait ? *reset * 1000 : untilMs(Instant::fromSeconds(*reset), now);
}

}  // namespace billing::providers
