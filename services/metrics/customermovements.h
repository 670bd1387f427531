// The movements of one customer, by event or by month. The rules are those of customerbook.h.
#pragma once

#include <string>
#include <vector>

#include "metrics/movementkind.h"
#include "metrics/mrrsteps.h"
#include "metrics/zonemonths.h"

namespace billing {

struct SubscriptionSteps {
  std::string subscription;
  std::vector<MrrStep> steps;  ///< as mrrSteps gives them
};

struct MrrMovement {
  Instant at;
  std::string currency;
  MovementKind kind = MovementKind::New;
  std::int64_t delta = 0;    ///< parts
  std::string subscription;  ///< what changed
  bool operator==(const MrrMovement&) const = default;
};

/// In the order of time. Their sums up to any moment are what each of the customer's subscriptions counts for then.
[[nodiscard]] std::vector<MrrMovement> customerMovements(const std::vector<SubscriptionSteps>& subscriptions,
                                                         const MrrDefinition& definition);

/// Whether the i-th is the first part of its movement (one customer, one currency, one instant): movements are counted
/// by these.
[[nodiscard]] bool isFirstPart(const std::vector<MrrMovement>& movements, std::size_t i);

/// The other view: each month's end against its start, one movement at most for each month and currency (at the time of
/// the last change in it, of the subscription that changed last). `movements` are those of one customer, by event; the
/// sums of each month are the same.
[[nodiscard]] std::vector<MrrMovement> netOfMonths(const std::vector<MrrMovement>& movements, const ZoneMonths& months,
                                                   const MrrDefinition& definition);

}  // namespace billing
