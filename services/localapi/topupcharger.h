// Charges the automatic top-ups that the workspace asks for, as its provider would: by the event of a payment.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "localapi/apicore.h"
#include "store/changefeed.h"

namespace billing::localapi {

/// Looks when it is told to and after every job, on the messenger's thread. Each request is charged once, and again
/// only by another run of the program; the payment's ids follow from the request, so it is credited once whatever
/// happens.
class TopUpCharger {
 public:
  /// The core outlives this, and is stopped after it.
  TopUpCharger(ApiCore& core, std::uint16_t port);
  ~TopUpCharger();
  /// Soon. Thread-safe; many at once are one.
  void look();

 private:
  struct Work;
  static void post(const std::shared_ptr<Work>& work, bool wanted);
  const std::shared_ptr<Work> work_;
  std::shared_ptr<store::ChangeSubscription> subscription_;
};

}  // namespace billing::localapi
