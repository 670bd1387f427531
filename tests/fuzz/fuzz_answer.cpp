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

void readAsDodo(std::string_view body) {
  using E = BillingEvent;
  readAlone(body, dodo::productKind(), &E::prices);
  readAlone(body, dodo::customerKind(), &E::customers);
  readAlone(body, dodo::subscriptionKind(), &E::subscriptions);
  readAlone(body, dodo::paymentKind(), &E::payments);
  readAlone(body, dodo::refundKind(), &E::refunds);
  readAlone(body, dodo::disputeKind(), &E::disputes);
  demandReason(dodo::readPage(body, {}, dodo::subscriptionKind(), &E::subscriptions, {}));
  demandReason(dodo::readInvoices(body, {}, {}));
  demandReason(dodo::readPreview(body));
  demandReason(dodo::splitRefund(body, 500));
  demandReason(dodo::readEndpoints(body));
  demandReason(dodo::readCreditBalances(body, "cus_1"));
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
  demandReason(stripe::readPage(body, stripe::invoiceKind(), &E::invoices, {}));
  demandReason(stripe::readEvents(body));
  demandReason(stripe::readPreview(body, {}));
  demandReason(stripe::readItem(body));
  demandReason(stripe::readPhase(body));
  demandReason(stripe::readCreditSummary(body, "cus_1"));
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
