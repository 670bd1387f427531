// What is asked of Dodo Payments, as requests. Pure. Source: dodopayments SDK 2.52.0 and its API description 1.86.0.
//
// Dodo knows no idempotency keys but those inside a few bodies: whatever may charge somebody is not safe to repeat.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "providers/providervalues.h"
#include "providers/transport.h"

namespace billing::providers::dodo {

/// An addon of a subscription. A change of plan that does not name the addons removes them.
struct Addon {
  std::string id;
  std::int64_t quantity = 1;
  bool operator==(const Addon&) const = default;
};

/// What a subscription holds that a change of plan has to say again.
struct Standing {
  std::string product;
  std::int64_t quantity = 1;
  std::vector<Addon> addons;
  std::vector<std::pair<std::string, std::string>> metadata;  ///< key, and its value as JSON
  std::vector<std::string> discounts;                         ///< codes
};

/// A line of a payment, and how much of it goes back.
struct RefundItem {
  std::string id;
  std::int64_t amountMinor = 0;  ///< tax included
  bool operator==(const RefundItem&) const = default;
};

/// What a product needs beyond its price. Dodo's plans end some day; without a pattern after twenty years.
struct ProductPattern {
  std::string taxCategory = "saas";
  std::string lastsInterval = "Year";
  std::int64_t lastsCount = 20;
};

/// Where a list stands: pages are counted from 0, and the number is always sent.
struct ListPlace {
  std::int64_t number = 0;
  int size = 100;
  bool archived = false;  ///< of products only: after the ones on sale come the archived
};
/// InvalidInput "bad_cursor" for a cursor that is not ours.
[[nodiscard]] Result<ListPlace> placeOf(const PageRequest& page);
/// The cursor of the next page; empty when this one, of `read` objects, was short and so the last.
[[nodiscard]] std::string nextCursor(const ListPlace& place, std::size_t read);

namespace request {

[[nodiscard]] Result<ApiRequest> products(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> customers(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> subscriptions(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> payments(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> refunds(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> disputes(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> payouts(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> payoutItems(const std::string& payout, const PageRequest& page);

[[nodiscard]] ApiRequest customer(const std::string& id);
[[nodiscard]] ApiRequest createCustomer(const NewCustomer& wanted);
[[nodiscard]] ApiRequest paymentMethods(const std::string& customer);

[[nodiscard]] ApiRequest subscription(const std::string& id);
[[nodiscard]] ApiRequest createSubscription(const NewSubscription& wanted);
/// All but ApplyDiscount, which is a change of plan. NotFound "not_offered" for CancelOn, InvalidInput "date_missing".
[[nodiscard]] Result<ApiRequest> edit(const SubscriptionEdit& edit);
/// A change to the plan that it has, for which nothing is charged: what a discount code travels with.
[[nodiscard]] PlanChange discounted(const SubscriptionEdit& edit, const Standing& standing);

/// InvalidInput "mode_not_offered" for ChangeCharge::NextInvoice. The metadata is that of the change's payment, which
/// without any takes the subscription's: with our mark the latter goes along. Empty `code`: the discounts stay.
[[nodiscard]] Result<ApiRequest> changePlan(const PlanChange& change, const Standing& standing,
                                            const std::string& code = {});
[[nodiscard]] Result<ApiRequest> previewChange(const PlanChange& change, const Standing& standing);

[[nodiscard]] ApiRequest product(const std::string& id);
[[nodiscard]] ApiRequest createProduct(const NewPrice& wanted, const ProductPattern& pattern);
/// DELETE: no longer on sale.
[[nodiscard]] ApiRequest archiveProduct(const std::string& id);

[[nodiscard]] ApiRequest createCheckout(const CheckoutOrder& order);
[[nodiscard]] ApiRequest checkout(const std::string& id);
[[nodiscard]] ApiRequest createPortal(const std::string& customer, const std::string& returnUrl);

[[nodiscard]] ApiRequest payment(const std::string& id);
[[nodiscard]] ApiRequest lineItems(const std::string& payment);
[[nodiscard]] ApiRequest invoicePdf(const std::string& payment);
[[nodiscard]] ApiRequest refund(const std::string& id);
/// No items: the whole payment.
[[nodiscard]] ApiRequest refund(const RefundOrder& order, const std::vector<RefundItem>& items);

/// At most 1000 of them.
[[nodiscard]] ApiRequest ingest(const std::vector<UsageReport>& reports);
[[nodiscard]] ApiRequest creditBalances(const std::string& customer);
[[nodiscard]] ApiRequest changeCredits(const CreditAmount& amount);

[[nodiscard]] ApiRequest endpoints(const std::string& iterator);
[[nodiscard]] ApiRequest endpointSecret(const std::string& id);
[[nodiscard]] ApiRequest registerEndpoint(const WebhookEndpoint& wanted);
[[nodiscard]] ApiRequest updateEndpoint(const WebhookEndpoint& wanted);

}  // namespace request
}  // namespace billing::providers::dodo
