#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {
namespace {

template <class State>
Result<Page<Provided<State>>> askPage(const Calls& calls, const Result<ApiRequest>& request, const PageRequest& page,
                                      const ObjectKind& kind, std::vector<State> BillingEvent::* states, Instant now,
                                      const CancelToken& cancel) {
  if (!request) return failure(request.error());
  return calls.ask(*request, cancel, [&](std::string_view body) { return readPage(body, page, kind, states, now); });
}

// A payment tells its own refunds and disputes, which their lists cannot be narrowed to.
template <class State>
Result<Page<Provided<State>>> askOfPayment(const Calls& calls, const std::string& payment, const ObjectKind& kind,
                                           std::vector<State> BillingEvent::* states, std::string_view key, Instant now,
                                           const CancelToken& cancel) {
  auto page = calls.ask(request::payment(payment), cancel,
                        [&](std::string_view body) { return readPage(body, {}, kind, states, now, key); });
  if (page) page->next.clear();
  return page;
}

}  // namespace

Result<Page<Provided<PriceState>>> DodoProvider::catalogue(const PageRequest& page, const CancelToken& cancel) {
  auto read =
      askPage(calls_, request::products(page), page, productKind(), &BillingEvent::prices, clock_.now(), cancel);
  if (!read) return read;
  const bool archived = placeOf(page)->archived;
  for (auto& product : read->items) {
    product.state.active = !archived;
    for (PriceState& price : product.facts.prices) price.active = !archived;
  }
  if (!archived && read->next.empty()) read->next = "archived:0";
  return read;
}

Result<Page<Provided<CustomerState>>> DodoProvider::customers(const PageRequest& page, const CancelToken& cancel) {
  return askPage(calls_, request::customers(page), page, customerKind(), &BillingEvent::customers, clock_.now(),
                 cancel);
}

Result<Page<Provided<SubscriptionState>>> DodoProvider::subscriptions(const PageRequest& page,
                                                                      const CancelToken& cancel) {
  return askPage(calls_, request::subscriptions(page), page, subscriptionKind(), &BillingEvent::subscriptions,
                 clock_.now(), cancel);
}

Result<Page<Provided<PaymentState>>> DodoProvider::payments(const PageRequest& page, const CancelToken& cancel) {
  return askPage(calls_, request::payments(page), page, paymentKind(), &BillingEvent::payments, clock_.now(), cancel);
}

Result<Page<Provided<InvoiceState>>> DodoProvider::invoices(const PageRequest& page, const CancelToken& cancel) {
  const auto request = request::payments(page);
  if (!request) return failure(request.error());
  return calls_.ask(*request, cancel, [&](std::string_view body) { return readInvoices(body, page, clock_.now()); });
}

// A payment tells its refunds without their metadata, where our mark is: each is read by itself.
Result<Page<Provided<RefundState>>> DodoProvider::refundsOf(const std::string& payment, const CancelToken& cancel) {
  auto page = askOfPayment(calls_, payment, refundKind(), &BillingEvent::refunds, "refunds", clock_.now(), cancel);
  if (!page) return page;
  for (auto& refund : page->items) {
    auto whole = calls_.ask(request::refund(refund.state.externalId), cancel, [&](std::string_view body) {
      return provided(body, refundKind(), &BillingEvent::refunds, clock_.now());
    });
    if (!whole) return failure(whole.error());
    refund = std::move(*whole);
  }
  return page;
}

Result<Page<Provided<RefundState>>> DodoProvider::refunds(const PageRequest& page, const CancelToken& cancel) {
  if (!page.payment.empty()) return refundsOf(page.payment, cancel);
  return askPage(calls_, request::refunds(page), page, refundKind(), &BillingEvent::refunds, clock_.now(), cancel);
}

Result<Page<Provided<DisputeState>>> DodoProvider::disputes(const PageRequest& page, const CancelToken& cancel) {
  if (!page.payment.empty())
    return askOfPayment(calls_, page.payment, disputeKind(), &BillingEvent::disputes, "disputes", clock_.now(), cancel);
  return askPage(calls_, request::disputes(page), page, disputeKind(), &BillingEvent::disputes, clock_.now(), cancel);
}

Result<Page<Payout>> DodoProvider::payouts(const PageRequest& page, const CancelToken& cancel) {
  const auto request = request::payouts(page);
  if (!request) return failure(request.error());
  return calls_.ask(*request, cancel, [&](std::string_view body) { return readPayouts(body, page); });
}

Result<Page<PayoutItem>> DodoProvider::payoutItems(const Payout& payout, const PageRequest& page,
                                                   const CancelToken& cancel) {
  const auto request = request::payoutItems(payout.id, page);
  if (!request) return failure(request.error());
  return calls_.ask(*request, cancel,
                    [&](std::string_view body) { return readPayoutItems(body, page, payout.amount.currency); });
}

Result<Page<ProviderEvent>> DodoProvider::events(const PageRequest&, const CancelToken&) {
  return notOffered("Dodo Payments keeps no list of its events", "what was missed is found by reading the objects");
}

}  // namespace billing::providers::dodo
