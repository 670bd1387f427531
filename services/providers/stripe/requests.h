// What is asked of Stripe, as requests. Pure. Source: stripe SDK 23.1.0 (API version 2026-10-28.endive). Every POST
// carries an idempotency key, so that the transport may repeat it; a DELETE cannot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "providers/providervalues.h"
#include "providers/transport.h"

namespace billing::providers::stripe {

/// The item of a subscription that a change of plan replaces. Without its id a second item would be added.
struct ChangedItem {
  std::string id, price;
  std::optional<std::int64_t> quantity;  ///< none for metered prices, which take none
  std::string schedule;                  ///< of the subscription: its changes are planned already
};

/// What of a subscription an edit has to know.
struct Standing {
  std::string schedule;                ///< id; empty: nothing is planned
  bool endsOnDate = false;             ///< cancel_at, and not the end of the period
  std::vector<std::string> discounts;  ///< ids
};

/// A phase that a schedule holds, as far as it must be sent again.
struct PlannedPhase {
  struct Item {
    std::string price;
    std::optional<std::int64_t> quantity;
  };
  std::string schedule;
  std::int64_t start = 0, end = 0;  ///< Unix seconds
  std::vector<Item> items;
};

namespace request {

/// Which filters a list knows; InvalidInput "filter_not_offered" for one that it does not: all objects would be taken
/// for those that were asked for.
[[nodiscard]] Result<ApiRequest> prices(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> customers(const PageRequest& page);
/// All of them, the ended ones too, which Stripe leaves out unless it is asked.
[[nodiscard]] Result<ApiRequest> subscriptions(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> payments(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> invoices(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> refunds(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> disputes(const PageRequest& page);
[[nodiscard]] Result<ApiRequest> payouts(const PageRequest& page);
/// Their sources as objects: a charge tells its intent.
[[nodiscard]] Result<ApiRequest> payoutItems(const std::string& payout, const PageRequest& page);
[[nodiscard]] Result<ApiRequest> events(const PageRequest& page);

[[nodiscard]] ApiRequest customer(const std::string& id);
[[nodiscard]] ApiRequest createCustomer(const NewCustomer& wanted, const std::string& key);
[[nodiscard]] ApiRequest paymentMethods(const std::string& customer);

[[nodiscard]] ApiRequest subscription(const std::string& id);
[[nodiscard]] ApiRequest createSubscription(const NewSubscription& wanted, const std::string& key);
/// `standing` of those that depend on it, `promotionCode` (id) of ApplyDiscount. InvalidInput "date_missing", Conflict
/// "no_change_pending".
[[nodiscard]] Result<ApiRequest> edit(const SubscriptionEdit& edit, const Standing& standing,
                                      const std::string& promotionCode, const std::string& key);

/// At once. InvalidInput "mode_not_offered" for Difference and Full.
[[nodiscard]] Result<ApiRequest> changePlan(const PlanChange& change, const ChangedItem& item, const std::string& key);
[[nodiscard]] Result<ApiRequest> previewChange(const PlanChange& change, const ChangedItem& item,
                                               const std::string& key);
/// At the end of the period: a schedule made from the subscription, then given its next phase.
[[nodiscard]] ApiRequest createSchedule(const std::string& subscription, const std::string& key);
[[nodiscard]] ApiRequest planPhases(const PlanChange& change, const ChangedItem& item, const PlannedPhase& current,
                                    const std::string& key);
[[nodiscard]] ApiRequest schedule(const std::string& id);
[[nodiscard]] ApiRequest releaseSchedule(const std::string& schedule, const std::string& key);

/// What a discount code stands for.
struct CheckoutDiscount {
  std::string promotionCode, coupon;  ///< ids
};
[[nodiscard]] ApiRequest promotionCode(const std::string& code);
/// All that were ever called so, the inactive ones too.
[[nodiscard]] ApiRequest promotionCodes(const std::string& code);
[[nodiscard]] ApiRequest createCheckout(const CheckoutOrder& order, const CheckoutDiscount& discount,
                                        const std::string& key);
[[nodiscard]] ApiRequest checkout(const std::string& id);
[[nodiscard]] ApiRequest createPortal(const std::string& customer, const std::string& returnUrl,
                                      const std::string& key);

/// By the id of a payment intent, or of a charge that has none.
[[nodiscard]] ApiRequest payment(const std::string& id);
/// Which invoice an intent paid: since basil it does not say so itself.
[[nodiscard]] ApiRequest invoicePayments(const std::string& paymentIntent);
[[nodiscard]] ApiRequest invoice(const std::string& id);
[[nodiscard]] ApiRequest invoiceLines(const std::string& invoice, const std::string& cursor);
/// Without the key: the address is another host's. Forbidden "foreign_host" unless it is of the family of `base`.
[[nodiscard]] Result<ApiRequest> invoicePdf(const std::string& url, const std::string& base);
/// amountMinor counts; lines are not looked at.
[[nodiscard]] ApiRequest refund(const RefundOrder& order, const std::string& key);

/// Of the product that is named, or of a new one.
[[nodiscard]] ApiRequest createPrice(const NewPrice& wanted, const std::string& key);
[[nodiscard]] ApiRequest archivePrice(const std::string& price, const std::string& key);

[[nodiscard]] ApiRequest meterEvent(const UsageReport& report);
[[nodiscard]] ApiRequest creditSummary(const std::string& customer);
[[nodiscard]] ApiRequest creditGrants(const std::string& customer, const std::string& cursor);
/// `minor` of amount.currency.
[[nodiscard]] ApiRequest grantCredits(const CreditAmount& amount, std::int64_t minor, const std::string& key);

[[nodiscard]] ApiRequest endpoints(const std::string& cursor);
[[nodiscard]] ApiRequest registerEndpoint(const WebhookEndpoint& wanted, const std::string& key);
[[nodiscard]] ApiRequest updateEndpoint(const WebhookEndpoint& wanted, const std::string& key);
[[nodiscard]] ApiRequest account();
[[nodiscard]] ApiRequest balance();

}  // namespace request
}  // namespace billing::providers::stripe
