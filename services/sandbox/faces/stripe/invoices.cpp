// Invoices: drafts made by hand, their life from draft to paid, void or uncollectible; lines and payments of them.
#include "sandbox/faces/stripe/cards.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/invoicelines.h"
#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/listing.h"

namespace billing::sandbox::stripe {
namespace {

constexpr const char* invoiceKnown =
    "account_tax_ids auto_advance automatic_tax[*] automatically_finalizes_at collection_method custom_fields "
    "days_until_due default_payment_method default_tax_rates description discounts[coupon discount promotion_code] "
    "due_date effective_at footer issuer[*] metadata[*] number payment_settings[*] rendering[*] shipping_cost[*] "
    "shipping_details[*] statement_descriptor";
constexpr std::int64_t dayInMs = 24LL * 3600 * 1000;

Invoice* namedInvoice(Request& r) {
  auto* invoice = r.named(r.ledger.invoices, "invoice");
  if (invoice && invoice->deleted && !r.problem) r.problem = noSuch("invoice", r.id(), "id");
  return r.problem ? nullptr : invoice;
}

Invoice* namedDraft(Request& r) {
  auto* invoice = namedInvoice(r);
  if (invoice && invoice->status != "draft")
    r.problem = invalid("This invoice is no longer editable: only drafts can be changed.", {}, "invoice_not_editable");
  return r.problem ? nullptr : invoice;
}

// Coupons and promotion codes come to work for this one invoice.
void takeInvoiceDiscounts(Request& r, const Reader& in, Invoice& invoice) {
  if (!in.has("discounts")) return;
  const auto wanted = readDiscounts(r, in);
  if (r.problem) return;
  const auto granted = r.engine.grantDiscounts(wanted, invoice.customer, {});
  if (!granted)
    in.refuse(refusalOf(granted.error()));
  else
    invoice.discounts = *granted;
}

void readInvoice(Request& r, const Reader& in, Invoice& invoice) {
  in.into("description", invoice.description);
  in.into("footer", invoice.footer);
  in.into("metadata", invoice.metadata);
  in.into("number", invoice.number);
  const auto collection = in.oneOf("collection_method", {"charge_automatically", "send_invoice"});
  if (!collection.empty()) invoice.chargesAutomatically = collection == "charge_automatically";
  invoice.advances = in.boolean("auto_advance").value_or(invoice.advances);
  if (const auto days = in.integer("days_until_due")) invoice.dueAt = Instant{invoice.created.ms + *days * dayInMs};
  if (const auto due = in.time("due_date")) invoice.dueAt = due;
  if (!invoice.chargesAutomatically && !invoice.dueAt)
    in.refuse(invalid("You must pass either `due_date` or `days_until_due` when `collection_method=send_invoice`.",
                      "days_until_due", "parameter_missing"));
  takeInvoiceDiscounts(r, in, invoice);
}

Currency currencyFor(Request& r, const Customer& customer) {
  if (const auto given = r.in().currency("currency")) return *given;
  for (const auto& item : r.ledger.invoiceItems.all())
    if (item->customer == customer.id && item->invoice.empty() && !item->deleted) return item->currency;
  const auto& subscriptions = r.desk.subscriptionsOf(customer.id);
  return subscriptions.empty() ? *Currency::fromCode("usd") : subscriptions.front()->currency;
}

Reply createInvoice(Request& r) {
  const auto in = r.in();
  in.required("customer");
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  const auto* subscription = r.given(r.ledger.subscriptions, in, "subscription", "subscription");
  if (!customer || r.problem) return r.refused();
  Invoice draft;
  draft.home = customer->home;
  draft.customer = customer->id;
  draft.subscription = subscription ? subscription->id : std::string{};
  draft.currency = currencyFor(r, *customer);
  draft.reason = subscription ? "subscription" : "manual";
  draft.testClock = customer->testClock;
  draft.created = draft.periodStart = draft.periodEnd = r.engine.now(customer->testClock);
  draft.advances = false;
  readInvoice(r, in, draft);
  const auto pending = in.oneOf("pending_invoice_items_behavior", {"exclude", "include", "include_and_require"});
  if (r.problem) return r.refused();
  const auto made = r.engine.makeInvoice(std::move(draft), pending.starts_with("include"));
  if (!made) return refuse(refusalOf(made.error()));
  return drawInvoice(r.desk, **made);
}

Reply updateInvoice(Request& r) {
  auto* invoice = namedInvoice(r);
  if (!invoice) return r.refused();
  auto changed = *invoice;
  readInvoice(r, r.in(), changed);
  if (r.problem) return r.refused();
  *invoice = changed;
  if (invoice->status == "draft") r.engine.total(*invoice);
  r.ledger.invoices.touch(invoice->id);
  r.engine.tell(What::InvoiceUpdated, invoice->id);
  return drawInvoice(r.desk, *invoice);
}

Reply deleteInvoice(Request& r) {
  auto* invoice = namedDraft(r);
  if (!invoice) return r.refused();
  if (!invoice->subscription.empty())
    return refuse(invalid("You can't delete invoices created by subscriptions. Void it after it is finalized."));
  invoice->deleted = true;
  r.ledger.invoices.touch(invoice->id);
  for (const auto& item : r.ledger.invoiceItems.all())
    if (item->invoice == invoice->id) item->deleted = true, r.ledger.invoiceItems.touch(item->id);
  r.engine.tell(What::InvoiceDeleted, invoice->id);
  return deletedStub("invoice", invoice->id);
}

Reply acted(Request& r, const Result<Invoice*>& done) {
  if (!done) return refuse(refusalOf(done.error()));
  return drawInvoice(r.desk, **done);
}

Refusal notInState(const Invoice& invoice, const std::string& what) {
  return invalid("You cannot " + what + " an invoice that is " + invoice.status + ".", {},
                 invoice.status == "draft" ? "" : "invoice_not_editable");
}

Reply finalizeInvoice(Request& r) {
  auto* invoice = namedInvoice(r);
  if (!invoice) return r.refused();
  if (invoice->status != "draft")
    return refuse(invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {},
                          "invoice_not_editable"));
  if (const auto advances = r.in().boolean("auto_advance")) invoice->advances = *advances;
  return acted(r, r.engine.finalize(invoice->id));
}

// What a payment that is declined looks like: 402 with the invoice's payment in it.
Refusal declinedPayment(const Request& r, const Error& error) {
  auto refusal = refusalOf(error);
  const auto* invoice = r.ledger.invoices.find(r.id());
  if (!invoice || invoice->payments.empty()) return refusal;
  if (const auto intent = r.desk.objects.draw("payment_intent", invoice->payments.back())) {
    refusal.more.insert(QLatin1String("payment_intent"), *intent);
    const auto charge = intent->value(QLatin1String("latest_charge"));
    if (charge.isString()) refusal.more.insert(QLatin1String("charge"), charge);
  }
  return refusal;
}

Reply payInvoice(Request& r) {
  const auto in = r.in();
  const auto* invoice = namedInvoice(r);
  if (!invoice) return r.refused();
  if (invoice->status == "paid") return refuse(invalid("Invoice is already paid"));
  if (invoice->status == "void") return refuse(notInState(*invoice, "pay"));
  const auto card = ownCard(r, in, "payment_method", invoice->customer);
  const auto outside = in.boolean("paid_out_of_band").value_or(false);
  if (r.problem) return r.refused();
  const auto done = r.engine.pay(invoice->id, card, outside);
  if (!done) return refuse(declinedPayment(r, done.error()));
  return drawInvoice(r.desk, **done);
}

Reply sendInvoice(Request& r) {
  auto* invoice = namedInvoice(r);
  if (!invoice) return r.refused();
  const auto id = invoice->id;
  if (invoice->chargesAutomatically)
    return refuse(invalid("You can only send invoices whose collection_method is send_invoice."));
  if (invoice->status == "draft")
    if (const auto done = r.engine.finalize(id); !done) return refuse(refusalOf(done.error()));
  invoice = r.ledger.invoices.find(id);
  if (invoice->status != "open" && invoice->status != "paid") return refuse(notInState(*invoice, "send"));
  invoice->sentAt = r.engine.now(invoice->testClock);
  r.ledger.invoices.touch(id);
  r.engine.tell(What::InvoiceSent, id);
  return drawInvoice(r.desk, *invoice);
}

Reply voidInvoice(Request& r) {
  const auto* invoice = namedInvoice(r);
  if (!invoice) return r.refused();
  if (invoice->status != "open" && invoice->status != "uncollectible")
    return refuse(invalid("You can only void an open or uncollectible invoice; this one is " + invoice->status + "."));
  return acted(r, r.engine.voidInvoice(invoice->id));
}

Reply writeOff(Request& r) {
  const auto* invoice = namedInvoice(r);
  if (!invoice) return r.refused();
  if (invoice->status == "draft") {
    if (const auto done = r.engine.finalize(invoice->id); !done) return refuse(refusalOf(done.error()));
    invoice = r.ledger.invoices.find(r.id());
  }
  if (invoice->status != "open") return refuse(notInState(*invoice, "mark as uncollectible"));
  return acted(r, r.engine.markUncollectible(invoice->id));
}

Reply getInvoice(Request& r) {
  const auto* invoice = r.named(r.ledger.invoices, "invoice");
  if (!invoice) return r.refused();
  if (invoice->deleted) return deletedStub("invoice", invoice->id);
  return drawInvoice(r.desk, *invoice);
}

Reply listInvoices(Request& r) {
  const auto in = r.in();
  const auto customer = in.text("customer"), subscription = in.text("subscription");
  const auto status = in.oneOf("status", {"draft", "open", "paid", "uncollectible", "void"});
  const auto method = in.text("collection_method");
  const auto keep = [&](const Invoice& i) {
    return !i.deleted && (customer.empty() || i.customer == customer) &&
           (subscription.empty() || i.subscription == subscription) && (status.empty() || i.status == status) &&
           (method.empty() || i.chargesAutomatically == (method == "charge_automatically"));
  };
  return listed(r, r.ledger.invoices, "invoice", keep, [&](const Invoice& i) { return drawInvoice(r.desk, i); });
}

}  // namespace

