#include "domain/civildate.h"
#include "reports/monthend/monthendtables.h"

namespace billing::reports {
namespace {

Result<qint64> midnightOf(const QDate& day, const QString& zone) {
  const std::string text = day.toString(Qt::ISODate).toStdString() + "T00:00:00";
  const auto instant = instantOf(zone.toStdString(), text);
  return instant ? Result<qint64>(instant->ms) : failure(instant.error());
}

QString definitionWords(const operations::Definition& definition) {
  const auto at = definition.choices.indexOf(definition.chosen);
  return QStringLiteral("%1: %2 (version %3)")
      .arg(definition.title, definition.words.value(at), QString::number(definition.version));
}

}  // namespace

QString MonthSpan::word() const {
  return first.toString(QStringLiteral("yyyy-MM"));
}

Result<MonthSpan> monthSpan(int month, const QString& zone) {
  const QDate first(month / 100, month % 100, 1);
  if (!first.isValid() || month < 190001)
    return failure(ErrorKind::InvalidInput, "bad_month", "There is no such month", std::to_string(month),
                   "Write it like 2026-03");
  MonthSpan span{month, zone.isEmpty() ? QStringLiteral("UTC") : zone, 0, 0, first, first.addMonths(1).addDays(-1)};
  const auto from = midnightOf(first, span.zone), to = midnightOf(first.addMonths(1), span.zone);
  if (!from) return failure(from.error());
  if (!to) return failure(to.error());
  span.from = *from;
  span.to = *to;
  return span;
}

Result<MonthFacts> readMonth(store::Database& database, operations::FinanceDesk& finance, const MonthSpan& span,
                             const CancelToken& cancel) {
  MonthFacts facts;
  const auto read = database
                        .read<int>(
                            [&](QSqlDatabase& connection) -> Result<int> {
                              auto invoices = store::readMonthInvoices(connection, span.from, span.to);
                              if (!invoices) return failure(invoices.error());
                              auto payments = store::readMonthPayments(connection, span.from, span.to);
                              if (!payments) return failure(payments.error());
                              auto refunds = store::readMonthRefunds(connection, span.from, span.to);
                              if (!refunds) return failure(refunds.error());
                              auto fees = store::readMonthFees(connection, span.from, span.to);
                              if (!fees) return failure(fees.error());
                              facts.invoices = std::move(*invoices);
                              facts.payments = std::move(*payments);
                              facts.refunds = std::move(*refunds);
                              facts.fees = std::move(*fees);
                              return 0;
                            },
                            cancel)
                        .result();
  if (!read) return failure(read.error());
  auto movements = finance.months({span.first, span.last, span.zone}, cancel).result();
  if (!movements) return failure(movements.error());
  facts.movements = std::move(*movements);
  auto owing = finance.owed(span.last, span.zone, cancel).result();
  if (!owing) return failure(owing.error());
  facts.owing = std::move(*owing);
  const auto definitions = finance.definitions(cancel).result();
  if (!definitions) return failure(definitions.error());
  for (const auto& definition : *definitions) facts.definitions << definitionWords(definition);
  return facts;
}

}  // namespace billing::reports
