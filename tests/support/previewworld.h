// A workspace with rules and a provider that is made of vectors, for tests of previews and of orders.
#pragma once

#include <memory>

#include "operations/admin/previewer.h"
#include "support/fakeprovider.h"
#include "support/ruledworld.h"

namespace billing::test {

/// Also tells of changes to come and of a payment's lines.
class TellingProvider : public FakeProvider {
 public:
  using FakeProvider::FakeProvider;
  Result<std::optional<PendingChange>> pendingChange(const std::string&, const CancelToken&) override {
    return pending;
  }
  Result<std::vector<RefundableLine>> refundableLines(const std::string& payment, const CancelToken& cancel) override {
    if (lines.empty()) return FakeProvider::refundableLines(payment, cancel);
    return lines;
  }
  std::optional<PendingChange> pending;
  std::vector<RefundableLine> lines;
};

inline Money dollars(std::int64_t minor) {
  return {minor, *Currency::fromCode("USD")};
}

/// Free, starter at 5.00 and pro at 20.00 a month; a yearly pro at 200.00.
inline BillingRules pricedPlans() {
  BillingRules rules = threePlans();
  rules.plans[2].prices.front().amount = dollars(2000);
  rules.plans[2].prices.push_back({{IntervalUnit::Year, 1}, dollars(20000), "pdt_pro_year", "pdt_9LiveProYear77"});
  rules.plans[2].prices.front().liveProductId = "pdt_8LiveProMonth42";
  rules.plans[1].prices.front().liveProductId = "pdt_starter_monthly";  // a placeholder
  return rules;
}

/// sub_1 of cus_1 (Ada, account u_1) on starter since the first of March; the clock stands half-way through its period.
class PreviewWorld {
 public:
  explicit PreviewWorld(Provider kind = Provider::Dodo, BillingRules rules = pricedPlans(), bool live = false)
      : world(std::move(rules), kind), provider(std::make_shared<TellingProvider>(kind)) {
    world.context.live = live;
    if (kind == Provider::Dodo) {
      const Teller ada = Teller().with("userId", "u_1");
      world.deliver("evt_1", ada.subscription("active", marchFirst + 1, "pdt_starter", "sub_1",
                                              {{QStringLiteral("recurring_pre_tax_amount"), 500},
                                               {QStringLiteral("cancel_at_next_billing_date"), false},
                                               {QStringLiteral("quantity"), 1}}));
    }
    provider->add(subscription());
    PaymentState paid;
    paid.externalId = "pay_1";
    paid.customerExternalId = "cus_1";
    paid.subscriptionExternalId = "sub_1";
    paid.status = paid.providerStatus = "succeeded";
    paid.amount = dollars(595);
    paid.createdAt = Instant{marchFirst};
    provider->add(paid);
    world.db.clock.set({marchFirst + 31 * days / 2});
  }

  [[nodiscard]] SubscriptionState& sub() { return provider->contracts.front().state; }
  [[nodiscard]] PaymentState& payment() { return provider->charges.front().state; }

  [[nodiscard]] operations::Previewer previewer() {
    return operations::Previewer({*world.db, world.context, world.db.clock, [this] { return provider; }, admin});
  }
  Result<operations::OrderPreview> preview(const operations::AdminOrder& order) {
    return previewer().preview(order, cancel);
  }
  /// The code of the refusal; "none", or "error" with its code.
  std::string refusal(const operations::AdminOrder& order) {
    const auto made = preview(order);
    if (!made) return "error " + made.error().code;
    return made->refusal ? made->refusal->code : "none";
  }
  static operations::AdminOrder order(operations::OrderKind kind, const char* subject = "sub_1") {
    operations::AdminOrder asked;
    asked.kind = kind;
    asked.subject = subject;
    asked.reason = "asked by mail";
    return asked;
  }
  static operations::AdminOrder changeTo(const char* product) {
    operations::AdminOrder asked = order(operations::OrderKind::ChangePlan);
    asked.product = product;
    return asked;
  }

  RuledWorld world;
  std::shared_ptr<TellingProvider> provider;
  workspace::AdminSettings admin;
  CancelToken cancel;

 private:
  static SubscriptionState subscription() {
    SubscriptionState state;
    state.externalId = "sub_1";
    state.customerExternalId = "cus_1";
    state.productId = "pdt_starter";
    state.status = SubscriptionStatus::Active;
    state.providerStatus = "active";
    state.amount = dollars(500);
    state.interval = BillingInterval{IntervalUnit::Month, 1};
    state.createdAt = state.periodStart = Instant{marchFirst};
    state.periodEnd = Instant{marchFirst + 31 * days};
    return state;
  }
};

}  // namespace billing::test
