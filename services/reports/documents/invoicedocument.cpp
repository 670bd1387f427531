#include "reports/documents/invoicedocument.h"

#include <map>

#include "domain/furtherlines.h"

namespace billing::reports {
namespace {

DocumentParty sellerOf(const DocumentSeller& seller) {
  DocumentParty party;
  party.name = QString::fromStdString(seller.company.name);
  if (party.name.isEmpty()) party.name = seller.workspaceName;
  for (const std::string& line : seller.company.address) party.lines << QString::fromStdString(line);
  party.taxId = QString::fromStdString(seller.company.taxId);
  party.email = QString::fromStdString(seller.company.email);
  return party;
}

InvoiceDocument blankDocument(const store::InvoiceRecord& record, const DocumentSeller& seller) {
  const store::InvoiceRow& row = record.row;
  InvoiceDocument document;
  document.seller = sellerOf(seller);
  document.buyer.name = row.customerName.isEmpty() ? row.customerExternalId : row.customerName;
  document.buyer.email = record.customerEmail;
  document.currency = row.currency;
  document.footer = QString::fromStdString(seller.company.footer);
  document.zone = seller.zone;
  document.test = seller.test;
  return document;
}

DocumentLine printedLine(const InvoiceLine& line) {
  DocumentLine printed;
  printed.description = QString::fromStdString(line.description);
  if (areFurtherLines(line))
    printed.words = LineText::NotItemised;
  else if (printed.description.isEmpty())
    printed.words = LineText::AsCharged;
  printed.quantity = line.quantity;
  printed.netMinor = line.amountMinor;
  if (line.taxPercent) printed.taxPercent = QString::fromStdString(*line.taxPercent);
  printed.proration = line.proration;
  if (line.periodStart) printed.from = line.periodStart->ms;
  if (line.periodEnd) printed.to = line.periodEnd->ms;
  return printed;
}

/// Whatever the lines do not say is said in one more.
void printLines(InvoiceDocument& document, const store::InvoiceRecord& record, qint64 expectedMinor) {
  qint64 told = 0;
  for (const InvoiceLine& line : record.lines) {
    document.lines.append(printedLine(line));
    told += line.amountMinor;
  }
  if (told == expectedMinor && !record.lines.empty()) return;
  DocumentLine rest;
  rest.words = record.lines.empty() ? LineText::AsCharged : LineText::NotItemised;
  rest.quantity = record.lines.empty() ? 1 : 0;
  rest.netMinor = expectedMinor - told;
  document.lines.append(rest);
}

/// By rate, as far as the lines tell; what is left over bears no rate.
void printTaxes(InvoiceDocument& document, const store::InvoiceRecord& record, qint64 taxMinor) {
  std::map<QString, DocumentTax> byRate;
  qint64 told = 0;
  for (const InvoiceLine& line : record.lines) {
    if (!line.taxMinor || !line.taxPercent) continue;
    DocumentTax& tax = byRate[QString::fromStdString(*line.taxPercent)];
    tax.percent = QString::fromStdString(*line.taxPercent);
    tax.netMinor = tax.netMinor.value_or(0) + line.amountMinor;
    tax.taxMinor += *line.taxMinor;
    told += *line.taxMinor;
  }
  for (const auto& [rate, tax] : byRate) document.taxes.append(tax);
  if (told != taxMinor || byRate.empty()) document.taxes.append({{}, std::nullopt, taxMinor - told});
}

/// The rate that all lines share; empty where they differ or one does not tell.
QString onlyRateOf(const std::vector<InvoiceLine>& lines) {
  std::string rate;
  for (const InvoiceLine& line : lines) {
    if (!line.taxPercent || (!rate.empty() && rate != *line.taxPercent)) return {};
    rate = *line.taxPercent;
  }
  return QString::fromStdString(rate);
}

void printPayments(InvoiceDocument& document, const store::InvoiceRecord& record) {
  for (const store::InvoicePayment& payment : record.payments)
    if (payment.status == QStringLiteral("succeeded"))
      document.payments.append({payment.externalId, payment.method, payment.at, payment.amountMinor,
                                payment.currency.isEmpty() ? document.currency : payment.currency});
  for (const store::CreditNoteRow& note : record.creditNotes) {
    if (note.currency != document.currency) continue;
    document.credits.append({note.number, note.issuedAt, note.totalMinor, note.isVoid()});
    if (!note.isVoid()) document.creditedMinor += note.totalMinor;
  }
}

}  // namespace

InvoiceDocument invoiceDocument(const store::InvoiceRecord& record, const DocumentSeller& seller) {
  const store::InvoiceRow& row = record.row;
  InvoiceDocument document = blankDocument(record, seller);
  document.number = row.number.isEmpty() ? row.externalId : row.number;
  if (row.number != row.externalId) document.reference = row.externalId;
  document.status = row.status;
  document.issuedAt = row.issuedAt;
  document.dueAt = row.dueAt;
  document.paidAt = row.paidAt;
  document.totalMinor = row.totalMinor;
  document.paidMinor = row.paidMinor;
  document.remainingMinor = row.status == QStringLiteral("void") ? 0 : row.remainingMinor;
  const bool owes = row.status == QStringLiteral("open") || row.status == QStringLiteral("paid");
  if (owes) document.settledMinor = row.totalMinor - row.paidMinor - row.remainingMinor;
  if (record.taxMinor) document.netMinor = row.totalMinor - *record.taxMinor;
  printLines(document, record, document.netMinor.value_or(row.totalMinor));
  if (record.taxMinor) printTaxes(document, record, *record.taxMinor);
  printPayments(document, record);
  return document;
}

Result<InvoiceDocument> receiptDocument(const store::InvoiceRecord& record, const DocumentSeller& seller) {
  InvoiceDocument document = invoiceDocument(record, seller);
  if (document.payments.isEmpty() && document.paidMinor == 0)
    return failure(ErrorKind::NotFound, "nothing_paid", "Nothing has been paid on this invoice", {},
                   "Take the invoice itself");
  document.kind = DocumentKind::Receipt;
  document.dueAt.reset();
  return document;
}

InvoiceDocument creditNoteDocument(const store::InvoiceRecord& record, const store::CreditNoteRow& note,
                                   const DocumentSeller& seller) {
  InvoiceDocument document = blankDocument(record, seller);
  document.kind = DocumentKind::CreditNote;
  document.number = note.number;
  if (note.isVoid()) document.status = QStringLiteral("void");
  document.reference = note.refundExternalId;
  document.issuedAt = note.issuedAt;
  document.currency = note.currency;
  document.totalMinor = note.totalMinor;
  document.correctsInvoice = record.row.number.isEmpty() ? record.row.externalId : record.row.number;
  document.correctsPayment = note.paymentExternalId;
  document.reason = note.reason;
  if (note.taxMinor) document.netMinor = note.totalMinor - *note.taxMinor;
  DocumentLine line;
  line.words = LineText::Corrects;
  if (record.lines.size() == 1) line.description = QString::fromStdString(record.lines.front().description);
  line.taxPercent = onlyRateOf(record.lines);
  line.netMinor = document.netMinor.value_or(note.totalMinor);
  if (note.taxMinor) document.taxes.append({line.taxPercent, document.netMinor, *note.taxMinor});
  document.lines.append(std::move(line));
  return document;
}

}  // namespace billing::reports
