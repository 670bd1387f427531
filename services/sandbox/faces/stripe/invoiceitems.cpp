#include "sandbox/faces/stripe/invoiceitems.h"

#include "sandbox/faces/stripe/catalogue.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"

namespace billing::sandbox::stripe {
namespace {

constexpr const char* invoiceItemKnown =
    "amount description discountable discounts metadata[*] period[start end] price pricing[price] price_data[*] "
    "quantity quantity_decimal tax_behavior tax_code tax_rates unit_amount unit_amount_decimal";

void readInvoiceItem(Request& r, const Reader& in, InvoiceItem& item) {
  in.into("description", item.text);
  in.into("metadata", item.metadata);
  item.quantity = in.integer("quantity").value_or(item.quantity);
  auto price = in.has("pricing") ? priceGiven(r, in.at("pricing")) : priceGiven(r, in);
  if (!price.empty()) item.price = price;
  if (const auto* named = r.ledger.prices.find(item.price)) {
    item.currency = named->unit.currency;
    item.amountMinor = named->unit.minor * item.quantity;
    if (item.text.empty())
      if (const auto* product = r.ledger.products.find(named->product)) item.text = product->name;
  }
  if (const auto unit = in.integer("unit_amount_decimal")) item.amountMinor = *unit * item.quantity;
  if (const auto amount = in.integer("amount")) item.amountMinor = *amount;
  const auto period = in.at("period");
  item.from = period.time("start").value_or(item.from);
  item.to = period.time("end").value_or(item.to);
}

InvoiceItem blankItem(Request& r, const std::string& customer, const std::string& subscription) {
  const auto* owner = r.ledger.customers.find(customer);
  InvoiceItem item;
  item.id = r.ledger.newId("ii_");
  item.customer = customer;
  item.subscription = subscription;
  item.created = item.from = item.to = r.engine.now(owner ? owner->testClock : std::string{});
  return item;
}

// On a draft the item becomes a line at once.
void putOnDraft(Request& r, const InvoiceItem& item) {
  auto* invoice = r.ledger.invoices.find(item.invoice);
  InvoiceLine line;
  line.id = r.ledger.newId("il_");
  line.text = item.text;
  line.price = item.price;
  line.invoiceItem = item.id;
  line.quantity = item.quantity;
  line.amountMinor = item.amountMinor;
  line.from = item.from;
  line.to = item.to;
  line.metadata = item.metadata;
  invoice->lines.push_back(std::move(line));
  r.engine.total(*invoice);
  r.ledger.invoices.touch(invoice->id);
}

void takeOffDraft(Request& r, const InvoiceItem& item) {
  auto* invoice = r.ledger.invoices.find(item.invoice);
  if (!invoice) return;
  std::erase_if(invoice->lines, [&](const auto& line) { return line.invoiceItem == item.id; });
  r.engine.total(*invoice);
  r.ledger.invoices.touch(invoice->id);
}

const Invoice* draftGiven(Request& r, const Reader& in) {
  const auto* invoice = r.given(r.ledger.invoices, in, "invoice", "invoice");
  if (invoice && invoice->status != "draft")
    in.refuse(invalid("The invoice " + invoice->id + " is no longer editable.", "invoice", "invoice_not_editable"));
  return r.problem ? nullptr : invoice;
}

Reply createInvoiceItem(Request& r) {
  const auto in = r.in();
  const auto* invoice = draftGiven(r, in);
  if (!invoice) in.required("customer");
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  const auto* subscription = r.given(r.ledger.subscriptions, in, "subscription", "subscription");
  if (r.problem) return r.refused();
  auto item = blankItem(r, customer ? customer->id : invoice->customer, subscription ? subscription->id : "");
  const auto currency = in.currency("currency");
  item.currency = currency.value_or(invoice ? invoice->currency : *Currency::fromCode("usd"));
  item.invoice = invoice ? invoice->id : std::string{};
  readInvoiceItem(r, in, item);
  if (!in.has("amount") && item.price.empty() && !in.has("unit_amount_decimal")) in.required("amount");
  if (r.problem) return r.refused();
  const auto& made = r.ledger.invoiceItems.add(std::move(item));
  if (invoice) putOnDraft(r, made);
  r.engine.tell(What::InvoiceItemCreated, made.id);
  if (invoice) r.engine.tell(What::InvoiceUpdated, invoice->id);
  return drawInvoiceItem(r.desk, made);
}

InvoiceItem* editableItem(Request& r) {
  auto* item = r.named(r.ledger.invoiceItems, "invoiceitem");
  if (item && item->deleted) r.problem = noSuch("invoiceitem", r.id(), "id");
  const auto* invoice = item ? r.ledger.invoices.find(item->invoice) : nullptr;
  if (invoice && invoice->status != "draft" && !r.problem)
    r.problem = invalid("The invoice item is already part of an invoice that is no longer editable.", {},
                        "invoice_not_editable");
  return r.problem ? nullptr : item;
}

Reply updateInvoiceItem(Request& r) {
  auto* item = editableItem(r);
  if (!item) return r.refused();
  auto changed = *item;
  readInvoiceItem(r, r.in(), changed);
  if (r.problem) return r.refused();
  *item = changed;
  r.ledger.invoiceItems.touch(item->id);
  if (!item->invoice.empty()) {
    takeOffDraft(r, *item);
    putOnDraft(r, *item);
    r.engine.tell(What::InvoiceUpdated, item->invoice);
  }
  return drawInvoiceItem(r.desk, *item);
}

Reply deleteInvoiceItem(Request& r) {
  auto* item = editableItem(r);
  if (!item) return r.refused();
  item->deleted = true;
  r.ledger.invoiceItems.touch(item->id);
  takeOffDraft(r, *item);
  r.engine.tell(What::InvoiceItemDeleted, item->id);
  return deletedStub("invoiceitem", item->id);
}

Reply listInvoiceItems(Request& r) {
  const auto in = r.in();
  const auto customer = in.text("customer"), invoice = in.text("invoice");
  const auto pending = in.boolean("pending");
  const auto keep = [&](const InvoiceItem& item) {
    return !item.deleted && (customer.empty() || item.customer == customer) &&
           (invoice.empty() || item.invoice == invoice) && (!pending || item.invoice.empty() == *pending);
  };
  return listed(r, r.ledger.invoiceItems, "invoiceitem", keep,
                [&](const InvoiceItem& item) { return drawInvoiceItem(r.desk, item); });
}

}  // namespace

void addWaitingItem(Request& r, const Reader& entry, const std::string& customer, const std::string& subscription) {
  auto item = blankItem(r, customer, subscription);
  readInvoiceItem(r, entry, item);
  if (item.price.empty()) entry.required("price");
  if (r.problem) return;
  const auto& made = r.ledger.invoiceItems.add(std::move(item));
  r.engine.tell(What::InvoiceItemCreated, made.id);
}

void registerInvoiceItems(Desk& desk) {
  desk.objects.add("invoiceitem", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* item = desk.ledger.invoiceItems.find(id);
    return item ? std::optional(drawInvoiceItem(desk, *item)) : std::nullopt;
  });
  auto& routes = desk.routes;
  const std::string known = invoiceItemKnown;
  routes.add("POST", "/v1/invoiceitems", known + " currency customer invoice subscription", createInvoiceItem);
  routes.add("POST", "/v1/invoiceitems/{id}", known, updateInvoiceItem);
  routes.add("GET", "/v1/invoiceitems/{id}", "", [](Request& r) { return r.desk.draw("invoiceitem", r.id()); });
  routes.add("DELETE", "/v1/invoiceitems/{id}", "", deleteInvoiceItem);
  routes.addList("/v1/invoiceitems", "customer invoice pending", listInvoiceItems);
}

}  // namespace billing::sandbox::stripe
