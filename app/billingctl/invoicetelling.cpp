#include "app/billingctl/invoicetelling.h"

#include <QJsonArray>
#include <cstdio>

#include "domain/furtherlines.h"
#include "domain/money.h"

namespace billing::ctl {
namespace {

std::string invoiceAmount(qint64 minor, const QString& currency) {
  const Money money{minor, Currency::fromCode(currency.toStdString()).value_or(Currency())};
  return toDecimal(money) + ' ' + currency.toStdString();
}

std::string invoiceDay(std::optional<qint64> ms) {
  return ms ? toIso8601({*ms}).substr(0, 10) : std::string("-");
}

QJsonValue orNullNumber(std::optional<qint64> value) {
  return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue invoiceTimeOrNull(std::optional<qint64> ms) {
  return ms ? QJsonValue(QString::fromStdString(toIso8601({*ms}))) : QJsonValue();
}

QJsonObject lineJson(const InvoiceLine& line) {
  const auto instant = [](std::optional<Instant> at) {
    return at ? QJsonValue(QString::fromStdString(toIso8601(*at))) : QJsonValue();
  };
  return {{QStringLiteral("description"), QString::fromStdString(line.description)},
          {QStringLiteral("quantity"), static_cast<qint64>(line.quantity)},
          {QStringLiteral("net_minor"), static_cast<qint64>(line.amountMinor)},
          {QStringLiteral("tax_minor"), orNullNumber(line.taxMinor)},
          {QStringLiteral("tax_percent"),
           line.taxPercent ? QJsonValue(QString::fromStdString(*line.taxPercent)) : QJsonValue()},
          {QStringLiteral("proration"), line.proration},
          {QStringLiteral("product_id"), QString::fromStdString(line.productId)},
          {QStringLiteral("from"), instant(line.periodStart)},
          {QStringLiteral("to"), instant(line.periodEnd)},
          {QStringLiteral("further_lines"), areFurtherLines(line)}};
}

QJsonObject paymentJson(const store::InvoicePayment& payment) {
  return {{QStringLiteral("id"), payment.externalId},
          {QStringLiteral("status"), payment.status},
          {QStringLiteral("method"), payment.method},
          {QStringLiteral("amount_minor"), payment.amountMinor},
          {QStringLiteral("tax_minor"), orNullNumber(payment.taxMinor)},
          {QStringLiteral("currency"), payment.currency},
          {QStringLiteral("at"), invoiceTimeOrNull(payment.at)}};
}

QJsonObject noteJson(const store::CreditNoteRow& note) {
  return {{QStringLiteral("number"), note.number},
          {QStringLiteral("refund"), note.refundExternalId},
          {QStringLiteral("payment"), note.paymentExternalId},
          {QStringLiteral("total_minor"), note.totalMinor},
          {QStringLiteral("tax_minor"), orNullNumber(note.taxMinor)},
          {QStringLiteral("currency"), note.currency},
          {QStringLiteral("issued_at"), invoiceTimeOrNull(note.issuedAt)},
          {QStringLiteral("void"), note.isVoid()},
          {QStringLiteral("reason"), note.reason}};
}

void tellLine(const InvoiceLine& line, const QString& currency) {
  const std::string words = areFurtherLines(line)      ? "not itemised by the provider"
                            : line.description.empty() ? "as charged by the provider"
                                                       : line.description;
  std::printf("  %3lld  %-40s %16s", static_cast<long long>(line.quantity), words.c_str(),
              invoiceAmount(line.amountMinor, currency).c_str());
  if (line.taxMinor)
    std::printf("  tax %s%s", invoiceAmount(*line.taxMinor, currency).c_str(),
                line.taxPercent ? (" at " + *line.taxPercent + " %").c_str() : "");
  std::printf("%s\n", line.proration ? "  proration" : "");
}

}  // namespace

QJsonObject invoiceJson(const store::InvoiceRecord& record) {
  const store::InvoiceRow& row = record.row;
  QJsonArray lines, payments, notes;
  for (const InvoiceLine& line : record.lines) lines.append(lineJson(line));
  for (const auto& payment : record.payments) payments.append(paymentJson(payment));
  for (const auto& note : record.creditNotes) notes.append(noteJson(note));
  return {{QStringLiteral("row"), row.id},
          {QStringLiteral("provider"), row.provider},
          {QStringLiteral("id"), row.externalId},
          {QStringLiteral("number"), row.number},
          {QStringLiteral("status"), row.status},
          {QStringLiteral("customer"), row.customerExternalId},
          {QStringLiteral("customer_name"), row.customerName},
          {QStringLiteral("subscription"), row.subscriptionExternalId},
          {QStringLiteral("currency"), row.currency},
          {QStringLiteral("total_minor"), row.totalMinor},
          {QStringLiteral("tax_minor"), orNullNumber(record.taxMinor)},
          {QStringLiteral("paid_minor"), row.paidMinor},
          {QStringLiteral("remaining_minor"), row.remainingMinor},
          {QStringLiteral("issued_at"), invoiceTimeOrNull(row.issuedAt)},
          {QStringLiteral("due_at"), invoiceTimeOrNull(row.dueAt)},
          {QStringLiteral("paid_at"), invoiceTimeOrNull(row.paidAt)},
          {QStringLiteral("lines"), lines},
          {QStringLiteral("payments"), payments},
          {QStringLiteral("credit_notes"), notes}};
}

void tellInvoice(const store::InvoiceRecord& record) {
  const store::InvoiceRow& row = record.row;
  std::printf("%s  %s  %s  %s\n", row.number.toUtf8().constData(), row.status.toUtf8().constData(),
              (row.customerName.isEmpty() ? row.customerExternalId : row.customerName).toUtf8().constData(),
              row.externalId.toUtf8().constData());
  std::printf("issued %s  due %s  paid %s\n", invoiceDay(row.issuedAt).c_str(), invoiceDay(row.dueAt).c_str(),
              invoiceDay(row.paidAt).c_str());
  for (const InvoiceLine& line : record.lines) tellLine(line, row.currency);
  if (record.lines.empty()) std::printf("  the provider told no line\n");
  if (record.taxMinor) std::printf("tax        %s\n", invoiceAmount(*record.taxMinor, row.currency).c_str());
  std::printf("total      %s\npaid       %s\nowed       %s\n", invoiceAmount(row.totalMinor, row.currency).c_str(),
              invoiceAmount(row.paidMinor, row.currency).c_str(),
              invoiceAmount(row.remainingMinor, row.currency).c_str());
  for (const auto& payment : record.payments)
    std::printf("payment    %s  %s  %s  %s\n", invoiceDay(payment.at).c_str(), payment.status.toUtf8().constData(),
                invoiceAmount(payment.amountMinor, payment.currency).c_str(), payment.externalId.toUtf8().constData());
  for (const auto& note : record.creditNotes)
    std::printf("%s  %s  %s%s  refund %s%s\n", note.number.toUtf8().constData(), invoiceDay(note.issuedAt).c_str(),
                invoiceAmount(note.totalMinor, note.currency).c_str(),
                note.taxMinor ? (", of it tax " + invoiceAmount(*note.taxMinor, note.currency)).c_str() : "",
                note.refundExternalId.toUtf8().constData(), note.isVoid() ? "  void: the refund failed" : "");
}

}  // namespace billing::ctl
