// Stripe behind the common interface: requests, transport and answers put together.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "providers/answer/calls.h"
#include "providers/billingprovider.h"
#include "providers/stripe/requests.h"

namespace billing::providers::stripe {

class StripeProvider final : public BillingProvider {
 public:
  /// `clock` outlives it.
  StripeProvider(std::unique_ptr<Transport> transport, const Clock& clock)
      : transport_(std::move(transport)), calls_(*transport_), clock_(clock) {}

  [[nodiscard]] Provider provider() const override { return Provider::Stripe; }
  [[nodiscard]] Result<Capabilities> capabilities(const CancelToken& cancel) override;

  [[nodiscard]] Result<Page<Provided<PriceState>>> catalogue(const PageRequest& page,
                                                             const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<Provided<CustomerState>>> customers(const PageRequest& page,
                                                                const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<CustomerState>> customer(const std::string& id, const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<CustomerState>> createCustomer(const NewCustomer& wanted,
                                                               const std::string& idempotencyKey,
                                                               const CancelToken& cancel) override;

  [[nodiscard]] Result<Page<Provided<SubscriptionState>>> subscriptions(const PageRequest& page,
                                                                        const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<SubscriptionState>> subscription(const std::string& id,
                                                                 const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<SubscriptionState>> createSubscription(const NewSubscription& wanted,
                                                                       const std::string& idempotencyKey,
                                                                       const CancelToken& cancel) override;
  [[nodiscard]] Result<ChangePreview> previewChange(const PlanChange& change, const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<SubscriptionState>> changePlan(const PlanChange& change,
                                                               const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<SubscriptionState>> edit(const SubscriptionEdit& edit,
                                                         const CancelToken& cancel) override;
  [[nodiscard]] Result<std::optional<PendingChange>> pendingChange(const std::string& subscription,
                                                                   const CancelToken& cancel) override;

  [[nodiscard]] Result<CheckoutLink> createCheckout(const CheckoutOrder& order, const CancelToken& cancel) override;
  [[nodiscard]] Result<CheckoutLink> checkout(const std::string& id, const CancelToken& cancel) override;
  [[nodiscard]] Result<std::string> createPortal(const std::string& customer, const std::string& returnUrl,
                                                 const CancelToken& cancel) override;

  /// Those of one subscription are found by its invoices, page by page of these.
  [[nodiscard]] Result<Page<Provided<PaymentState>>> payments(const PageRequest& page,
                                                              const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<PaymentState>> payment(const std::string& id, const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<Provided<InvoiceState>>> invoices(const PageRequest& page,
                                                              const CancelToken& cancel) override;
  [[nodiscard]] Result<std::string> invoicePdf(const std::string& id, const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<Provided<RefundState>>> refunds(const PageRequest& page,
                                                            const CancelToken& cancel) override;
  [[nodiscard]] Result<Provided<RefundState>> refund(const RefundOrder& order, const CancelToken& cancel) override;
  /// Those of the invoice that was paid, or one for all of it.
  [[nodiscard]] Result<std::vector<RefundableLine>> refundableLines(const std::string& payment,
                                                                    const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<Provided<DisputeState>>> disputes(const PageRequest& page,
                                                              const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<Payout>> payouts(const PageRequest& page, const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<PayoutItem>> payoutItems(const Payout& payout, const PageRequest& page,
                                                     const CancelToken& cancel) override;

  [[nodiscard]] Result<Provided<PriceState>> createPrice(const NewPrice& wanted, const CancelToken& cancel) override;
  [[nodiscard]] Result<void> archivePrice(const std::string& product, const CancelToken& cancel) override;

  [[nodiscard]] Result<void> reportUsage(const std::vector<UsageReport>& reports, const CancelToken& cancel) override;
  [[nodiscard]] Result<std::vector<UsageState>> creditBalances(const std::string& customer,
                                                               const CancelToken& cancel) override;
  [[nodiscard]] Result<void> changeCredits(const CreditAmount& amount, const CancelToken& cancel) override;

  [[nodiscard]] Result<std::vector<WebhookEndpoint>> webhookEndpoints(const CancelToken& cancel) override;
  [[nodiscard]] Result<RegisteredEndpoint> registerEndpoint(const WebhookEndpoint& wanted,
                                                            const CancelToken& cancel) override;
  [[nodiscard]] Result<WebhookEndpoint> updateEndpoint(const WebhookEndpoint& wanted,
                                                       const CancelToken& cancel) override;
  [[nodiscard]] Result<std::string> endpointSecret(const std::string& id, const CancelToken& cancel) override;
  [[nodiscard]] Result<Page<ProviderEvent>> events(const PageRequest& page, const CancelToken& cancel) override;

 private:
  using Subscribed = Result<Provided<SubscriptionState>>;
  [[nodiscard]] Subscribed asSubscription(const ApiRequest& request, const CancelToken& cancel);
  /// The subscription after a write that answers with something else.
  [[nodiscard]] Subscribed readAfter(const ApiRequest& write, const ApiAnswer& answer, const std::string& id,
                                     const CancelToken& cancel);
  /// Empty when the customer has one that is taken anyway, or none at all.
  [[nodiscard]] Result<std::string> paymentMethodOf(const std::string& customer, const CancelToken& cancel);
  [[nodiscard]] Result<ApiRequest> editRequest(const SubscriptionEdit& edit, const CancelToken& cancel);
  [[nodiscard]] Result<std::string> promotionCodeOf(const SubscriptionEdit& edit, const CancelToken& cancel);
  [[nodiscard]] Result<ChangedItem> itemOf(const std::string& subscription, const CancelToken& cancel);
  [[nodiscard]] Subscribed planChange(const PlanChange& change, const ChangedItem& item, const std::string& key,
                                      const CancelToken& cancel);
  [[nodiscard]] Result<Page<Provided<PaymentState>>> paymentsOfSubscription(const PageRequest& page,
                                                                            const CancelToken& cancel);
  [[nodiscard]] Result<request::CheckoutDiscount> discountOf(const std::string& code, const CancelToken& cancel);
  [[nodiscard]] Result<std::vector<RefundableLine>> invoiceLines(const std::string& invoice, const CancelToken& cancel);
  [[nodiscard]] Result<RefundOrder> summedUp(const RefundOrder& order, const CancelToken& cancel);
  [[nodiscard]] Result<void> checkRefund(const RefundOrder& order, const CancelToken& cancel);
  [[nodiscard]] Result<void> addGrants(const std::string& customer, std::vector<UsageState>& balances,
                                       const CancelToken& cancel);

  std::unique_ptr<Transport> transport_;
  Calls calls_;
  const Clock& clock_;
};

}  // namespace billing::providers::stripe
