#include "store/repositories/invoicelines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace billing::store {
namespace {

// Integers go through QJsonValue's own 64-bit face, never through double.
QJsonObject lineObject(const InvoiceLine& line) {
  QJsonObject object{{QStringLiteral("description"), QString::fromStdString(line.description)},
                     {QStringLiteral("quantity"), qint64(line.quantity)},
                     {QStringLiteral("amount"), qint64(line.amountMinor)}};
  if (line.taxMinor) object.insert(QStringLiteral("tax"), qint64(*line.taxMinor));
  if (line.taxPercent) object.insert(QStringLiteral("tax_percent"), QString::fromStdString(*line.taxPercent));
  if (line.proration) object.insert(QStringLiteral("proration"), true);
  if (!line.productId.empty()) object.insert(QStringLiteral("product"), QString::fromStdString(line.productId));
  if (line.periodStart) object.insert(QStringLiteral("from"), qint64(line.periodStart->ms));
  if (line.periodEnd) object.insert(QStringLiteral("to"), qint64(line.periodEnd->ms));
  return object;
}

std::optional<Instant> lineInstant(const QJsonValue& value) {
  return value.isDouble() ? std::optional(Instant{value.toInteger()}) : std::nullopt;
}

InvoiceLine lineFrom(const QJsonObject& object) {
  InvoiceLine line;
  line.description = object.value(QLatin1String("description")).toString().toStdString();
  line.quantity = object.value(QLatin1String("quantity")).toInteger(1);
  line.amountMinor = object.value(QLatin1String("amount")).toInteger();
  const QJsonValue tax = object.value(QLatin1String("tax")), percent = object.value(QLatin1String("tax_percent"));
  if (tax.isDouble()) line.taxMinor = tax.toInteger();
  if (percent.isString()) line.taxPercent = percent.toString().toStdString();
  line.proration = object.value(QLatin1String("proration")).toBool();
  line.productId = object.value(QLatin1String("product")).toString().toStdString();
  line.periodStart = lineInstant(object.value(QLatin1String("from")));
  line.periodEnd = lineInstant(object.value(QLatin1String("to")));
  return line;
}

}  // namespace

std::string invoiceLinesText(const std::vector<InvoiceLine>& lines) {
  if (lines.empty()) return {};
  QJsonArray array;
  for (const InvoiceLine& line : lines) array.append(lineObject(line));
  return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<InvoiceLine> invoiceLinesFrom(const std::string& text) {
  std::vector<InvoiceLine> lines;
  const QJsonArray array = QJsonDocument::fromJson(QByteArray::fromStdString(text)).array();
  lines.reserve(static_cast<std::size_t>(array.size()));
  for (const QJsonValue& value : array)
    if (value.isObject()) lines.push_back(lineFrom(value.toObject()));
  return lines;
}

}  // namespace billing::store
