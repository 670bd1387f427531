// Any bytes as an answer of either provider: they are read, or refused with a reason; what is kept is what came.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "providers/dodo/answers.h"
#include "providers/stripe/answers.h"

using namespace billing;
using namespace billing::providers;

namespace {

void demand(bool good) {
  if (!good) std::abort();
}

template <class T>
void demandReason(const Result<T>& result) {
  if (result) return;
  demand(result.error().kind == ErrorKind::InvalidInput || result.error().kind == ErrorKind::NotFound);
  demand(!result.error().code.empty() && !result.error().reason.empty());
}

template <class State>
void readAlone(std::string_view body, const ObjectKind& kind, std::vector<State> BillingEvent::* states) {
  const auto object = provided(body, kind, states, Instant{1'773'144'000'000});
  demandReason(object);
  if (object) demand(object->raw == body);
}

// What is asked for is what the lines give back together, none more than it has left.
void splitAsDodo(const std::vector<RefundableLine>& lines) {
  for (const std::int64_t asked : {std::int64_t{1}, std::int64_t{500}, std::int64_t{1'000'000'000'000}}) {
    const auto split = dodo::splitRefund(lines, asked);
    demandReason(split);
    if (!split) continue;
    std::int64_t sum = 0;
    for (const auto& item : *split) {
      demand(item.amountMinor > 0);
      sum += item.amountMinor;
    }
    demand(sum == asked);
  }
}

void readListsAsDodo(std::string_view body) {
  using E = BillingEvent;
  demandReason(dodo::readPage(body, {}, dodo::subscriptionKind(), &E::subscriptions, {}));
  demandReason(dodo::readPage(body, {}, dodo::invoiceKind(), &E::invoices, {}));
  demandReason(dodo::readInvoices(body, {}, {}));
  demandReason(dodo::readEndpoints(body));
  demandReason(dodo::readCreditBalances(body, "cus_1"));
  demandReason(dodo::readPaymentMethod(body));
  demandReason(dodo::readCountry(body));
  (void)dodo::readBusiness(body);
  const auto lines = dodo::readRefundableLines(body);
  demandReason(lines);
  if (lines) splitAsDodo(*lines);
}

void readAsDodo(std::string_view body) {
  using E = BillingEvent;
  readAlone(body, dodo::productKind(), &E::prices);
  readAlone(body, dodo::customerKind(), &E::customers);
  readAlone(body, dodo::subscriptionKind(), &E::subscriptions);
  readAlone(body, dodo::paymentKind(), &E::payments);
  readAlone(body, dodo::refundKind(), &E::refunds);
  readAlone(body, dodo::disputeKind(), &E::disputes);
  readListsAsDodo(body);
  demandReason(dodo::readPreview(body));
  demandReason(dodo::readStanding(body));
  demandReason(dodo::readPendingChange(body));
  demandReason(dodo::readPattern(body));
  demandReason(dodo::readId(body, "subscription_id"));
  demandReason(dodo::readCreatedCheckout(body));
  demandReason(dodo::readCheckout(body));
  demandReason(dodo::readPortal(body));
  demandReason(dodo::readEndpoint(body));
}

void readListsAsStripe(std::string_view body) {
  using E = BillingEvent;
  demandReason(stripe::readPage(body, stripe::invoiceKind(), &E::invoices, {}));
  demandReason(stripe::readEvents(body));
  demandReason(stripe::readFirstId(body));
  demandReason(stripe::readPromotionCode(body));
  demandReason(stripe::readPaidInvoice(body));
  demandReason(stripe::readInvoiceLines(body));
  demandReason(stripe::readCreditGrants(body));
  demandReason(stripe::readEndpoints(body));
}

void readAsStripe(std::string_view body) {
  using E = BillingEvent;
  readAlone(body, stripe::priceKind(), &E::prices);
  readAlone(body, stripe::customerKind(), &E::customers);
  readAlone(body, stripe::subscriptionKind(), &E::subscriptions);
  readAlone(body, stripe::intentKind(), &E::payments);
  readAlone(body, stripe::chargeKind(), &E::payments);
  readAlone(body, stripe::invoiceKind(), &E::invoices);
  readAlone(body, stripe::refundKind(), &E::refunds);
  readAlone(body, stripe::disputeKind(), &E::disputes);
  readListsAsStripe(body);
  demandReason(stripe::readPreview(body, {}));
  demandReason(stripe::hasOwnMethod(body));
  demandReason(stripe::readItem(body));
  demandReason(stripe::readStanding(body));
  demandReason(stripe::readPendingChange(body));
  demandReason(stripe::readPhase(body));
  demandReason(stripe::readSession(body));
  demandReason(stripe::readUrl(body));
  demandReason(stripe::readRefundable(body));
  demandReason(stripe::readRefundableWhole(body));
  demandReason(stripe::readPdfUrl(body));
  demandReason(stripe::readCreditSummary(body, "cus_1"));
  demandReason(stripe::readEndpoint(body));
  demandReason(stripe::readRegisteredEndpoint(body));
  (void)stripe::readAccount(body);
  (void)stripe::readLiveMode(body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  readAsDodo(body);
  readAsStripe(body);
  return 0;
}
