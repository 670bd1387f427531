// Credit notes. On an open invoice they lessen what is due; on a paid one the money goes back to the card, to the
// customer's balance, or outside of Stripe.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto noteParams =
    "amount credit_amount effective_at email_type invoice lines memo metadata out_of_band_amount reason refund "
    "refund_amount refunds shipping_cost";

struct NoteDraft {
  CreditNote note;
  std::int64_t refund = 0, credit = 0, outOfBand = 0;
};

const InvoiceLine* invoiceLine(const Invoice& invoice, const std::string& id) {
  for (const InvoiceLine& line : invoice.lines)
    if (line.id == id) return &line;
  return nullptr;
}

// A line of the invoice, wholly or in part, or one of the merchant's own words.
InvoiceLine noteLine(Request& r, const Reader& in, const Invoice& invoice) {
  InvoiceLine line;
  const auto type = in.oneOf("type", {"custom_line_item", "invoice_line_item"});
  if (type.empty()) in.refuse(missingParameter(in.fullName("type")));
  line.quantity = in.integer("quantity").value_or(1);
  line.text = in.text("description");
  if (type == "invoice_line_item") {
    line.invoiceItem = in.required("invoice_line_item");
    const auto* of = invoiceLine(invoice, line.invoiceItem);
    if (!of) in.refuse(noSuch("invoice line item", line.invoiceItem, in.fullName("invoice_line_item"), 400));
    if (of && line.text.empty()) line.text = of->text;
    const auto share = of && of->quantity > 0 ? of->amountMinor * line.quantity / of->quantity : 0;
    line.amountMinor = in.integer("amount").value_or(in.has("quantity") || !of ? share : of->amountMinor);
  } else {
    line.amountMinor = requiredInteger(in, "unit_amount") * line.quantity;
  }
  line.id = r.ledger.newId("cnli_");
  return line;
}

std::int64_t creditable(const Invoice& invoice) {
  return invoice.status == "paid" ? invoice.totalMinor - invoice.creditedMinor : invoice.dueMinor - invoice.paidMinor;
}

void readLines(Request& r, const Invoice& invoice, NoteDraft& draft) {
  const auto in = r.in();
  const auto lines = in.each("lines");
  for (const auto& line : lines) draft.note.lines.push_back(noteLine(r, line, invoice));
  std::int64_t sum = 0;
  for (const auto& line : draft.note.lines) sum += line.amountMinor;
  draft.note.amount = {in.integer("amount").value_or(sum), invoice.currency};
  if (lines.empty() && !in.has("amount")) in.refuse(missingParameter("amount"));
  if (!lines.empty()) return;
  InvoiceLine whole;
  whole.id = r.ledger.newId("cnli_");
  whole.amountMinor = draft.note.amount.minor;
  draft.note.lines.push_back(whole);
}

void readWays(const Reader& in, const Invoice& invoice, NoteDraft& draft) {
  draft.refund = in.integer("refund_amount").value_or(0);
  draft.credit = in.integer("credit_amount").value_or(0);
  draft.outOfBand = in.integer("out_of_band_amount").value_or(0);
  const auto sum = draft.refund + draft.credit + draft.outOfBand;
  if (invoice.status == "paid" && sum != draft.note.amount.minor)
    in.refuse(invalid("The sum of credit amount, refund amount and out of band amount (" + std::to_string(sum) +
                      ") must equal the credit note amount (" + std::to_string(draft.note.amount.minor) + ")."));
}

void checkNote(const Reader& in, const Invoice& invoice, const CreditNote& note) {
  if (invoice.status != "open" && invoice.status != "paid" && invoice.status != "uncollectible")
    in.refuse(invalid("You can only create a credit note for a finalized invoice; this one is " + invoice.status + ".",
                      "invoice"));
  if (note.amount.minor < 1 || note.amount.minor > creditable(invoice))
    in.refuse(invalid("The sum of credit notes may not exceed what is left of the invoice (" +
                          std::to_string(creditable(invoice)) + ").",
                      "amount", "amount_too_large"));
}

