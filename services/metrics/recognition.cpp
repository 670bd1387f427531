#include "metrics/recognition.h"

#include <algorithm>

#include "domain/money.h"

namespace billing {
namespace {

constexpr std::int64_t kSecondMs = 1000, kDayMs = 86'400'000;

// How many steps of the period have passed, of how many.
struct Passed {
  std::int64_t steps = 0, of = 1;
};

std::int64_t upward(std::int64_t ms, std::int64_t step) {
  return (ms + step - 1) / step;
}

Passed passedAt(const EarnedAmount& line, Instant at, RecogniseBy by) {
  const std::int64_t step = by == RecogniseBy::Day ? kDayMs : kSecondMs;
  Passed passed;
  passed.of = std::max<std::int64_t>(upward(line.end.ms - line.start.ms, step), 1);
  const std::int64_t ms = at.ms - line.start.ms;
  if (ms > 0) passed.steps = std::min(by == RecogniseBy::Day ? upward(ms, step) : ms / step, passed.of);
  if (at >= line.end) passed.steps = passed.of;
  return passed;
}

std::optional<std::int64_t> earned(const EarnedAmount& line, Instant at, RecogniseBy by) {
  if (line.end <= line.start) return line.netMinor;
  const Passed passed = passedAt(line, at, by);
  return mulDiv(line.netMinor, passed.steps, passed.of);
}

}  // namespace

std::optional<std::int64_t> recognisedBefore(const EarnedInvoice& invoice, Instant at, RecogniseBy by) {
  std::int64_t sum = 0;
  if (at <= invoice.issued) return sum;
  for (const EarnedAmount& line : invoice.lines) {
    const auto part = earned(line, at, by);
    if (!part || __builtin_add_overflow(sum, *part, &sum)) return std::nullopt;
  }
  return sum;
}

std::optional<std::int64_t> netOf(const EarnedInvoice& invoice) {
  std::int64_t sum = 0;
  for (const EarnedAmount& line : invoice.lines)
    if (__builtin_add_overflow(sum, line.netMinor, &sum)) return std::nullopt;
  return sum;
}

}  // namespace billing
