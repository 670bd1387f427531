// /disputes (read only) and /invoices (PDF).
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

Reply listDisputes(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().disputes,
      [&](const Dispute& one) {
        return asWanted(asked, "dispute_status", disputeWord(one).toStdString()) &&
               asWanted(asked, "dispute_stage", "dispute") && asWanted(asked, "customer_id", one.customer) &&
               createdWithin(asked, one.created);
      },
      disputeRowJson);
}

Reply retrieveDispute(Desk& desk, const Asked& asked) {
  const Dispute* dispute = desk.ledger().disputes.find(asked.params["id"]);
  if (dispute == nullptr) return notFound("Dispute", asked.params["id"]);
  return json(disputeJson(desk, *dispute));
}

Reply printed(Desk& desk, const Payment& payment, const Refund* refund) {
  PrintOrder order;
  order.payment = &payment;
  order.refund = refund;
  order.invoice = desk.ledger().invoices.find(payment.invoice);
  order.customer = desk.ledger().customers.find(payment.customer);
  const auto& maker = desk.options().pdf;
  return CallAnswer{200, maker ? maker(order) : emptyPdf(), "application/pdf", {}};
}

Reply paymentInvoice(Desk& desk, const Asked& asked) {
  const auto payment = paymentOf(desk, asked.params["id"]);
  if (!payment) return tl::make_unexpected(payment.error());
  return printed(desk, **payment, nullptr);
}

Reply refundInvoice(Desk& desk, const Asked& asked) {
  const Refund* refund = desk.ledger().refunds.find(asked.params["id"]);
  const Payment* payment = refund == nullptr ? nullptr : desk.ledger().payments.find(refund->payment);
  if (payment == nullptr) return notFound("Refund", asked.params["id"]);
  return printed(desk, *payment, refund);
}

}  // namespace

void addDisputes(Endpoints& to) {
  to.add("GET", "/disputes",
         "dispute_status:(dispute_opened|dispute_expired|dispute_accepted|dispute_cancelled|dispute_challenged|"
         "dispute_won|dispute_lost) dispute_stage:(pre_dispute|dispute|pre_arbitration) customer_id:s created_at_gte:t "
         "created_at_lte:t",
         listDisputes);
  to.add("GET", "/disputes/{id}", "", retrieveDispute);
}

void addInvoices(Endpoints& to) {
  to.add("GET", "/invoices/payments/{id}", "", paymentInvoice);
  to.add("GET", "/invoices/refunds/{id}", "", refundInvoice);
  to.add("GET", "/invoices/payouts/{id}", "",
         [](Desk&, const Asked& asked) -> Reply { return notFound("Payout", asked.params["id"]); });
}

}  // namespace billing::sandbox::dodo