std::optional<NoteDraft> readNote(Request& r) {
  const auto in = r.in();
  NoteDraft draft;
  const auto* invoice = r.given(r.ledger.invoices, in, "invoice", "invoice");
  if (!invoice) {
    in.refuse(missingParameter("invoice"));
    return std::nullopt;
  }
  draft.note.invoice = invoice->id;
  draft.note.customer = invoice->customer;
  draft.note.reason = in.oneOf("reason", {"duplicate", "fraudulent", "order_change", "product_unsatisfactory"});
  in.into("memo", draft.note.memo);
  in.into("metadata", draft.note.metadata);
  readLines(r, *invoice, draft);
  readWays(in, *invoice, draft);
  checkNote(in, *invoice, draft.note);
  draft.note.created = nowFor(r, invoice->customer);
  if (r.problem) return std::nullopt;
  return draft;
}

std::string noteNumber(const Ledger& ledger, const Invoice& invoice) {
  int count = 1;
  for (const auto& note : ledger.creditNotes.all()) count += note->invoice == invoice.id ? 1 : 0;
  return invoice.number + "-CN-" + (count < 10 ? "0" : "") + std::to_string(count);
}

void changeDue(Request& r, Invoice& invoice, std::int64_t by) {
  invoice.dueMinor += by;
  for (const auto& id : invoice.payments) {
    auto* payment = r.ledger.payments.find(id);
    if (!payment || payment->status == "succeeded" || payment->status == "canceled") continue;
    payment->amount.minor = invoice.dueMinor;
    r.ledger.payments.touch(id);
  }
  r.ledger.invoices.touch(invoice.id);
  const auto before = r.desk.extras(invoice.id).value(QLatin1String("pre_payment_credit_notes_amount")).toInteger();
  r.desk.keepExtras(invoice.id, Json()("pre_payment_credit_notes_amount", static_cast<std::int64_t>(before - by)));
}

std::string paidWith(const Ledger& ledger, const Invoice& invoice) {
  for (const auto& id : invoice.payments)
    if (const auto* payment = ledger.payments.find(id); payment && payment->status == "succeeded") return id;
  return {};
}

// Gives a paid invoice's money back; the refund's id, or what went wrong.
tl::expected<std::string, Refusal> giveBack(Request& r, Invoice& invoice, const NoteDraft& draft) {
  std::string refund = r.in().text("refund");
  if (draft.refund > 0 && refund.empty()) {
    const auto made = r.engine.refund(paidWith(r.ledger, invoice), draft.refund, {}, {});
    if (!made) return refuse(refusalOf(made.error()));
    refund = (*made)->id;
  }
  if (auto* customer = r.ledger.customers.find(invoice.customer); customer && draft.credit > 0) {
    customer->balance[std::string(invoice.currency.code())] += draft.credit;
    r.ledger.customers.touch(customer->id);
    r.engine.tell(What::CustomerUpdated, customer->id);
  }
  invoice.creditedMinor += draft.note.amount.minor;
  r.ledger.invoices.touch(invoice.id);
  return refund;
}

