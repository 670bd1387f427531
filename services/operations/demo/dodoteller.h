// A customer's life in the webhooks of Dodo Payments.
#pragma once

#include "operations/demo/demoteller.h"

namespace billing::operations {

class DodoTeller final : public DemoTeller {
 public:
  using DemoTeller::DemoTeller;
  void signedUp(const DemoSubscription& subscription, const DemoPayment* paid) override;
  void renewed(const DemoSubscription& subscription, Instant at, const DemoPayment& paid) override;
  void chargeFailed(const DemoSubscription& subscription, Instant at, const DemoPayment& payment,
                    bool retriesLeft) override;
  void cancelled(const DemoSubscription& subscription, Instant at, const DemoPayment* unpaid) override;
  void updated(const DemoSubscription& subscription, Instant at) override;
  void planChanged(const DemoSubscription& subscription, Instant at, const DemoPayment* paid) override;
  void paused(const DemoSubscription& subscription, Instant at) override;
  void resumed(const DemoSubscription& subscription, Instant at) override;
  void refunded(const DemoPayment& payment, Instant at, std::int64_t minor, const std::string& reason) override;
  void disputed(const DemoPayment& payment, Instant at, bool won) override;
  void credits(const DemoSubscription& subscription, Instant at, std::int64_t amount, std::int64_t before,
               bool added) override;
  void bought(const DemoPurchase& purchase) override;
  void cardReplaced(const DemoSubscription& subscription, Instant at) override;

 private:
  void paid(const DemoSubscription& subscription, Instant at, const DemoPayment& payment, const char* type,
            Values more = {});
  [[nodiscard]] Values withCredits(const DemoSubscription& subscription) const;
  bool dunning_ = false;
};

}  // namespace billing::operations
