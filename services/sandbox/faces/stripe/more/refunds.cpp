#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

// The payment that is refunded, by its own id or by that of its charge.
std::string refundedPayment(Request& r) {
  const auto in = r.in();
  const auto* charge = r.given(r.ledger.charges, in, "charge", "charge");
  if (charge) return charge->payment;
  const auto* payment = r.given(r.ledger.payments, in, "payment_intent", "payment_intent");
  if (payment) return payment->id;
  in.refuse(invalid("One of the following params should be provided for this request: payment_intent or charge.", {},
                    "parameter_missing"));
  return {};
}

std::string money(const Payment& payment, std::int64_t minor) {
  return toDecimal({minor, payment.amount.currency}) + " " + lowered(payment.amount.currency.code());
}

// Stripe's own sentences for the two refusals that everybody meets.
Refusal refundRefused(const Ledger& ledger, const Error& error, const std::string& id, std::int64_t wanted) {
  auto refusal = refusalOf(error);
  const auto* payment = ledger.payments.find(id);
  const std::string charge = payment && !payment->charges.empty() ? payment->charges.back() : id;
  if (error.code == "already_refunded") refusal.message = "Charge " + charge + " has already been refunded.";
  if (error.code == "refund_exceeds" && payment) {
    const auto left = payment->amount.minor - payment->refundedMinor;
    refusal.message = "Refund amount (" + money(*payment, wanted) + ") is greater than unrefunded amount on charge (" +
                      money(*payment, left) + ")";
    refusal.param = "amount";
  }
  return refusal;
}

Reply createRefund(Request& r) {
  const auto in = r.in();
  const auto payment = refundedPayment(r);
  std::optional<std::int64_t> amount;
  if (in.has("amount")) amount = requiredAmount(in, "amount");
  const auto reason = in.oneOf("reason", {"duplicate", "fraudulent", "requested_by_customer"});
  Metadata metadata;
  in.into("metadata", metadata);
  if (r.problem) return r.refused();
  const auto made = r.engine.refund(payment, amount, reason, metadata);
  if (!made) return refuse(refundRefused(r.ledger, made.error(), payment, amount.value_or(0)));
  return r.desk.draw("refund", std::string((*made)->id));
}

Reply updateRefund(Request& r) {
  auto* refund = r.named(r.ledger.refunds, "refund");
  if (!refund) return r.refused();
  r.in().into("metadata", refund->metadata);
  r.ledger.refunds.touch(refund->id);
  r.engine.tell(What::RefundUpdated, r.id());
  return r.desk.draw("refund", r.id());
}

// Only a refund that is still on its way can be called back.
Reply cancelRefund(Request& r) {
  auto* refund = r.named(r.ledger.refunds, "refund");
  if (!refund) return r.refused();
  if (refund->status != "pending" && refund->status != "requires_action")
    return refuse(invalid("The refund cannot be canceled because it has a status of " + refund->status + "."));
  refund->status = "canceled";
  r.ledger.refunds.touch(refund->id);
  r.engine.tell(What::RefundUpdated, r.id());
  return r.desk.draw("refund", r.id());
}

Reply listRefunds(Request& r) {
  const auto charge = r.in().text("charge");
  const auto intent = r.in().text("payment_intent");
  return listed(
      r, r.ledger.refunds, "refund",
      [&](const Refund& one) {
        return (charge.empty() || one.charge == charge) && (intent.empty() || one.payment == intent);
      },
      [&](const Refund& one) { return refundObject(r.desk, one); });
}

}  // namespace

void registerRefunds(Desk& desk) {
  desk.objects.add("refund",
                   drawFrom(desk, &Ledger::refunds, [&desk](const Refund& one) { return refundObject(desk, one); }));
  desk.objects.field("refund", "refund");
  addGet(desk, "/v1/refunds/{id}", "refund");
  desk.routes.addList("/v1/refunds", "charge payment_intent", listRefunds);
  desk.routes.add("POST", "/v1/refunds",
                  "amount charge currency customer instructions_email metadata origin payment_intent reason "
                  "refund_application_fee reverse_transfer",
                  createRefund);
  desk.routes.add("POST", "/v1/refunds/{id}", "metadata", updateRefund);
  desk.routes.add("POST", "/v1/refunds/{id}/cancel", "", cancelRefund);
}

}  // namespace billing::sandbox::stripe
