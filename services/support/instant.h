// A point in time, and the only way the program asks what time it is.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace billing {

/// Milliseconds since 1970-01-01T00:00:00Z. Stored as this integer, shown as ISO 8601.
struct Instant {
  std::int64_t ms = 0;

  auto operator<=>(const Instant&) const = default;
  [[nodiscard]] constexpr std::int64_t seconds() const { return ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000); }
  [[nodiscard]] static constexpr Instant fromSeconds(std::int64_t seconds) { return {seconds * 1000}; }
};

/// "2026-03-01T12:00:00.000Z"; milliseconds are left out when they are zero.
[[nodiscard]] std::string toIso8601(Instant instant);

/// RFC 3339 with any offset and up to nine fractional digits (the rest beyond milliseconds is cut off). nullopt when
/// malformed.
[[nodiscard]] std::optional<Instant> fromIso8601(std::string_view text);

/// Time is an argument everywhere below; whoever needs "now" is given a Clock.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// Moved by hand: tests and the demo generator.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant instant) { now_ = instant; }
  void advance(std::int64_t ms) { now_.ms += ms; }

 private:
  Instant now_;
};

}  // namespace billing