void registerInvoices(Desk& desk) {
  desk.objects.add("invoice", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* invoice = desk.ledger.invoices.find(id);
    return invoice ? std::optional(drawInvoice(desk, *invoice)) : std::nullopt;
  });
  desk.objects.field("invoice", "invoice");
  desk.objects.field("latest_invoice", "invoice");
  auto& routes = desk.routes;
  const std::string known = invoiceKnown;
  routes.add("POST", "/v1/invoices", known + " currency customer pending_invoice_items_behavior subscription",
             createInvoice);
  routes.add("POST", "/v1/invoices/{id}", known, updateInvoice);
  routes.add("GET", "/v1/invoices/{id}", "", getInvoice);
  routes.add("DELETE", "/v1/invoices/{id}", "", deleteInvoice);
  routes.add("POST", "/v1/invoices/{id}/finalize", "auto_advance", finalizeInvoice);
  routes.add("POST", "/v1/invoices/{id}/pay", "forgive mandate off_session paid_out_of_band payment_method source",
             payInvoice);
  routes.add("POST", "/v1/invoices/{id}/send", "", sendInvoice);
  routes.add("POST", "/v1/invoices/{id}/void", "", voidInvoice);
  routes.add("POST", "/v1/invoices/{id}/mark_uncollectible", "", writeOff);
  routes.addList("/v1/invoices", "collection_method customer due_date[*] status subscription", listInvoices);
  routes.add("GET", "/v1/invoices/search", "query limit page", [](Request& r) {
    return searched(r, r.ledger.invoices, [&](const Invoice& i) { return drawInvoice(r.desk, i); });
  });
  registerInvoiceLines(desk);
}

}  // namespace billing::sandbox::stripe
