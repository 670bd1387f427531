// The names of Stripe's events for what happens.
#pragma once

#include <span>

#include "sandbox/ledger/happening.h"

namespace billing::sandbox::stripe {

struct EventName {
  What what;
  const char* type;
  const char* kind;  ///< of the object in data.object
};

/// In the order in which Stripe tells them; What::Plain is not among them.
[[nodiscard]] std::span<const EventName> eventNames();

}  // namespace billing::sandbox::stripe
