// Tells what happens to a customer in the events of one provider.
#pragma once

#include <memory>
#include <vector>

#include "operations/demo/democatalogue.h"
#include "operations/demo/demodelivery.h"

namespace billing::operations {

struct DemoCustomer {
  std::string id, name, email, cardNetwork, cardLastFour;
  std::string metadata;         ///< JSON object of texts that the team writes into the checkout; empty: none
  std::string vatPercent = {};  ///< added to what it pays for subscriptions; empty: none
};

struct DemoSubscription {
  std::string id;
  const DemoPrice* price = nullptr;
  std::int64_t quantity = 1;
  std::string status = "active";  ///< our words
  Instant createdAt, periodStart, periodEnd;
  std::optional<Instant> trialEnd;
  bool cancelAtPeriodEnd = false;
  std::string discountCode;  ///< taken off every payment, for ever; empty: none
  int discountBps = 0;
  bool withoutMethod = false;  ///< a trial that nobody gave a card for
  /// The price less the discount, before tax.
  [[nodiscard]] Money due() const {
    const Money full = amount();
    return {full.minor - mulDiv(full.minor, discountBps, 10'000).value_or(0), full.currency};
  }
  [[nodiscard]] Money amount() const { return {price->amount.minor * quantity, price->amount.currency}; }
};

struct DemoPayment {
  std::string id, chargeId, invoiceId, invoiceNumber;
  Money amount;               ///< tax included
  std::int64_t taxMinor = 0;  ///< within amount
  bool proration = false;     ///< for the rest of a period
  Instant at;
};

/// Something that is bought once.
struct DemoPurchase {
  DemoPayment payment;
  std::string productId, productName;
  std::string metadata;  ///< JSON object of texts
  bool fails = false;
  bool byHand = true;  ///< in a checkout; else the card on file is charged
};

/// All events of one customer, in its provider's words. What would happen after `until` is not told.
class DemoTeller {
 public:
  DemoTeller(std::uint64_t seed, DemoCustomer customer, Instant until, std::vector<DemoDelivery>& deliveries)
      : seed_(seed), customer_(std::move(customer)), until_(until), deliveries_(deliveries) {}
  virtual ~DemoTeller() = default;
  static std::unique_ptr<DemoTeller> of(Provider provider, std::uint64_t seed, DemoCustomer customer, Instant until,
                                        std::vector<DemoDelivery>& deliveries);

  virtual void signedUp(const DemoSubscription& subscription, const DemoPayment* paid) = 0;
  virtual void renewed(const DemoSubscription& subscription, Instant at, const DemoPayment& paid) = 0;
  /// `retriesLeft`: past due, else on hold.
  virtual void chargeFailed(const DemoSubscription& subscription, Instant at, const DemoPayment& payment,
                            bool retriesLeft) = 0;
  virtual void cancelled(const DemoSubscription& subscription, Instant at, const DemoPayment* unpaid) = 0;
  virtual void updated(const DemoSubscription& subscription, Instant at) = 0;
  virtual void planChanged(const DemoSubscription& subscription, Instant at, const DemoPayment* paid) = 0;
  virtual void paused(const DemoSubscription& subscription, Instant at) = 0;
  virtual void resumed(const DemoSubscription& subscription, Instant at) = 0;
  virtual void refunded(const DemoPayment& payment, Instant at, std::int64_t minor, const std::string& reason) = 0;
  virtual void disputed(const DemoPayment& payment, Instant at, bool won) = 0;
  /// Credits of the period were granted or used; nothing where the provider has no such event.
  virtual void credits(const DemoSubscription& subscription, Instant at, std::int64_t amount, std::int64_t before,
                       bool added) = 0;
  virtual void bought(const DemoPurchase& purchase) = 0;
  /// The card was replaced.
  virtual void cardReplaced(const DemoSubscription& subscription, Instant at) = 0;

 protected:
  using Values = webhooks::ComposeValues;
  void tell(Provider provider, const char* type, Instant at, Values values, const std::string& id = {});
  [[nodiscard]] Values person() const;
  [[nodiscard]] Values about(const DemoSubscription& subscription) const;
  [[nodiscard]] Values about(const DemoPayment& payment) const;
  [[nodiscard]] Values about(const DemoPurchase& purchase) const;
  [[nodiscard]] std::string id(const char* prefix, const char* role, int length);
  [[nodiscard]] Instant until() const { return until_; }

 private:
  const std::uint64_t seed_;
  const DemoCustomer customer_;
  const Instant until_;
  std::vector<DemoDelivery>& deliveries_;
  std::uint64_t told_ = 0;
};

/// Later on the clock.
[[nodiscard]] constexpr Instant after(Instant instant, std::int64_t seconds) {
  return {instant.ms + seconds * 1000};
}
[[nodiscard]] constexpr Instant daysAfter(Instant instant, std::int64_t days) {
  return {instant.ms + days * 86'400'000};
}

}  // namespace billing::operations
