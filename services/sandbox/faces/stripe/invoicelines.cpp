#include "sandbox/faces/stripe/invoicelines.h"

#include <algorithm>

#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"

namespace billing::sandbox::stripe {
namespace {

Reply listLines(Request& r) {
  const auto* invoice = r.named(r.ledger.invoices, "invoice");
  if (!invoice) return r.refused();
  QJsonArray lines;
  for (const auto& line : invoice->lines) lines.append(drawInvoiceLine(r.desk, *invoice, line));
  return listedWhole(r, lines);
}

QJsonArray paymentsOf(const Desk& desk, const Invoice& invoice) {
  QJsonArray payments;
  for (const auto& id : invoice.payments)
    if (const auto* payment = desk.ledger.payments.find(id))
      payments.append(drawInvoicePayment(desk, invoice, *payment));
  return payments;
}

// The invoices that may have the payments asked for.
std::vector<const Invoice*> invoicesOf(const Ledger& ledger, const Invoice* wanted, const std::string& intent) {
  if (wanted) return {wanted};
  if (const auto* payment = ledger.payments.find(intent)) {
    const auto* invoice = ledger.invoices.find(payment->invoice);
    return invoice ? std::vector{invoice} : std::vector<const Invoice*>{};
  }
  std::vector<const Invoice*> all;
  if (!intent.empty()) return all;
  for (const auto& invoice : ledger.invoices.all()) all.push_back(invoice.get());
  std::reverse(all.begin(), all.end());
  return all;
}

Reply listInvoicePayments(Request& r) {
  const auto in = r.in();
  const auto status = qtext(in.text("status"));
  const auto intent = in.at("payment").text("payment_intent");
  const auto* wanted = r.given(r.ledger.invoices, in, "invoice", "invoice");
  if (r.problem) return r.refused();
  QJsonArray found;
  for (const auto* invoice : invoicesOf(r.ledger, wanted, intent))
    for (const auto& payment : paymentsOf(r.desk, *invoice)) {
      const auto object = payment.toObject();
      const auto of = object.value(QLatin1String("payment")).toObject().value(QLatin1String("payment_intent"));
      if (!status.isEmpty() && object.value(QLatin1String("status")).toString() != status) continue;
      if (intent.empty() || of.toString() == qtext(intent)) found.append(object);
    }
  return listedWhole(r, found);
}

std::optional<QJsonObject> invoicePaymentById(const Desk& desk, const std::string& id) {
  const auto suffix = "_" + id.substr(id.find('_') + 1);
  for (const auto& payment : desk.ledger.payments.all()) {
    const auto* invoice = payment->id.ends_with(suffix) ? desk.ledger.invoices.find(payment->invoice) : nullptr;
    if (invoice) return drawInvoicePayment(desk, *invoice, *payment);
  }
  return std::nullopt;
}

}  // namespace

void registerInvoiceLines(Desk& desk) {
  desk.objects.include("invoice", "payments", [&desk](const std::string& id) -> QJsonValue {
    const auto* invoice = desk.ledger.invoices.find(id);
    return wholeList(invoice ? paymentsOf(desk, *invoice) : QJsonArray{}, "/v1/invoice_payments?invoice=" + id);
  });
  desk.objects.include("invoice", "confirmation_secret", [&desk](const std::string& id) -> QJsonValue {
    const auto* invoice = desk.ledger.invoices.find(id);
    if (!invoice || invoice->payments.empty()) return js(nullptr);
    const auto intent = desk.objects.draw("payment_intent", invoice->payments.back()).value_or(QJsonObject{});
    return js(static_cast<QJsonObject>(
        Json()("client_secret", intent.value(QLatin1String("client_secret")))("type", "payment_intent")));
  });
  desk.objects.add("invoice_payment", [&desk](const std::string& id) { return invoicePaymentById(desk, id); });
  desk.objects.field("payment_intent", "payment_intent");
  auto& routes = desk.routes;
  routes.addList("/v1/invoices/{id}/lines", "", listLines);
  routes.addList("/v1/invoice_payments", "invoice payment[type payment_intent payment_record] status",
                 listInvoicePayments);
  routes.add("GET", "/v1/invoice_payments/{id}", "", [](Request& r) { return r.desk.draw("invoice_payment", r.id()); });
}

}  // namespace billing::sandbox::stripe
