#include "reports/lists/cells.h"
#include "reports/presets/presets.h"

namespace billing::reports {
namespace {

constexpr int kMostDatevText = 60;  // "Buchungstext" has so many letters

Cell shortText(const QString& text) {
  return textCell(text.left(kMostDatevText));
}

// DATEV wants the size in one column and the side in another: money in is Soll of the bank.
ReportRow datevRow(const Cell& amount, const Cell& day, const Cell& number, const QString& text) {
  Cell size = amount;
  const qint64 minor = amount.value.toLongLong();
  size.value = QVariant::fromValue<qint64>(minor < 0 ? -minor : minor);
  return {size,
          textCell(minor < 0 ? QStringLiteral("H") : QStringLiteral("S")),
          textCell(amount.currency),
          {},
          {},
          {},
          day,
          number,
          shortText(text)};
}

}  // namespace

PresetFeed::PresetFeed(Preset preset, const QByteArray& list, const QVector<ReportColumn>& columns, RowFeed& rows)
    : preset_(preset), oneCurrency_(presetTable(preset).oneCurrency), list_(list), columns_(columns), rows_(rows) {}

Cell PresetFeed::cell(const ReportRow& row, const char* name) const {
  for (int at = 0; at < columns_.size(); ++at)
    if (columns_.at(at).name == name) return row.at(at);
  return {};
}

Cell PresetFeed::first(const ReportRow& row, std::initializer_list<const char*> names) const {
  for (const char* name : names)
    if (Cell found = cell(row, name); found.value.isValid()) return found;
  return {};
}

bool PresetFeed::isBooking(const ReportRow& row) const {
  const QString status = cell(row, "status").value.toString();
  if (list_ == "invoices") return status == QLatin1String("open") || status == QLatin1String("paid");
  return status.isEmpty() || status == QLatin1String("succeeded");
}

QString PresetFeed::description(const ReportRow& row) const {
  QStringList words;
  for (const char* name : {"customer", "number", "external_id"})
    if (const QString word = cell(row, name).value.toString(); !word.isEmpty() && !words.contains(word)) words << word;
  return words.join(QStringLiteral(" "));
}

ReportRow PresetFeed::made(const ReportRow& row) const {
  const Cell amount = first(row, {"amount", "total"}), day = first(row, {"created_at", "issued_at"});
  const Cell number = first(row, {"number", "external_id"}), customer = cell(row, "customer");
  const QString text = description(row);
  switch (preset_) {
    case Preset::QuickBooks:
      return {day, textCell(text), amount};
    case Preset::Xero:
      return {day, amount, customer, textCell(text), number, {}};
    case Preset::Datev:
      return datevRow(amount, day, number, text);
    case Preset::GnuCash:
      return {day, number, textCell(text), {}, textCell(amount.currency), {}, amount};
    case Preset::StripeBalance:
    case Preset::Generic:
      break;
  }
  const QString category = list_ == "refunds" ? QStringLiteral("refund") : QStringLiteral("charge");
  return {{},
          day,
          day,
          textCell(amount.currency),
          amount,
          cell(row, "fee"),
          cell(row, "net"),
          textCell(category),
          cell(row, "external_id"),
          textCell(text)};
}

Result<QVector<ReportRow>> PresetFeed::next(int most, CancelToken cancel) {
  QVector<ReportRow> rows;
  while (rows.isEmpty()) {
    const auto given = rows_.next(most, cancel);
    if (!given) return given;
    if (given->isEmpty()) break;
    for (const ReportRow& row : *given) {
      if (!isBooking(row)) continue;
      const QString currency = first(row, {"amount", "total"}).currency;
      if (currency_.isEmpty()) currency_ = currency;
      if (oneCurrency_ && currency != currency_)
        return failure(ErrorKind::InvalidInput, "several_currencies",
                       "This kind of file has no column for the currency, and the rows have several",
                       (currency_ + QStringLiteral(" and ") + currency).toStdString(),
                       "Filter by one currency and write a file for each");
      rows.push_back(made(row));
    }
  }
  return rows;
}

}  // namespace billing::reports
