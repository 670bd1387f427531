#include "operations/demo/demoteller.h"

#include "operations/demo/demorandom.h"
#include "operations/demo/dodoteller.h"
#include "operations/demo/stripeteller.h"

namespace billing::operations {

std::unique_ptr<DemoTeller> DemoTeller::of(Provider provider, std::uint64_t seed, DemoCustomer customer, Instant until,
                                           std::vector<DemoDelivery>& deliveries) {
  if (provider == Provider::Dodo) return std::make_unique<DodoTeller>(seed, std::move(customer), until, deliveries);
  return std::make_unique<StripeTeller>(seed, std::move(customer), until, deliveries);
}

void DemoTeller::tell(Provider provider, const char* type, Instant at, Values values, const std::string& id) {
  ++told_;
  if (at > until_) return;
  DemoDelivery delivery;
  delivery.occurredAt = at;
  delivery.deliverAt = after(at, 1);
  delivery.provider = provider;
  delivery.lane = customer_.id;
  delivery.type = type;
  delivery.values = std::move(values);
  if (!id.empty()) delivery.values["event_id"] = id;
  delivery.seed = DemoRandom::of(seed_, customer_.id, told_).next() | 1U;  // 0 would mean random
  deliveries_.push_back(std::move(delivery));
}

DemoTeller::Values DemoTeller::person() const {
  return {{"customer_id", customer_.id},
          {"customer_name", customer_.name},
          {"customer_email", customer_.email},
          {"card_network", customer_.cardNetwork},
          {"card_last_four", customer_.cardLastFour},
          {"business_id", demoId(seed_, "bus_", "business", 0, 21)}};
}

DemoTeller::Values DemoTeller::about(const DemoSubscription& subscription) const {
  Values values = person();
  const DemoPrice& price = *subscription.price;
  values.insert({{"subscription_id", subscription.id},
                 {"product_id", price.productId},
                 {"price_id", price.priceId},
                 {"product_name", price.name},
                 {"amount_minor", std::to_string(subscription.amount().minor)},
                 {"currency", std::string(price.amount.currency.code())},
                 {"interval_unit", std::string(toString(price.unit))},
                 {"interval_count", "1"},
                 {"quantity", std::to_string(subscription.quantity)},
                 {"status", subscription.status},
                 {"created_at", toIso8601(subscription.createdAt)},
                 {"period_start", toIso8601(subscription.periodStart)},
                 {"period_end", toIso8601(subscription.periodEnd)},
                 {"cancel_at_period_end", subscription.cancelAtPeriodEnd ? "true" : "false"}});
  if (!customer_.metadata.empty()) values["metadata"] = customer_.metadata;
  if (!subscription.discountCode.empty()) {
    values["discount_code"] = subscription.discountCode;
    values["discount_bps"] = std::to_string(subscription.discountBps);
  }
  if (subscription.withoutMethod && subscription.status == "trialing") values["has_payment_method"] = "false";
  if (subscription.trialEnd) values["trial_end"] = toIso8601(*subscription.trialEnd);
  return values;
}

DemoTeller::Values DemoTeller::about(const DemoPayment& payment) const {
  Values values = person();
  values.insert({{"payment_id", payment.id},
                 {"charge_id", payment.chargeId},
                 {"invoice_id", payment.invoiceId},
                 {"invoice_number", payment.invoiceNumber},
                 {"amount_minor", std::to_string(payment.amount.minor)},
                 {"tax_minor", std::to_string(payment.taxMinor)},
                 {"proration", payment.proration ? "true" : "false"},
                 {"currency", std::string(payment.amount.currency.code())},
                 {"paid_at", toIso8601(payment.at)}});
  if (!customer_.metadata.empty()) values["metadata"] = customer_.metadata;
  return values;
}

DemoTeller::Values DemoTeller::about(const DemoPurchase& purchase) const {
  Values values = about(purchase.payment);
  values["subscription_id"] = "";
  values.erase("invoice_id");
  values.erase("invoice_number");
  values["product_id"] = values["price_id"] = purchase.productId;
  values["product_name"] = purchase.productName;
  values["metadata"] = purchase.metadata;
  return values;
}

std::string DemoTeller::id(const char* prefix, const char* role, int length) {
  return demoId(seed_, prefix, customer_.id + role, ++told_, length);
}

}  // namespace billing::operations
