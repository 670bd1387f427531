// What Stripe answers, in our words. Pure: bytes in, values out. Ids may stand for objects and objects for ids;
// periods, an invoice's subscription and its payments are looked for in their places of before and since
// 2025-03-31.basil. Source: stripe SDK 23.1.0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "providers/answer/reading.h"
#include "providers/answer/slices.h"
#include "providers/billingprovider.h"
#include "providers/stripe/requests.h"

namespace billing::providers::stripe {

/// Fields and words of Stripe's objects.
[[nodiscard]] const Shapes& shapes();

[[nodiscard]] ObjectKind priceKind();
[[nodiscard]] ObjectKind customerKind();
[[nodiscard]] ObjectKind subscriptionKind();
[[nodiscard]] ObjectKind intentKind();
[[nodiscard]] ObjectKind chargeKind();
[[nodiscard]] ObjectKind invoiceKind();
[[nodiscard]] ObjectKind refundKind();
[[nodiscard]] ObjectKind disputeKind();

/// The cursor of the next page: the id of the last object; empty when `frame` says that there are no more.
[[nodiscard]] Result<std::string> nextCursor(const SlicedList& list);

template <class State>
[[nodiscard]] Result<Page<Provided<State>>> readPage(std::string_view body, const ObjectKind& kind,
                                                     std::vector<State> BillingEvent::* states, Instant readAt) {
  const auto list = sliceList(body, "data");
  if (!list) return failure(list.error());
  auto next = nextCursor(*list);
  if (!next) return failure(next.error());
  Page<Provided<State>> page;
  addProvided(list->items, kind, states, readAt, page);
  page.next = std::move(*next);
  return page;
}
[[nodiscard]] Result<Page<ProviderEvent>> readEvents(std::string_view body);
[[nodiscard]] Result<Page<Payout>> readPayouts(std::string_view body);
/// Without the line of the payout itself.
[[nodiscard]] Result<Page<PayoutItem>> readPayoutItems(std::string_view body);

/// Whether a customer has a method of payment that is taken when no other is named.
[[nodiscard]] Result<bool> hasOwnMethod(std::string_view customer);
/// The id of the first object of a list; empty when there is none.
[[nodiscard]] Result<std::string> readFirstId(std::string_view body);

struct PromotionCode {
  std::string id;  ///< empty: there is none
  bool active = false;
};
/// Of a list: the active one, or else the newest.
[[nodiscard]] Result<PromotionCode> readPromotionCode(std::string_view body);

/// The first item of a subscription, which is the one that counts here.
[[nodiscard]] Result<ChangedItem> readItem(std::string_view subscription);
[[nodiscard]] Result<Standing> readStanding(std::string_view subscription);
/// The plan of the phase that comes after the running one; nullopt when none does, or it is the same.
[[nodiscard]] Result<std::optional<PendingChange>> readPendingChange(std::string_view schedule);
/// The phase of a schedule that is running.
[[nodiscard]] Result<PlannedPhase> readPhase(std::string_view schedule);
/// What is due at once are the lines of the change itself; the others come with the next invoice.
[[nodiscard]] Result<ChangePreview> readPreview(std::string_view invoice, const PlanChange& change);

[[nodiscard]] Result<CheckoutLink> readSession(std::string_view body);
[[nodiscard]] Result<std::string> readUrl(std::string_view body);

struct PaidInvoice {
  std::string invoice, subscription;  ///< ids; empty when there is none
};
[[nodiscard]] Result<PaidInvoice> readPaidInvoice(std::string_view invoicePayments);
/// What a payment may still give back.
[[nodiscard]] Result<std::int64_t> readRefundable(std::string_view payment);
/// The same as a line, with what was paid.
[[nodiscard]] Result<RefundableLine> readRefundableWhole(std::string_view payment);
struct InvoiceLinePage {
  std::vector<RefundableLine> lines;  ///< `refundable` is left open
  std::string next;
};
/// Taxes and discounts included.
[[nodiscard]] Result<InvoiceLinePage> readInvoiceLines(std::string_view body);
/// Where an invoice's PDF lies; InvalidInput "no_pdf" until it is finalised.
[[nodiscard]] Result<std::string> readPdfUrl(std::string_view invoice);

/// A balance for each currency.
[[nodiscard]] Result<std::vector<UsageState>> readCreditSummary(std::string_view body, const std::string& customer);
struct CreditGrant {
  std::string currency;  ///< upper case
  std::int64_t grantedMilli = 0;
};
struct CreditGrantPage {
  std::vector<CreditGrant> grants;  ///< those that have not been voided
  std::string next;
};
[[nodiscard]] Result<CreditGrantPage> readCreditGrants(std::string_view body);

struct EndpointPage {
  std::vector<WebhookEndpoint> endpoints;
  std::string next;
};
[[nodiscard]] Result<EndpointPage> readEndpoints(std::string_view body);
[[nodiscard]] Result<WebhookEndpoint> readEndpoint(std::string_view body);
[[nodiscard]] Result<BillingProvider::RegisteredEndpoint> readRegisteredEndpoint(std::string_view body);
/// Id and name of the account, as far as they are told.
[[nodiscard]] std::string readAccount(std::string_view body);
/// Of the object itself or of the first one of a list.
[[nodiscard]] std::optional<bool> readLiveMode(std::string_view body);

}  // namespace billing::providers::stripe
