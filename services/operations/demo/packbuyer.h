// What an account buys once: packs of credits, now and then without luck.
#pragma once

#include "operations/demo/systemaccounts.h"

namespace billing::operations {

class PackBuyer {
 public:
  PackBuyer(const DemoRequest& request, const SystemAccount& account, std::vector<DemoDelivery>& deliveries);
  /// From the first purchase on.
  void run();
  /// A payment whose metadata cannot be credited: it is listed as refused.
  void oddPayment(Instant at, const std::string& credits);

 private:
  void buy(const CreditPack& pack, Instant at, bool fails);
  [[nodiscard]] DemoPurchase purchase(const CreditPack& pack, Instant at, const std::string& credits);

  const DemoRequest& request_;
  const BillingRules& rules_;
  const SystemAccount& account_;
  DemoRandom random_;
  std::unique_ptr<DemoTeller> teller_;
  std::uint64_t ids_ = 0;
};

}  // namespace billing::operations
