#include "providers/billingprovider.h"

namespace billing::providers {

namespace {

tl::unexpected<Error> offersNo(const std::string& what) {
  return failure(ErrorKind::NotFound, "not_offered", "The provider does not offer " + what);
}

}  // namespace

Result<Provided<SubscriptionState>> BillingProvider::edit(const SubscriptionEdit&, const CancelToken&) {
  return offersNo("this change of a subscription");
}

Result<std::optional<PendingChange>> BillingProvider::pendingChange(const std::string&, const CancelToken&) {
  return std::optional<PendingChange>();
}

Result<std::vector<RefundableLine>> BillingProvider::refundableLines(const std::string&, const CancelToken&) {
  return offersNo("refunds by line");
}

Result<Provided<PriceState>> BillingProvider::createPrice(const NewPrice&, const CancelToken&) {
  return offersNo("new prices");
}

Result<void> BillingProvider::archivePrice(const std::string&, const CancelToken&) {
  return offersNo("taking a price off sale");
}

Result<Page<Payout>> BillingProvider::payouts(const PageRequest&, const CancelToken&) {
  return offersNo("a list of its payouts");
}

Result<Page<PayoutItem>> BillingProvider::payoutItems(const Payout&, const PageRequest&, const CancelToken&) {
  return offersNo("what its payouts are made of");
}

bool carriesMark(const std::string& raw, const std::string& operation) {
  return !operation.empty() && raw.find('"' + operation + '"') != std::string::npos;
}

}  // namespace billing::providers
