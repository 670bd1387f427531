#include "models/invoicetables.h"

#include "domain/furtherlines.h"
#include "models/facts.h"
#include "models/statustext.h"

namespace billing::models {
namespace {

std::optional<qint64> msOf(std::optional<Instant> instant) {
  return instant ? std::optional<qint64>(instant->ms) : std::nullopt;
}

Fact lineWords(const InvoiceLineRow& row) {
  if (areFurtherLines(row.line)) return textFact(columnText("Not itemised by the provider"));
  const QString words = QString::fromStdString(row.line.description);
  return textFact(words.isEmpty() ? columnText("As charged by the provider") : words,
                  row.line.proration ? columnText("Proration") : QString());
}

Fact lineQuantity(const InvoiceLineRow& row) {
  return areFurtherLines(row.line) ? Fact{} : numberFact(row.line.quantity);
}

Fact lineTax(const InvoiceLineRow& row) {
  return row.line.taxMinor ? moneyFact(*row.line.taxMinor, row.currency) : Fact{};
}

Fact lineRate(const InvoiceLineRow& row) {
  return row.line.taxPercent ? textFact(QString::fromStdString(*row.line.taxPercent) + QStringLiteral(" %")) : Fact{};
}

Fact optionalMoney(std::optional<qint64> minor, const QString& currency) {
  return minor ? moneyFact(*minor, currency) : Fact{};
}

}  // namespace

QVector<InvoiceLineRow> lineRows(const store::InvoiceRecord& record) {
  QVector<InvoiceLineRow> rows;
  for (const InvoiceLine& line : record.lines) rows.append({rows.size() + 1, line, record.row.currency});
  return rows;
}

FactTable invoiceLineTable() {
  using K = CellKind;
  using Row = InvoiceLineRow;
  return makeTable<Row>({
      {{"description", columnText("Description"), K::Text, false}, &lineWords},
      {{"quantity", columnText("Quantity"), K::Count, false}, &lineQuantity},
      {{"amount", columnText("Net"), K::Money, false},
       [](const Row& r) { return moneyFact(r.line.amountMinor, r.currency); }},
      {{"rate", columnText("Rate"), K::Text, false}, &lineRate},
      {{"tax", columnText("Tax"), K::Money, false}, &lineTax},
      {{"from", columnText("From"), K::Date, false},
       [](const Row& r) { return instantFact(msOf(r.line.periodStart)); }},
      {{"to", columnText("To"), K::Date, false}, [](const Row& r) { return instantFact(msOf(r.line.periodEnd)); }},
      {{"proration", columnText("Proration"), K::Flag, false},
       [](const Row& r) { return r.line.proration ? flagFact(true) : Fact{}; }},
      {{"product_id", columnText("Product id"), K::Id, false},
       [](const Row& r) { return textFact(QString::fromStdString(r.line.productId)); }},
  });
}

FactTable invoicePaymentTable() {
  using K = CellKind;
  using Row = store::InvoicePayment;
  return makeTable<Row>(
      {
          {{"created_at", columnText("Time"), K::Instant, false}, [](const Row& r) { return instantFact(r.at); }},
          {{"status", columnText("Status"), K::Status, false}, [](const Row& r) { return textFact(r.status); }},
          {{"amount", columnText("Amount"), K::Money, false},
           [](const Row& r) { return moneyFact(r.amountMinor, r.currency); }},
          {{"tax", columnText("Tax"), K::Money, false},
           [](const Row& r) { return optionalMoney(r.taxMinor, r.currency); }},
          {{"method", columnText("Method"), K::Text, false}, [](const Row& r) { return textFact(r.method); }},
          {{"external_id", columnText("Payment id"), K::Id, false},
           [](const Row& r) { return textFact(r.externalId); }},
      },
      [](const Row& r) { return r.status; });
}

FactTable creditNoteTable() {
  using K = CellKind;
  using Row = store::CreditNoteRow;
  return makeTable<Row>(
      {
          {{"number", columnText("Number"), K::Text, false}, [](const Row& r) { return textFact(r.number); }},
          {{"issued_at", columnText("Issued"), K::Date, false}, [](const Row& r) { return instantFact(r.issuedAt); }},
          // Its refund failed after all.
          {{"status", columnText("Status"), K::Status, false},
           [](const Row& r) { return r.isVoid() ? textFact(QStringLiteral("void")) : Fact{}; }},
          {{"total", columnText("Given back"), K::Money, false},
           [](const Row& r) { return moneyFact(r.totalMinor, r.currency); }},
          {{"tax", columnText("Tax"), K::Money, false},
           [](const Row& r) { return optionalMoney(r.taxMinor, r.currency); }},
          {{"reason", columnText("Reason"), K::Text, false}, [](const Row& r) { return textFact(r.reason); }},
          {{"refund", columnText("Refund id"), K::Id, false},
           [](const Row& r) { return textFact(r.refundExternalId); }},
      },
      [](const Row& r) { return r.isVoid() ? QStringLiteral("void") : r.refundStatus; });
}

}  // namespace billing::models
