// Money that goes back: refunds and disputes.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

constexpr std::int64_t disputeAnswerDays = 9;  // Stripe gives a week or more; Dodo likewise

tl::unexpected<Error> cannotRefund(const char* code, const char* reason, const char* hint = "") {
  return refused(ErrorKind::Conflict, code, "The payment cannot be refunded", reason, hint);
}

// With what was refunded, the lines of the cart are refunded from the first on; a face that knows better says so after.
void spreadOverCart(Payment& payment, std::int64_t amount) {
  for (CartLine& line : payment.cart) {
    const std::int64_t left = std::max<std::int64_t>(0, line.amountMinor + line.taxMinor - line.refundedMinor);
    const std::int64_t part = std::min(left, amount);
    line.refundedMinor += part;
    amount -= part;
  }
}

std::string chargeThatPaid(const Ledger& ledger, const Payment& payment) {
  for (auto id = payment.charges.rbegin(); id != payment.charges.rend(); ++id)
    if (const Charge* charge = ledger.charges.find(*id); charge != nullptr && charge->status == "succeeded") return *id;
  return {};
}

}  // namespace

Result<std::int64_t> Engine::Inner::refundable(const Payment& payment, std::optional<std::int64_t> wanted) const {
  if (payment.status != "succeeded") return cannotRefund("not_refundable", "it has not succeeded");
  const std::int64_t left = payment.capturedMinor - payment.refundedMinor;
  if (left <= 0) return cannotRefund("already_refunded", "all of it was refunded before");
  if (wanted.value_or(left) <= 0)
    return refused(ErrorKind::InvalidInput, "bad_amount", "The payment cannot be refunded",
                   "the amount is not above 0");
  if (wanted.value_or(left) > left)
    return cannotRefund("refund_exceeds", "more than is left of it", "Refund what is left, or less");
  if (lostDispute(chargeThatPaid(ledger, payment)))
    return cannotRefund("charge_disputed", "a dispute has taken the money back");
  return wanted.value_or(left);
}

void Engine::Inner::giveBack(Payment& payment, Charge* charge, std::int64_t amount) {
  payment.refundedMinor += amount;
  spreadOverCart(payment, amount);
  payment.updated = engine.now(payment.testClock);
  ledger.payments.touch(payment.id);
  if (charge == nullptr) return;
  charge->refundedMinor += amount;
  ledger.charges.touch(charge->id);
}

Result<Refund*> Engine::refund(const std::string& id, std::optional<std::int64_t> amountMinor,
                               const std::string& reason, const Metadata& metadata) {
  auto found = Inner::found(ledger_.payments, id, "payment");
  if (!found) return failure(found.error());
  Payment& payment = **found;
  const auto amount = inner_->refundable(payment, amountMinor);
  if (!amount) return failure(amount.error());
  Charge* charge = ledger_.charges.find(chargeThatPaid(ledger_, payment));
  inner_->giveBack(payment, charge, *amount);
  Refund refund;
  refund.id = ledger_.newId(payment.home == Provider::Stripe ? "re_" : "ref_");
  refund.payment = id;
  refund.charge = charge == nullptr ? "" : charge->id;
  refund.customer = payment.customer;
  refund.home = payment.home;
  refund.reason = reason;
  refund.amount = {*amount, payment.amount.currency};
  refund.partial = *amount != payment.capturedMinor;
  refund.metadata = metadata;
  refund.created = payment.updated;
  Refund& made = ledger_.refunds.add(std::move(refund));
  tell(What::RefundCreated, made.id);
  if (charge != nullptr) tell(What::ChargeRefunded, charge->id);
  tell(What::RefundSucceeded, made.id);
  return &made;
}

bool Engine::Inner::lostDispute(const std::string& charge) const {
  for (const auto& dispute : ledger.disputes.all())
    if (dispute->charge == charge && dispute->status == "lost") return true;
  return false;
}

Result<Dispute*> Engine::openDispute(const std::string& id) {
  auto found = Inner::found(ledger_.payments, id, "payment");
  if (!found) return failure(found.error());
  Payment& payment = **found;
  Charge* charge = ledger_.charges.find(chargeThatPaid(ledger_, payment));
  if (payment.status != "succeeded" || charge == nullptr)
    return refused(ErrorKind::Conflict, "not_disputable", "The payment cannot be disputed", "it has not succeeded");
  if (charge->disputed)
    return refused(ErrorKind::Conflict, "already_disputed", "The payment cannot be disputed", "it was disputed before");
  charge->disputed = true;
  ledger_.charges.touch(charge->id);
  Dispute dispute;
  dispute.id = ledger_.newId(payment.home == Provider::Stripe ? "du_" : "dp_");
  dispute.payment = id;
  dispute.charge = charge->id;
  dispute.customer = payment.customer;
  dispute.home = payment.home;
  dispute.amount = {payment.capturedMinor - payment.refundedMinor, payment.amount.currency};
  dispute.created = now(payment.testClock);
  dispute.respondBy = Instant{dispute.created.ms + disputeAnswerDays * kDayMs};
  Dispute& opened = ledger_.disputes.add(std::move(dispute));
  tell(What::DisputeOpened, opened.id);
  return &opened;
}

Result<Dispute*> Engine::closeDispute(const std::string& id, bool won) {
  auto dispute = Inner::found(ledger_.disputes, id, "dispute");
  if (!dispute) return dispute;
  if ((*dispute)->status == "won" || (*dispute)->status == "lost")
    return refused(ErrorKind::Conflict, "dispute_closed", "The dispute is closed", "it was " + (*dispute)->status);
  (*dispute)->status = won ? "won" : "lost";
  ledger_.disputes.touch(id);
  tell(What::DisputeClosed, id);
  return dispute;
}

}  // namespace billing::sandbox
