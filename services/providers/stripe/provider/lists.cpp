#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
namespace {

template <class State>
Result<Page<Provided<State>>> askList(const Calls& calls, const Result<ApiRequest>& request, const ObjectKind& kind,
                                      std::vector<State> BillingEvent::* states, Instant now,
                                      const CancelToken& cancel) {
  if (!request) return failure(request.error());
  return calls.ask(*request, cancel, [&](std::string_view body) { return readPage(body, kind, states, now); });
}

}  // namespace

Result<Page<Provided<PriceState>>> StripeProvider::catalogue(const PageRequest& page, const CancelToken& cancel) {
  return askList(calls_, request::prices(page), priceKind(), &BillingEvent::prices, clock_.now(), cancel);
}

Result<Page<Provided<CustomerState>>> StripeProvider::customers(const PageRequest& page, const CancelToken& cancel) {
  return askList(calls_, request::customers(page), customerKind(), &BillingEvent::customers, clock_.now(), cancel);
}

Result<Page<Provided<SubscriptionState>>> StripeProvider::subscriptions(const PageRequest& page,
                                                                        const CancelToken& cancel) {
  return askList(calls_, request::subscriptions(page), subscriptionKind(), &BillingEvent::subscriptions, clock_.now(),
                 cancel);
}

Result<Page<Provided<PaymentState>>> StripeProvider::paymentsOfSubscription(const PageRequest& page,
                                                                            const CancelToken& cancel) {
  const auto bills = invoices(page, cancel);
  if (!bills) return failure(bills.error());
  Page<Provided<PaymentState>> found;
  found.next = bills->next;
  found.unreadable = bills->unreadable;
  for (const auto& bill : bills->items) {
    for (const PaymentState& mentioned : bill.facts.payments) {
      auto whole = payment(mentioned.externalId, cancel);
      if (!whole) return failure(whole.error());
      found.items.push_back(std::move(*whole));
    }
  }
  return found;
}

Result<Page<Provided<PaymentState>>> StripeProvider::payments(const PageRequest& page, const CancelToken& cancel) {
  if (!page.subscription.empty() && page.status.empty()) return paymentsOfSubscription(page, cancel);
  return askList(calls_, request::payments(page), intentKind(), &BillingEvent::payments, clock_.now(), cancel);
}

Result<Page<Provided<InvoiceState>>> StripeProvider::invoices(const PageRequest& page, const CancelToken& cancel) {
  return askList(calls_, request::invoices(page), invoiceKind(), &BillingEvent::invoices, clock_.now(), cancel);
}

Result<Page<Provided<RefundState>>> StripeProvider::refunds(const PageRequest& page, const CancelToken& cancel) {
  return askList(calls_, request::refunds(page), refundKind(), &BillingEvent::refunds, clock_.now(), cancel);
}

Result<Page<Provided<DisputeState>>> StripeProvider::disputes(const PageRequest& page, const CancelToken& cancel) {
  return askList(calls_, request::disputes(page), disputeKind(), &BillingEvent::disputes, clock_.now(), cancel);
}

Result<Page<Payout>> StripeProvider::payouts(const PageRequest& page, const CancelToken& cancel) {
  const auto request = request::payouts(page);
  if (!request) return failure(request.error());
  return calls_.ask(*request, cancel, readPayouts);
}

Result<Page<PayoutItem>> StripeProvider::payoutItems(const Payout& payout, const PageRequest& page,
                                                     const CancelToken& cancel) {
  const auto request = request::payoutItems(payout.id, page);
  if (!request) return failure(request.error());
  auto read = calls_.ask(*request, cancel, readPayoutItems);
  // One that was made by hand is not itemised, and to ask for its items is refused: its amount is all that is known.
  if (!read && page.cursor.empty() && read.error().kind == ErrorKind::InvalidInput && read.error().code != "bad_answer")
    read = Page<PayoutItem>();
  const bool unknown = read && page.cursor.empty() && read->next.empty() && read->items.empty();
  if (unknown && read->unreadable.empty())
    read->items.push_back(
        {payout.id, "adjustment", {}, payout.amount, {0, payout.amount.currency}, payout.amount, payout.createdAt});
  return read;
}

Result<Page<ProviderEvent>> StripeProvider::events(const PageRequest& page, const CancelToken& cancel) {
  const auto request = request::events(page);
  if (!request) return failure(request.error());
  return calls_.ask(*request, cancel, readEvents);
}

}  // namespace billing::providers::stripe
