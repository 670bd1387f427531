#include "support/instant.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace billing {
namespace {

using Days = std::chrono::sys_days;

// Reads exactly `digits` ASCII digits at `pos` and moves it on.
std::optional<int> number(std::string_view text, std::size_t& pos, std::size_t digits) {
  if (pos + digits > text.size()) return std::nullopt;
  int value = 0;
  const char* end = text.data() + pos + digits;
  const auto [last, error] = std::from_chars(text.data() + pos, end, value);
  if (error != std::errc{} || last != end || text[pos] == '-') return std::nullopt;
  pos += digits;
  return value;
}

bool skip(std::string_view text, std::size_t& pos, std::string_view anyOf) {
  if (pos >= text.size() || anyOf.find(text[pos]) == std::string_view::npos) return false;
  ++pos;
  return true;
}

std::optional<int> fraction(std::string_view text, std::size_t& pos) {
  if (!skip(text, pos, ".")) return 0;
  int value = 0;
  std::size_t digits = 0;
  for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, ++digits)
    if (digits < 3) value = value * 10 + (text[pos] - '0');
  if (digits == 0 || digits > 9) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return value;
}

std::optional<int> offsetMinutes(std::string_view text, std::size_t& pos) {
  if (skip(text, pos, "Zz")) return 0;
  if (pos >= text.size() || (text[pos] != '+' && text[pos] != '-')) return std::nullopt;
  const int sign = text[pos++] == '-' ? -1 : 1;
  const auto hours = number(text, pos, 2);
  if (!hours || !skip(text, pos, ":")) return std::nullopt;
  const auto minutes = number(text, pos, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

}  // namespace

std::string toIso8601(Instant instant) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds{instant.ms}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  std::string out = text.data();
  if (const auto ms = clock.subseconds().count(); ms != 0) {
    std::snprintf(text.data(), text.size(), ".%03d", static_cast<int>(ms));
    out += text.data();
  }
  return out + "Z";
}

std::optional<Instant> fromIso8601(std::string_view text) {
  std::size_t pos = 0;
  const auto year = number(text, pos, 4);
  if (!year || !skip(text, pos, "-")) return std::nullopt;
  const auto month = number(text, pos, 2);
  if (!month || !skip(text, pos, "-")) return std::nullopt;
  const auto day = number(text, pos, 2);
  if (!day || !skip(text, pos, "Tt ")) return std::nullopt;
  const auto hour = number(text, pos, 2);
  if (!hour || !skip(text, pos, ":")) return std::nullopt;
  const auto minute = number(text, pos, 2);
  if (!minute || !skip(text, pos, ":")) return std::nullopt;
  const auto second = number(text, pos, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const auto ms = fraction(text, pos);
  const auto offset = ms ? offsetMinutes(text, pos) : std::nullopt;
  if (!offset || pos != text.size()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = Days{date}.time_since_epoch().count();
  const std::int64_t minutes = days * 1440 + *hour * 60 + *minute - *offset;
  return Instant{(minutes * 60 + *second) * 1000 + *ms};
}

Instant SystemClock::now() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace billing
