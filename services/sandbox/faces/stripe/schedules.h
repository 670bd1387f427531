// Subscription schedules: phases of a subscription's life, kept as their JSON (kind "subscription_schedule").
#pragma once

#include <optional>
#include <string>

#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {

/// Does what the phases of all schedules ask for by now: starts what is due, warns of what ends within a week,
/// completes what has ended. Called before each answer and at each halt of a test clock.
void settleSchedules(Desk& desk);
/// The next moment after `from` at which settleSchedules() has something to do for that test clock.
[[nodiscard]] MaybeInstant nextScheduleStep(const Desk& desk, const std::string& testClock, Instant from);
/// Its subscription was cancelled from outside: the schedule is given up ("subscription_schedule.aborted").
void abortSchedule(Desk& desk, const std::string& schedule);

}  // namespace billing::sandbox::stripe
