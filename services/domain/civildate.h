// Days of the calendar, billing periods counted from an anchor, the nightly job, the end of grace. Proleptic Gregorian,
// UTC unless a zone is named. facts/calculations.md, kinds "periods", "grace" and "zone".
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/billingevent.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing {

struct CivilDate {
  int year = 1970, month = 1, day = 1;
  auto operator<=>(const CivilDate&) const = default;
};
[[nodiscard]] CivilDate utcDateOf(Instant instant);
[[nodiscard]] Instant utcMidnight(CivilDate date);
[[nodiscard]] std::string toText(CivilDate date);  ///< "2026-03-01"
[[nodiscard]] std::optional<CivilDate> dateFrom(std::string_view text);

/// The start of period `n` (0: the anchor itself), counted from the anchor's own day: clamped to the month's end, never
/// drifting.
[[nodiscard]] CivilDate periodStart(CivilDate anchor, BillingInterval interval, std::int64_t n);
/// The same with the anchor's time of day.
[[nodiscard]] Instant periodStart(Instant anchor, BillingInterval interval, std::int64_t n);

struct Period {
  Instant start, end;  ///< [start, end)
  bool operator==(const Period&) const = default;
};
/// The period that `at` lies in, also before the anchor.
[[nodiscard]] Period periodAt(Instant anchor, BillingInterval interval, Instant at);
/// The UTC calendar month of `at`.
[[nodiscard]] Period monthOf(Instant at);

[[nodiscard]] Instant graceEnd(Instant failedAt, int graceDays);
/// The first run of the nightly job at or after `at`. Minute of the UTC day, 0 to 1439.
[[nodiscard]] Instant nightlyRunAtOrAfter(Instant at, int minuteUtc);

/// "2026-03-29T03:30:00+02:00" in an IANA zone; InvalidInput "unknown_zone".
[[nodiscard]] Result<std::string> localTime(std::string_view zone, Instant instant);
/// A local time without offset ("2026-03-29T02:30:00") as an instant: in a gap by the offset before it, in an overlap
/// the earlier. InvalidInput "unknown_zone" or "bad_local_time".
[[nodiscard]] Result<Instant> instantOf(std::string_view zone, std::string_view localTime);

}  // namespace billing
