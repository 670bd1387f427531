// Which of Stripe's event types mean something for billing, what they are called here and who reads their object.
#pragma once

#include <string_view>

#include "providers/stripe/objects.h"

namespace billing::providers::stripe {

struct TypeEntry {
  std::string_view type;
  BillingEventKind kind;  ///< refunds and disputes settle on it when their status is read
  void (*read)(const JsonObject&, BillingEvent&);
};

/// nullptr when the type has no meaning here.
[[nodiscard]] const TypeEntry* findType(std::string_view type);

}  // namespace billing::providers::stripe
