// A customer's life in the webhooks of Stripe.
#pragma once

#include "operations/demo/demoteller.h"

namespace billing::operations {

class StripeTeller final : public DemoTeller {
 public:
  using DemoTeller::DemoTeller;
  void signedUp(const DemoSubscription& subscription, const DemoPayment* paid) override;
  /// A bill of the period was sent, at payment.at; once it is due the subscription is past due.
  void billed(const DemoSubscription& subscription, const DemoPayment& payment, Instant due);
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
  /// The object's event with its own id for it, as Stripe repeats it inside the body.
  void say(const char* type, Instant at, Values values);
  void paid(const DemoSubscription& subscription, Instant at, const DemoPayment& payment);
  [[nodiscard]] Values invoiceOf(const DemoSubscription& subscription, const DemoPayment& payment, bool isPaid) const;
};

/// Products and prices, as they were set up before the first customer came.
void tellStripeCatalogue(const DemoCatalogue& catalogue, std::uint64_t seed, Instant at,
                         std::vector<DemoDelivery>& deliveries);

}  // namespace billing::operations
