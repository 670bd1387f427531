// Which of our fields an event of Stripe says that it changed: `data.previous_attributes` names what had another value
// before. Source: the Event object of the API reference.
#pragma once

#include <string>
#include <vector>

#include "providers/jsonreader.h"

namespace billing::providers::stripe {

/// Names as in entityfields.h, of a subscription or customer that the event is about: those have no order of their own
/// beyond the second. Empty for other objects, whose status tells how far they are, and when nothing is told.
[[nodiscard]] std::vector<std::string> changedFields(const JsonObject& object, const JsonObject& previous);

}  // namespace billing::providers::stripe
