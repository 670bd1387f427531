// One interface for every payment provider: a client (transport) plus a mapping (pure). Which one a workspace uses is
// one line of its profile.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "providers/payoutvalues.h"
#include "providers/providervalues.h"
#include "providers/transport.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::providers {

/// All calls block: on worker threads only; thread-safe. Errors are those of Transport::send and InvalidInput
/// "bad_answer" with the path of the field that cannot be read. A write that ends as kUnconfirmed may have happened:
/// read before anything else. NotFound "not_offered" where the provider has no such thing.
class BillingProvider {
 public:
  virtual ~BillingProvider() = default;
  [[nodiscard]] virtual Provider provider() const = 0;
  [[nodiscard]] virtual Result<Capabilities> capabilities(const CancelToken& cancel) = 0;

  [[nodiscard]] virtual Result<Page<Provided<PriceState>>> catalogue(const PageRequest& page,
                                                                     const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Page<Provided<CustomerState>>> customers(const PageRequest& page,
                                                                        const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Provided<CustomerState>> customer(const std::string& id, const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Provided<CustomerState>> createCustomer(const NewCustomer& wanted,
                                                                       const std::string& idempotencyKey,
                                                                       const CancelToken& cancel) = 0;

  [[nodiscard]] virtual Result<Page<Provided<SubscriptionState>>> subscriptions(const PageRequest& page,
                                                                                const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Provided<SubscriptionState>> subscription(const std::string& id,
                                                                         const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Provided<SubscriptionState>> createSubscription(const NewSubscription& wanted,
                                                                               const std::string& idempotencyKey,
                                                                               const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<ChangePreview> previewChange(const PlanChange& change, const CancelToken& cancel) = 0;
  /// The subscription afterwards. Conflict when another change is pending.
  [[nodiscard]] virtual Result<Provided<SubscriptionState>> changePlan(const PlanChange& change,
                                                                       const CancelToken& cancel) = 0;
  /// The subscription afterwards. Conflict when it is in no state for that (already cancelled, not paused, ...).
  [[nodiscard]] virtual Result<Provided<SubscriptionState>> edit(const SubscriptionEdit& edit,
                                                                 const CancelToken& cancel);
  /// nullopt: none is to come.
  [[nodiscard]] virtual Result<std::optional<PendingChange>> pendingChange(const std::string& subscription,
                                                                           const CancelToken& cancel);

  [[nodiscard]] virtual Result<CheckoutLink> createCheckout(const CheckoutOrder& order, const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<CheckoutLink> checkout(const std::string& id, const CancelToken& cancel) = 0;
  /// An address where the customer manages the subscription.
  [[nodiscard]] virtual Result<std::string> createPortal(const std::string& customer, const std::string& returnUrl,
                                                         const CancelToken& cancel) = 0;

  [[nodiscard]] virtual Result<Page<Provided<PaymentState>>> payments(const PageRequest& page,
                                                                      const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Provided<PaymentState>> payment(const std::string& id, const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Page<Provided<InvoiceState>>> invoices(const PageRequest& page,
                                                                      const CancelToken& cancel) = 0;
  /// The bytes of the provider's own PDF. Stripe: by invoice id; Dodo: by payment id.
  [[nodiscard]] virtual Result<std::string> invoicePdf(const std::string& id, const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<Page<Provided<RefundState>>> refunds(const PageRequest& page,
                                                                    const CancelToken& cancel) = 0;
  /// Never repeated without an answer; read refunds() first.
  [[nodiscard]] virtual Result<Provided<RefundState>> refund(const RefundOrder& order, const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<std::vector<RefundableLine>> refundableLines(const std::string& payment,
                                                                            const CancelToken& cancel);
  [[nodiscard]] virtual Result<Page<Provided<DisputeState>>> disputes(const PageRequest& page,
                                                                      const CancelToken& cancel) = 0;

  /// What was paid out, newest first; of the page's filters only the cursor, the size and `createdSince` count.
  [[nodiscard]] virtual Result<Page<Payout>> payouts(const PageRequest& page, const CancelToken& cancel);
  /// What a payout is made of; only the page's cursor and size count.
  [[nodiscard]] virtual Result<Page<PayoutItem>> payoutItems(const Payout& payout, const PageRequest& page,
                                                             const CancelToken& cancel);

  [[nodiscard]] virtual Result<Provided<PriceState>> createPrice(const NewPrice& wanted, const CancelToken& cancel);
  /// No longer on sale; those who have it keep it.
  [[nodiscard]] virtual Result<void> archivePrice(const std::string& product, const CancelToken& cancel);

  [[nodiscard]] virtual Result<void> reportUsage(const std::vector<UsageReport>& reports,
                                                 const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<std::vector<UsageState>> creditBalances(const std::string& customer,
                                                                       const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<void> changeCredits(const CreditAmount& amount, const CancelToken& cancel) = 0;

  [[nodiscard]] virtual Result<std::vector<WebhookEndpoint>> webhookEndpoints(const CancelToken& cancel) = 0;
  struct RegisteredEndpoint {
    WebhookEndpoint endpoint;
    std::string secret;  ///< what its deliveries are signed with
  };
  [[nodiscard]] virtual Result<RegisteredEndpoint> registerEndpoint(const WebhookEndpoint& wanted,
                                                                    const CancelToken& cancel) = 0;
  [[nodiscard]] virtual Result<WebhookEndpoint> updateEndpoint(const WebhookEndpoint& wanted,
                                                               const CancelToken& cancel) = 0;
  /// What the deliveries to it are signed with; NotFound "not_offered" for Stripe, which tells it once, at
  /// registration.
  [[nodiscard]] virtual Result<std::string> endpointSecret(const std::string& id, const CancelToken& cancel) = 0;
  /// The provider's events since then, newest first; NotFound "not_offered" for Dodo, which keeps no list of them.
  [[nodiscard]] virtual Result<Page<ProviderEvent>> events(const PageRequest& page, const CancelToken& cancel) = 0;
};

/// Whether the provider's object (its own JSON) carries the mark of one of our operations.
[[nodiscard]] bool carriesMark(const std::string& raw, const std::string& operation);

/// `transport` is owned. `clock` outlives it.
[[nodiscard]] std::unique_ptr<BillingProvider> makeProvider(Provider provider, std::unique_ptr<Transport> transport,
                                                            const Clock& clock);

}  // namespace billing::providers
