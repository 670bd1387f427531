#include <QJsonArray>

#include "sandbox/faces/stripe/desk.h"
#include "sandbox/faces/stripe/more/objects.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

QJsonObject creditNoteLine(const InvoiceLine& line) {
  Json out(shape("credit_note_line_item"));
  const std::int64_t unit = line.quantity > 0 ? line.amountMinor / line.quantity : line.amountMinor;
  out("id", line.id)("amount", line.amountMinor)("description", orNull(line.text))("quantity", line.quantity);
  out("discount_amount", line.discountMinor)("unit_amount", unit)("unit_amount_decimal", std::to_string(unit));
  out("metadata", line.metadata);
  if (!line.invoiceItem.empty()) out("type", "invoice_line_item")("invoice_line_item", line.invoiceItem);
  return out;
}

QJsonObject monetary(std::int64_t minor, Currency currency) {
  return Json()("monetary", Json()("currency", currency)("value", minor))("type", "monetary");
}

}  // namespace

QJsonObject creditNoteObject(const Desk& desk, const CreditNote& note) {
  const Invoice* invoice = desk.ledger.invoices.find(note.invoice);
  Json out(shape("credit_note"));
  out("id", note.id)("number", note.number)("invoice", note.invoice)("customer", note.customer);
  out("amount", note.amount.minor)("currency", note.amount.currency)("created", note.created);
  out("effective_at", note.created)("memo", orNull(note.memo))("reason", orNull(note.reason));
  out("status", note.status)("metadata", note.metadata)("voided_at", note.voidedAt);
  QJsonArray lines;
  std::int64_t discount = 0;
  for (const InvoiceLine& line : note.lines) {
    lines.append(creditNoteLine(line));
    discount += line.discountMinor;
  }
  out("lines", wholeList(lines, "/v1/credit_notes/" + note.id + "/lines"))("discount_amount", discount);
  for (const char* name : {"subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax"})
    out(name, note.amount.minor);
  const bool paid = invoice && invoice->status == "paid";
  out("type", paid ? "post_payment" : "pre_payment");
  out("post_payment_amount", paid ? note.amount.minor : 0)("pre_payment_amount", paid ? 0 : note.amount.minor);
  if (!note.refund.empty())
    out("refunds", QJsonArray{QJsonObject(Json()("amount_refunded", note.amount.minor)(
                       "payment_record_refund", nullptr)("refund", note.refund)("type", "refund"))});
  out("pdf", desk.base + "/credit_note/" + note.id + "/pdf");
  return laidOver(out, desk.extras(note.id));
}

QJsonObject meterObject(const Meter& meter) {
  Json out(shape("billing.meter"));
  out("id", meter.id)("created", meter.created)("updated", meter.updated)("display_name", meter.name);
  out("event_name", meter.eventName)("status", meter.active ? "active" : "inactive");
  out("customer_mapping", Json()("event_payload_key", meter.customerKey)("type", "by_id"));
  out("default_aggregation", Json()("formula", meter.aggregation));
  out("status_transitions", Json()("deactivated_at", meter.deactivatedAt));
  return out("value_settings", Json()("event_payload_key", meter.valueKey));
}

QJsonObject creditGrantObject(const Desk& desk, const CreditGrant& grant) {
  Json out(shape("billing.credit_grant"));
  out("id", grant.id)("amount", monetary(grant.amount, grant.currency))("category", grant.category);
  out("created", grant.created)("customer", grant.customer)("effective_at", grant.effective);
  out("expires_at", grant.expires)("metadata", grant.metadata)("name", orNull(grant.name));
  out("updated", grant.voided ? *grant.voided : grant.created)("voided_at", grant.voided);
  return laidOver(out, desk.extras(grant.id));
}

QJsonObject creditTransactionObject(const Desk& desk, const CreditEntry& entry) {
  const CreditGrant* grant = desk.ledger.creditGrants.find(entry.grant);
  const QJsonObject amount = monetary(entry.amount, grant ? grant->currency : Currency{});
  Json out(shape("billing.credit_balance_transaction"));
  out("id", entry.id)("created", entry.created)("credit_grant", entry.grant)("effective_at", entry.created);
  out("type", entry.adds ? "credit" : "debit");
  if (entry.adds)
    return out("credit",
               Json()("amount", amount)("credits_application_invoice_voided", nullptr)("type", "credits_granted"));
  Json debit;
  debit("amount", amount)("credits_applied", nullptr)("type", entry.kind);
  if (entry.kind == "credits_applied")
    debit("credits_applied", Json()("invoice", entry.reference)("invoice_line_item", entry.reference));
  return out("debit", debit);
}

}  // namespace billing::sandbox::stripe
