// Disputes: opened by a test card, answered with evidence. The two magic texts decide it, as Stripe documents for
// tests.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

bool isDecided(const Dispute& dispute) {
  return dispute.status == "won" || dispute.status == "lost" || dispute.status == "warning_closed";
}

Refusal alreadyDecided(const Dispute& dispute) {
  return invalid("This dispute is already closed: it has a status of " + dispute.status + ".");
}

Reply decided(Request& r, bool won) {
  const auto closed = r.engine.closeDispute(r.id(), won);
  if (!closed) return refuse(refusalOf(closed.error()));
  if (won) tellOf(r, r.id(), "dispute", "charge.dispute.funds_reinstated");
  return r.desk.draw("dispute", r.id());
}

Reply updateDispute(Request& r) {
  auto* dispute = r.named(r.ledger.disputes, "dispute");
  if (!dispute) return r.refused();
  const auto in = r.in();
  if (in.has("evidence") && isDecided(*dispute)) return refuse(alreadyDecided(*dispute));
  in.into("metadata", dispute->metadata);
  const auto submit = in.boolean("submit").value_or(true);
  const auto evidence = in.at("evidence");
  if (r.problem) return r.refused();
  if (in.has("evidence")) {
    const auto given = jsonOf(evidence.params()).toObject();
    dispute->evidence = textOf(laidOver(objectFrom(dispute->evidence), given));
    if (submit) dispute->status = dispute->status.starts_with("warning") ? "warning_under_review" : "under_review";
  }
  r.ledger.disputes.touch(dispute->id);
  r.engine.tell(What::DisputeUpdated, r.id());
  const auto text = evidence.text("uncategorized_text");
  if (submit && (text == "winning_evidence" || text == "losing_evidence")) return decided(r, text[0] == 'w');
  return r.desk.draw("dispute", r.id());
}

Reply closeDispute(Request& r) {
  const auto* dispute = r.named(r.ledger.disputes, "dispute");
  if (!dispute) return r.refused();
  if (isDecided(*dispute)) return refuse(alreadyDecided(*dispute));
  return decided(r, false);
}

Reply listDisputes(Request& r) {
  const auto charge = r.in().text("charge");
  const auto intent = r.in().text("payment_intent");
  return listed(
      r, r.ledger.disputes, "dispute",
      [&](const Dispute& one) {
        return (charge.empty() || one.charge == charge) && (intent.empty() || one.payment == intent);
      },
      [&](const Dispute& one) { return disputeObject(r.desk, one); });
}

}  // namespace

void registerDisputes(Desk& desk) {
  desk.objects.add("dispute",
                   drawFrom(desk, &Ledger::disputes, [&desk](const Dispute& one) { return disputeObject(desk, one); }));
  desk.objects.field("dispute", "dispute");
  addGet(desk, "/v1/disputes/{id}", "dispute");
  desk.routes.addList("/v1/disputes", "charge payment_intent", listDisputes);
  desk.routes.add("POST", "/v1/disputes/{id}", "evidence intended_submission_method metadata submit", updateDispute);
  desk.routes.add("POST", "/v1/disputes/{id}/close", "", closeDispute);
}

}  // namespace billing::sandbox::stripe