Reply createNote(Request& r) {
  auto draft = readNote(r);
  if (!draft) return r.refused();
  auto& invoice = *r.ledger.invoices.find(draft->note.invoice);
  const bool paid = invoice.status == "paid";
  if (paid) {
    const auto refund = giveBack(r, invoice, *draft);
    if (!refund) return refuse(refund.error());
    draft->note.refund = *refund;
  }
  draft->note.number = noteNumber(r.ledger, invoice);
  draft->note.id = r.ledger.newId("cn_");
  const auto amount = draft->note.amount.minor;
  const auto id = r.ledger.creditNotes.add(std::move(draft->note)).id;
  Json kept;
  kept("type", paid ? "post_payment" : "pre_payment")("post_payment_amount", paid ? amount : 0);
  kept("pre_payment_amount", paid ? 0 : amount);
  if (draft->outOfBand > 0) kept("out_of_band_amount", draft->outOfBand);
  r.desk.keepExtras(id, kept);
  if (!paid) changeDue(r, invoice, -amount);
  r.engine.tell(What::CreditNoteCreated, id);
  r.engine.tell(What::InvoiceUpdated, invoice.id);
  const auto invoiceId = invoice.id;
  if (!paid && invoice.dueMinor == 0) (void)r.engine.pay(invoiceId, {}, true);
  return r.desk.draw("credit_note", id);
}

Reply previewNote(Request& r) {
  auto draft = readNote(r);
  if (!draft) return r.refused();
  draft->note.id = r.ledger.newId("cn_");
  return creditNoteObject(r.desk, draft->note);
}

Reply updateNote(Request& r) {
  auto* note = r.named(r.ledger.creditNotes, "credit note");
  if (!note) return r.refused();
  r.in().into("memo", note->memo);
  r.in().into("metadata", note->metadata);
  if (r.problem) return r.refused();
  r.ledger.creditNotes.touch(note->id);
  r.engine.tell(What::CreditNoteUpdated, r.id());
  return r.desk.draw("credit_note", r.id());
}

// Only while the invoice is still open: what was given back cannot be taken again.
Reply voidNote(Request& r) {
  auto* note = r.named(r.ledger.creditNotes, "credit note");
  if (!note) return r.refused();
  auto* invoice = r.ledger.invoices.find(note->invoice);
  if (note->status == "void" || !invoice || invoice->status == "paid")
    return refuse(invalid("You can only void a credit note of an open invoice that has not been voided before."));
  note->status = "void";
  note->voidedAt = nowFor(r, note->customer);
  r.ledger.creditNotes.touch(note->id);
  changeDue(r, *invoice, note->amount.minor);
  const auto invoiceId = invoice->id;
  r.engine.tell(What::CreditNoteVoided, r.id());
  r.engine.tell(What::InvoiceUpdated, invoiceId);
  return r.desk.draw("credit_note", r.id());
}

Reply listNotes(Request& r) {
  const auto customer = r.in().text("customer");
  const auto invoice = r.in().text("invoice");
  return listed(
      r, r.ledger.creditNotes, "credit note",
      [&](const CreditNote& one) {
        return (customer.empty() || one.customer == customer) && (invoice.empty() || one.invoice == invoice);
      },
      [&](const CreditNote& one) { return creditNoteObject(r.desk, one); });
}

Reply linesOfNote(Request& r) {
  const auto* note = r.named(r.ledger.creditNotes, "credit note");
  if (!note) return r.refused();
  const auto drawn = creditNoteObject(r.desk, *note);
  return listedWhole(r, drawn.value(QLatin1String("lines")).toObject().value(QLatin1String("data")).toArray());
}

}  // namespace

void registerCreditNotes(Desk& desk) {
  desk.objects.add("credit_note", drawFrom(desk, &Ledger::creditNotes,
                                           [&desk](const CreditNote& one) { return creditNoteObject(desk, one); }));
  addGet(desk, "/v1/credit_notes/{id}", "credit_note");
  desk.routes.addList("/v1/credit_notes", "customer customer_account invoice", listNotes);
  desk.routes.addList("/v1/credit_notes/{id}/lines", "", linesOfNote);
  desk.routes.add("GET", "/v1/credit_notes/preview", noteParams, previewNote);
  desk.routes.add("POST", "/v1/credit_notes", noteParams, createNote);
  desk.routes.add("POST", "/v1/credit_notes/{id}", "memo metadata", updateNote);
  desk.routes.add("POST", "/v1/credit_notes/{id}/void", "", voidNote);
}

}  // namespace billing::sandbox::stripe
