#include "operations/finance/financeowing.h"

#include <QMap>
#include <algorithm>

#include "metrics/ageing.h"
#include "operations/finance/earnedinvoices.h"
#include "operations/finance/figureparts.h"
#include "store/read/financedocuments.h"
#include "store/read/rowreaders.h"

namespace billing::operations {
namespace {

const AgeingScheme& schemeOf(const DefinitionChoices& choices) {
  return choices.is("ageing", "7_14_30") ? weeklyAges : monthlyAges;
}

// An invoice that nobody said a due day of was due when it was issued.
Result<CivilDate> dueDay(const store::FinanceInvoice& invoice, const QString& zone) {
  return dayOf({invoice.dueAt.value_or(invoice.issuedAt.value_or(0))}, zone).map([](QDate day) {
    return CivilDate{day.year(), day.month(), day.day()};
  });
}

struct Open {
  QVector<store::FinanceInvoice> invoices;
  std::vector<OwedInvoice> owed;
};

// By currency; what we owe the customer goes to the credits.
Result<QMap<QString, Open>> openInvoices(const QVector<store::FinanceInvoice>& all, Instant at, const QString& zone,
                                         QMap<QString, store::CurrencyFigure>& credits) {
  QMap<QString, Open> open;
  for (const auto& invoice : all) {
    const qint64 left = owedAt(invoice, at.ms);
    if (left < 0) {
      store::CurrencyFigure& credit = credits[invoice.currency];
      credit.currency = invoice.currency;
      credit.minor += left;
      ++credit.count;
    }
    if (left <= 0) continue;
    const auto due = dueDay(invoice, zone);
    if (!due) return failure(due.error());
    open[invoice.currency].invoices.append(invoice);
    open[invoice.currency].owed.push_back({invoice.externalId.toStdString(), *due, left});
  }
  return open;
}

Result<void> ageOne(const QString& currency, const Open& open, const QString& zone, Instant at,
                    const AgeingScheme& scheme, Owing& owing, QHash<qint64, OwedRow>& rows) {
  const auto ageing = ageInvoices(open.owed, zone.toStdString(), at, scheme);
  if (!ageing) return failure(ageing.error());
  AgeingRow row;
  row.currency = currency;
  row.totals = QVector<qint64>(ageing->totals.begin(), ageing->totals.end());
  row.invoices.fill(0, row.totals.size());
  for (const auto name : scheme.names) row.names += QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
  for (qsizetype i = 0; i < open.invoices.size(); ++i) {
    const auto index = static_cast<std::size_t>(i);
    OwedRow owed;
    owed.daysOverdue = static_cast<int>(ageing->daysOverdue[index]);
    owed.bucket = static_cast<int>(ageOf(owed.daysOverdue, scheme));
    owed.invoice.remainingMinor = open.owed[index].remainingMinor;
    ++row.invoices[owed.bucket];
    rows.insert(open.invoices[i].id, owed);
  }
  owing.ages.append(row);
  return {};
}

Result<void> nameInvoices(QSqlDatabase& database, const QHash<qint64, OwedRow>& rows, Owing& owing) {
  store::IdVector ids;
  for (auto one = rows.begin(); one != rows.end(); ++one) ids.append(static_cast<quint32>(one.key()));
  std::ranges::sort(ids);
  const auto invoices = store::readInvoices(database, ids);
  if (!invoices) return failure(invoices.error());
  for (const auto& invoice : *invoices) {
    OwedRow row = rows.value(invoice.id);
    const qint64 left = row.invoice.remainingMinor;
    row.invoice = invoice;
    row.invoice.remainingMinor = left;
    owing.invoices.append(row);
  }
  std::ranges::stable_sort(owing.invoices, std::ranges::greater{}, &OwedRow::daysOverdue);
  return {};
}

struct RevenueMonths {
  const FinanceSpan& span;
  QMap<QString, QVector<RevenueRow>> byCurrency;
  QVector<RevenueRow>& of(const QString& currency) {
    auto& rows = byCurrency[currency];
    for (qsizetype i = rows.size(); i < span.months.size(); ++i) {
      RevenueRow& row = rows.emplaceBack();
      row.month = span.months[i];
      row.currency = currency;
    }
    return rows;
  }
};

void addInvoice(const store::FinanceInvoice& invoice, RecogniseBy by, RevenueMonths& rows) {
  if (!isEarned(invoice)) return;
  const EarnedInvoice earned = earnedInvoiceOf(invoice);
  const qint64 net = netOf(earned).value_or(0);
  auto& months = rows.of(invoice.currency);
  for (std::size_t i = 0; i < rows.span.bounds.size(); ++i) {
    const Instant start = std::min(rows.span.bounds[i].start, rows.span.asOf);
    const Instant end = std::min(rows.span.bounds[i].end, rows.span.asOf);
    RevenueRow& row = months[static_cast<qsizetype>(i)];
    const qint64 before = recognisedBefore(earned, start, by).value_or(0);
    const qint64 after = recognisedBefore(earned, end, by).value_or(0);
    row.recognisedMinor += after - before;
    if (earned.issued < end) row.deferredMinor += net - after;
    if (earned.issued < end && earned.issued >= start) row.invoicedMinor += net;
  }
}

}  // namespace

QStringList ageNames(const DefinitionChoices& choices) {
  QStringList names;
  for (const auto name : schemeOf(choices).names)
    names += QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
  return names;
}

Result<Owing> readOwing(QSqlDatabase& database, QDate asOf, const QString& zone, const DefinitionChoices& choices,
                        Instant now) {
  const auto end = dayStart(asOf.addDays(1), zone);
  if (!end) return failure(end.error());
  const auto all = store::readOwedInvoices(database, end->ms, now.ms);
  if (!all) return failure(all.error());
  QMap<QString, store::CurrencyFigure> credits;
  const auto open = openInvoices(*all, *end, zone, credits);
  if (!open) return failure(open.error());
  Owing owing;
  QHash<qint64, OwedRow> rows;
  for (auto one = open->begin(); one != open->end(); ++one)
    if (auto aged = ageOne(one.key(), *one, zone, {end->ms - 1}, schemeOf(choices), owing, rows); !aged)
      return failure(aged.error());
  for (const auto& credit : credits) owing.credits.append(credit);
  if (auto named = nameInvoices(database, rows, owing); !named) return failure(named.error());
  return owing;
}

QVector<RevenueRow> revenueRows(const FinanceFacts& facts) {
  RevenueMonths rows{facts.span, {}};
  for (const QString& currency : facts.currencies) rows.of(currency);
  const RecogniseBy by = recogniseBy(facts.choices);
  for (const auto& invoice : facts.invoices) addInvoice(invoice, by, rows);
  const auto add = [&](const QVector<store::FinanceMoney>& all, qint64 RevenueRow::* sum) {
    for (const auto& money : all)
      if (const int index = facts.span.monthAt(money.at); index >= 0)
        rows.of(money.currency)[index].*sum += money.amountMinor;
  };
  add(facts.refunds, &RevenueRow::refundedMinor);
  add(facts.disputes, &RevenueRow::disputedMinor);
  QVector<RevenueRow> list;
  for (const auto& months : std::as_const(rows.byCurrency)) list += months;
  return list;
}

QVector<CreditMonthRow> creditRows(const FinanceFacts& facts) {
  QVector<CreditMonthRow> rows;
  for (const int month : facts.span.months) rows.emplaceBack().month = month;
  for (const auto& entry : facts.credits) {
    const int index = facts.span.monthAt(entry.at);
    const bool sold = entry.kind == u"grant" && (entry.source == u"purchase" || entry.source == u"top_up");
    for (qsizetype i = std::max(index, 0); i < rows.size(); ++i) rows[i].outstandingTenths += entry.tenths;
    if (index < 0) continue;
    CreditMonthRow& row = rows[index];
    if (entry.kind == u"use")
      row.usedTenths -= entry.tenths;
    else if (entry.kind == u"expire")
      row.expiredTenths -= entry.tenths;
    else
      (sold ? row.soldTenths : row.grantedTenths) += entry.tenths;  // what is taken back was granted too much
  }
  return rows;
}

}  // namespace billing::operations
