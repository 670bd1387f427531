// What happened, as Dodo's webhooks tell it.
#pragma once

#include <string>
#include <vector>

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

[[nodiscard]] std::vector<Spoken> spoken(Desk& desk, const Happening& happening);
/// {business_id, type, timestamp, data}: the object as it is now.
[[nodiscard]] std::string deliveryBody(Desk& desk, const Event& event);

}  // namespace billing::sandbox::dodo
