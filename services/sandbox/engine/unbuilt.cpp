// What the engine cannot do yet. Shrinks until it is gone.
#include "sandbox/engine/engine.h"

namespace billing::sandbox {
namespace {
tl::unexpected<Error> notBuilt(const char* what) {
  return failure(ErrorKind::Internal, "not_built", std::string("The sandbox cannot do that yet: ") + what);
}
}  // namespace

Result<void> Engine::advance(Instant) {
  return notBuilt("advance");
}
Result<void> Engine::advanceTestClock(const std::string&, Instant) {
  return notBuilt("advanceTestClock");
}
Result<void> Engine::catchUp() {
  return notBuilt("catchUp");
}
MaybeInstant Engine::nextDue() const {
  return {};
}
Result<PaymentMethod*> Engine::addCard(const std::string&, const std::string&) {
  return notBuilt("addCard");
}
Result<Subscription*> Engine::subscribe(const SubscriptionOrder&) {
  return notBuilt("subscribe");
}
Result<Invoice> Engine::previewItems(const ItemsChange&) {
  return notBuilt("previewItems");
}
Result<Invoice> Engine::previewRenewal(const std::string&) {
  return notBuilt("previewRenewal");
}
Result<Subscription*> Engine::changeItems(const ItemsChange&) {
  return notBuilt("changeItems");
}
Result<Subscription*> Engine::unscheduleChange(const std::string&) {
  return notBuilt("unscheduleChange");
}
Result<Subscription*> Engine::cancelNow(const std::string&, bool, bool) {
  return notBuilt("cancelNow");
}
Result<Subscription*> Engine::cancelAtPeriodEnd(const std::string&, bool) {
  return notBuilt("cancelAtPeriodEnd");
}
Result<Subscription*> Engine::pause(const std::string&) {
  return notBuilt("pause");
}
Result<Subscription*> Engine::resume(const std::string&) {
  return notBuilt("resume");
}
Result<Subscription*> Engine::endTrial(const std::string&, Instant) {
  return notBuilt("endTrial");
}
Result<Subscription*> Engine::moveRenewal(const std::string&, Instant) {
  return notBuilt("moveRenewal");
}
Result<Subscription*> Engine::useCard(const std::string&, const std::string&) {
  return notBuilt("useCard");
}
Result<Payment*> Engine::chargeOnDemand(const std::string&, Money, const std::string&) {
  return notBuilt("chargeOnDemand");
}
Result<Invoice*> Engine::makeInvoice(Invoice, bool) {
  return notBuilt("makeInvoice");
}
Result<Invoice*> Engine::finalize(const std::string&) {
  return notBuilt("finalize");
}
Result<Invoice*> Engine::pay(const std::string&, const std::string&, bool) {
  return notBuilt("pay");
}
Result<Invoice*> Engine::voidInvoice(const std::string&) {
  return notBuilt("voidInvoice");
}
Result<Invoice*> Engine::markUncollectible(const std::string&) {
  return notBuilt("markUncollectible");
}
void Engine::total(Invoice&) const {}
Result<Payment*> Engine::confirm(const std::string&, const std::string&) {
  return notBuilt("confirm");
}
Result<Payment*> Engine::authenticate(const std::string&, bool) {
  return notBuilt("authenticate");
}
Result<Payment*> Engine::capture(const std::string&, std::optional<std::int64_t>) {
  return notBuilt("capture");
}
Result<Payment*> Engine::cancelPayment(const std::string&, const std::string&) {
  return notBuilt("cancelPayment");
}
Result<Refund*> Engine::refund(const std::string&, std::optional<std::int64_t>, const std::string&, const Metadata&) {
  return notBuilt("refund");
}
Result<Dispute*> Engine::openDispute(const std::string&) {
  return notBuilt("openDispute");
}
Result<Dispute*> Engine::closeDispute(const std::string&, bool) {
  return notBuilt("closeDispute");
}
Result<Checkout*> Engine::completeCheckout(const std::string&, const std::string&) {
  return notBuilt("completeCheckout");
}
Result<Checkout*> Engine::expireCheckout(const std::string&) {
  return notBuilt("expireCheckout");
}
std::int64_t Engine::metered(const Meter&, const std::string&, Instant, Instant) const {
  return {};
}
Result<CreditEntry*> Engine::changeCredits(const CreditEntry&) {
  return notBuilt("changeCredits");
}

}  // namespace billing::sandbox
