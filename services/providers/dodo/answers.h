// What Dodo Payments answers, in our words. Pure: bytes in, values out. Source: dodopayments SDK 2.52.0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "providers/answer/reading.h"
#include "providers/answer/slices.h"
#include "providers/dodo/requests.h"
#include "providers/payoutvalues.h"
#include "providers/providervalues.h"

namespace billing::providers::dodo {

/// Fields and words of Dodo's objects.
[[nodiscard]] const Shapes& shapes();

// The objects, one kind each. Those of a list lack some fields of those asked for by id, none of which we hold.
[[nodiscard]] ObjectKind productKind();
[[nodiscard]] ObjectKind customerKind();
[[nodiscard]] ObjectKind subscriptionKind();
[[nodiscard]] ObjectKind paymentKind();
/// A payment that has an invoice: Dodo knows no other list of them.
[[nodiscard]] ObjectKind invoiceKind();
[[nodiscard]] ObjectKind refundKind();
[[nodiscard]] ObjectKind disputeKind();

/// Objects of `{"items":[...]}`, and where the list goes on. `key`: where the list is in the body.
template <class State>
[[nodiscard]] Result<Page<Provided<State>>> readPage(std::string_view body, const PageRequest& asked,
                                                     const ObjectKind& kind, std::vector<State> BillingEvent::* states,
                                                     Instant readAt, std::string_view key = "items") {
  const auto place = placeOf(asked);
  if (!place) return failure(place.error());
  const auto list = sliceList(body, key);
  if (!list) return failure(list.error());
  Page<Provided<State>> page;
  addProvided(list->items, kind, states, readAt, page);
  page.next = nextCursor(*place, list->items.size());
  return page;
}
/// Payments without an invoice are left out.
[[nodiscard]] Result<Page<Provided<InvoiceState>>> readInvoices(std::string_view body, const PageRequest& asked,
                                                                Instant readAt);

[[nodiscard]] Result<Page<Payout>> readPayouts(std::string_view body, const PageRequest& asked);
/// In the payout's currency.
[[nodiscard]] Result<Page<PayoutItem>> readPayoutItems(std::string_view body, const PageRequest& asked,
                                                       const Currency& currency);

[[nodiscard]] Result<Standing> readStanding(std::string_view subscription);
/// Its scheduled change; nullopt when there is none.
[[nodiscard]] Result<std::optional<PendingChange>> readPendingChange(std::string_view subscription);
/// The id that an answer names under that key; a problem when there is none.
[[nodiscard]] Result<std::string> readId(std::string_view body, std::string_view key);
[[nodiscard]] Result<ChangePreview> readPreview(std::string_view body);

[[nodiscard]] Result<CheckoutLink> readCreatedCheckout(std::string_view body);
[[nodiscard]] Result<CheckoutLink> readCheckout(std::string_view body);
[[nodiscard]] Result<std::string> readPortal(std::string_view body);

/// Which lines of a payment give back that amount, the first ones first. InvalidInput "refund_exceeds" when there is
/// not so much left.
[[nodiscard]] Result<std::vector<RefundItem>> splitRefund(const std::vector<RefundableLine>& lines,
                                                          std::int64_t amountMinor);
[[nodiscard]] Result<std::vector<RefundableLine>> readRefundableLines(std::string_view lineItems);
/// What a new product takes over from one that there is.
[[nodiscard]] Result<ProductPattern> readPattern(std::string_view product);

/// Of a customer's payment methods the first that may be charged again; empty when there is none.
[[nodiscard]] Result<std::string> readPaymentMethod(std::string_view body);
/// The country of the first subscription of a list; empty when there is none.
[[nodiscard]] Result<std::string> readCountry(std::string_view subscriptions);
[[nodiscard]] Result<std::vector<UsageState>> readCreditBalances(std::string_view body, const std::string& customer);

struct EndpointPage {
  std::vector<WebhookEndpoint> endpoints;
  std::string next;  ///< the iterator; empty when done
};
[[nodiscard]] Result<EndpointPage> readEndpoints(std::string_view body);
[[nodiscard]] Result<WebhookEndpoint> readEndpoint(std::string_view body);
/// The business that the first object of a list belongs to; empty when it is not told.
[[nodiscard]] std::string readBusiness(std::string_view body);

}  // namespace billing::providers::dodo
