// All deliveries of the demo's year, in the order in which they arrive: pure, the same for the same request.
#pragma once

#include <QString>
#include <vector>

#include "operations/demo/demodelivery.h"
#include "workspace/profile.h"

namespace billing::operations {

struct DemoRequest {
  std::uint64_t seed = 1;
  int customers = 300;  ///< at least 1
  int months = 12;      ///< 1 to 36
  Instant now;          ///< when the story ends; whole seconds
  /// A workspace with rules of its own: the story is told of what it sells, to its accounts. Outlives the fill.
  const workspace::Profile* profile = nullptr;
  QString origin = QStringLiteral("console");  ///< from where it is filled, for the audit log

  static constexpr int customersOfASystem = 100;  ///< enough for a story of such a workspace
};

[[nodiscard]] std::vector<DemoDelivery> demoYear(const DemoRequest& request);

}  // namespace billing::operations
