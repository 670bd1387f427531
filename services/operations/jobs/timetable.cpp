#include "operations/jobs/timetable.h"

#include <array>

namespace billing::operations {
namespace {

constexpr std::array kJobWords{"downgrade", "top_up", "expire"};
constexpr std::int64_t kSlotMs = 86'400'000;
constexpr std::int64_t kSlotMinuteMs = 60'000;

}  // namespace

std::string_view toString(JobKind kind) {
  return kJobWords.at(static_cast<std::size_t>(kind));
}

std::optional<JobKind> jobKindFrom(std::string_view word) {
  for (const JobKind kind : {JobKind::Downgrade, JobKind::TopUp, JobKind::Expire})
    if (toString(kind) == word) return kind;
  return std::nullopt;
}

bool isOnTimetable(const BillingRules& rules, JobKind kind) {
  switch (kind) {
    case JobKind::Downgrade:
      return rules.downgradeEnabled;
    case JobKind::TopUp:
      return rules.credits.enabled && rules.credits.topUp.enabled;
    case JobKind::Expire:
      return true;
  }
  return false;
}

// Every job has one slot a day, at the profile's minute of the UTC day: no zone, so no day has 23 or 25 hours.
Instant lastSlot(const BillingRules& rules, JobKind, Instant now) {
  const std::int64_t offset = rules.nightlyMinuteUtc * kSlotMinuteMs;
  const std::int64_t since = now.ms - offset;
  const std::int64_t day = since >= 0 ? since / kSlotMs : -((-since + kSlotMs - 1) / kSlotMs);
  return {day * kSlotMs + offset};
}

Instant nextRun(const BillingRules& rules, JobKind kind, Instant now) {
  return {lastSlot(rules, kind, now).ms + kSlotMs};
}

}  // namespace billing::operations
