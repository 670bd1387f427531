// What becomes of a schedule as time passes.
#pragma once

#include <optional>
#include <string>

#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {

/// With the phase that it is in now.
[[nodiscard]] QJsonObject drawSchedule(const Desk& desk, const Plain& kept);
/// Writes it; tells `type` unless that is empty.
void keepSchedule(Desk& desk, const QJsonObject& schedule, const std::string& type);
/// Brings the subscription to the phase of now, and plans the change to the next.
[[nodiscard]] std::optional<Refusal> enterPhase(Desk& desk, const std::string& schedule,
                                                providers::ChangeCharge charge);
/// The subscription goes on without it.
void releaseSubscription(Desk& desk, const std::string& schedule);
/// Sets the status and the time of its end.
void endSchedule(Desk& desk, const std::string& schedule, const char* status, const char* timeField);

}  // namespace billing::sandbox::stripe
