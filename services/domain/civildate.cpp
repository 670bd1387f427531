#include "domain/civildate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <limits>

#include "domain/daynumbers.h"

namespace billing {
namespace {

__extension__ using WideCount = __int128;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMinuteMs = 60'000;
// Days that lie wholly within the instants. Whatever leaves them is held at their ends: dates of a hundred million
// years are nobody's billing, but they must not become another date by overflow.
constexpr std::int64_t kLastDay = std::numeric_limits<std::int64_t>::max() / kDayMs - 1;

std::int64_t held(WideCount value, std::int64_t most) {
  return static_cast<std::int64_t>(std::clamp<WideCount>(value, -most, most));
}

Instant after(Instant start, WideCount ms) {
  return {held(start.ms + ms, std::numeric_limits<std::int64_t>::max())};
}

int monthsOf(BillingInterval interval) {
  return interval.unit == IntervalUnit::Year ? 12 : 1;
}

bool countsDays(BillingInterval interval) {
  return interval.unit == IntervalUnit::Day || interval.unit == IntervalUnit::Week;
}

WideCount countOf(BillingInterval interval) {
  return std::max(interval.count, 1);
}

CivilDate plusMonths(CivilDate date, WideCount months) {
  constexpr std::int64_t most = kLastDay / 366 * 12;
  const std::int64_t total = held(static_cast<WideCount>(date.year) * 12 + date.month - 1 + months, most);
  const std::int64_t year = floorDiv(total, 12);
  const int month = static_cast<int>(total - year * 12) + 1;
  return {static_cast<int>(year), month, std::min(date.day, lengthOfMonth(year, month))};
}

// How many whole periods lie between, within one of the truth.
std::int64_t aboutPeriods(Instant anchor, BillingInterval interval, Instant at) {
  const CivilDate from = utcDateOf(anchor);
  const CivilDate to = utcDateOf(at);
  if (countsDays(interval)) {
    const WideCount length = countOf(interval) * (interval.unit == IntervalUnit::Week ? 7 : 1);
    return static_cast<std::int64_t>((dayNumber(to) - dayNumber(from)) / length);
  }
  const std::int64_t months = (static_cast<std::int64_t>(to.year) - from.year) * 12 + to.month - from.month;
  return static_cast<std::int64_t>(months / (countOf(interval) * monthsOf(interval)));
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = error == std::errc{} && last == text.data() + text.size() && text.front() != '-';
  return good ? std::optional(value) : std::nullopt;
}

}  // namespace

CivilDate utcDateOf(Instant instant) {
  return dateOfDay(floorDiv(instant.ms, kDayMs));
}

Instant utcMidnight(CivilDate date) {
  return {std::clamp(dayNumber(date), -kLastDay, kLastDay) * kDayMs};
}

std::string toText(CivilDate date) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return text.data();
}

std::optional<CivilDate> dateFrom(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > lengthOfMonth(*year, *month)) return std::nullopt;
  return CivilDate{*year, *month, *day};
}

CivilDate periodStart(CivilDate anchor, BillingInterval interval, std::int64_t n) {
  const WideCount steps = countOf(interval) * n;
  if (!countsDays(interval)) return plusMonths(anchor, steps * monthsOf(interval));
  return dateOfDay(held(dayNumber(anchor) + steps * (interval.unit == IntervalUnit::Week ? 7 : 1), kLastDay));
}

Instant periodStart(Instant anchor, BillingInterval interval, std::int64_t n) {
  const CivilDate date = utcDateOf(anchor);
  return after(utcMidnight(periodStart(date, interval, n)), anchor.ms - floorDiv(anchor.ms, kDayMs) * kDayMs);
}

Period periodAt(Instant anchor, BillingInterval interval, Instant at) {
  std::int64_t n = aboutPeriods(anchor, interval, at);
  n += periodStart(anchor, interval, n + 1) <= at ? 1 : 0;
  n -= at < periodStart(anchor, interval, n) ? 1 : 0;
  return {periodStart(anchor, interval, n), periodStart(anchor, interval, n + 1)};
}

Period monthOf(Instant at) {
  CivilDate first = utcDateOf(at);
  first.day = 1;
  return {utcMidnight(first), utcMidnight(plusMonths(first, 1))};
}

Instant graceEnd(Instant failedAt, int graceDays) {
  return after(failedAt, static_cast<WideCount>(std::max(graceDays, 0)) * kDayMs);
}

Instant nightlyRunAtOrAfter(Instant at, int minuteUtc) {
  const std::int64_t inDay = std::clamp(minuteUtc, 0, 1439) * kMinuteMs;
  const Instant today = after(Instant{floorDiv(at.ms, kDayMs) * kDayMs}, inDay);
  return today < at ? after(today, kDayMs) : today;
}

}  // namespace billing
