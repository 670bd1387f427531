#include "app/billingctl/reporttables.h"

#include <algorithm>

#include "app/billingctl/commands.h"
#include "app/billingctl/reporttelling.h"
#include "operations/finance/financeowing.h"

namespace billing::ctl {

using operations::FigureKind;

namespace {

// ---- what is owed ----

QJsonObject owedJson(const operations::OwedRow& row) {
  return {{QStringLiteral("invoice"), row.invoice.externalId},
          {QStringLiteral("number"), row.invoice.number},
          {QStringLiteral("customer"), row.invoice.customerExternalId},
          {QStringLiteral("customerName"), row.invoice.customerName},
          {QStringLiteral("remaining"), row.invoice.remainingMinor},
          {QStringLiteral("currency"), row.invoice.currency},
          {QStringLiteral("daysOverdue"), row.daysOverdue}};
}

void printOwing(const operations::Owing& owing, const QStringList& ages, const ReportOptions& options) {
  TextTable sums(QStringList{QStringLiteral("currency")} + ages);
  for (const auto& row : owing.ages) {
    if (!isWanted(options, row.currency)) continue;
    QStringList cells{row.currency};
    for (const qint64 total : row.totals) cells += moneyText(total, row.currency);
    sums.add(cells);
  }
  printText(sums.text(1) + u'\n');
  TextTable table({QStringLiteral("invoice"), QStringLiteral("customer"), QStringLiteral("name"),
                   QStringLiteral("currency"), QStringLiteral("remaining"), QStringLiteral("days overdue")});
  for (const auto& row : owing.invoices)
    if (isWanted(options, row.invoice.currency))
      table.add({row.invoice.number.isEmpty() ? row.invoice.externalId : row.invoice.number,
                 row.invoice.customerExternalId, row.invoice.customerName, row.invoice.currency,
                 moneyText(row.invoice.remainingMinor, row.invoice.currency), QString::number(row.daysOverdue)});
  printText(table.text(4));
  for (const auto& credit : owing.credits)
    printText(
        QStringLiteral("owed to customers: %1 %2\n").arg(moneyText(credit.minor, credit.currency), credit.currency));
}

}  // namespace

int failReport(const Error& error, int code) {
  std::fprintf(stderr, "billingctl report: %s\n", describe(error).c_str());
  return code;
}

void printText(const QString& text) {
  std::fputs(text.toUtf8().constData(), stdout);
}

bool isWanted(const ReportOptions& options, const QString& currency) {
  return options.currency.empty() || currency.isEmpty() ||
         currency == QString::fromStdString(options.currency).toUpper();
}

int tellOwed(Report& report, const ReportOptions& options) {
  auto day = QDate::fromString(QString::fromStdString(options.asOf), Qt::ISODate);
  if (options.asOf.empty()) {
    const auto today = operations::dayOf(report.clock.now(), report.zone);
    if (!today) return failReport(today.error(), Usage);
    day = *today;
  }
  if (!day.isValid())
    return failReport({ErrorKind::InvalidInput,
                       "bad_date",
                       "“" + options.asOf + "” is no day",
                       {},
                       "Write it as 2026-03-31",
                       false,
                       {}},
                      Usage);
  const auto owing = report.desk->owed(day, report.zone, {}).result();
  if (!owing) return refusedReport(owing);
  const auto choices = report.database->read<DefinitionChoices>(&operations::readChoices).result();
  if (!choices) return refusedReport(choices);
  const QStringList ages = operations::ageNames(*choices);
  if (!options.json) return printOwing(*owing, ages, options), Ok;
  QJsonArray sums, invoices;
  for (const auto& row : owing->ages) {
    QJsonObject totals;
    for (qsizetype i = 0; i < ages.size(); ++i) totals.insert(ages[i], row.totals[i]);
    sums.append(QJsonObject{{QStringLiteral("currency"), row.currency}, {QStringLiteral("totals"), totals}});
  }
  for (const auto& row : owing->invoices)
    if (isWanted(options, row.invoice.currency)) invoices.append(owedJson(row));
  printReportJson(QJsonObject{{QStringLiteral("asOf"), day.toString(Qt::ISODate)},
                              {QStringLiteral("zone"), report.zone},
                              {QStringLiteral("ages"), sums},
                              {QStringLiteral("invoices"), invoices}});
  return Ok;
}

// ---- cohorts, revenue, credits ----

int tellCohorts(Report& report, const ReportOptions& options) {
  const auto cohorts = report.desk->cohorts(report.period, {}).result();
  if (!cohorts) return refusedReport(cohorts);
  QStringList heads{QStringLiteral("month"), QStringLiteral("currency"), QStringLiteral("size")};
  qsizetype columns = 0;
  for (const auto& row : *cohorts) columns = std::max(columns, row.active.size());
  const bool days = columns > 0 && cohorts->first().everyThirtyDays;
  for (qsizetype k = 0; k < columns; ++k)
    heads += days ? QStringLiteral("%1 days").arg(30 * (k + 1)) : QString::number(k);
  TextTable table(heads);
  QJsonArray list;
  for (const auto& row : *cohorts) {
    if (!isWanted(options, row.currency)) continue;
    QStringList cells{monthText(row.month), row.currency, QString::number(row.size)};
    QJsonArray active, revenue;
    for (qsizetype k = 0; k < columns; ++k) cells += k < row.active.size() ? QString::number(row.active[k]) : QString();
    for (const int count : row.active) active.append(count);
    for (const qint64 minor : row.mrrMinor) revenue.append(minor);
    table.add(cells);
    list.append(QJsonObject{{QStringLiteral("month"), monthText(row.month)},
                            {QStringLiteral("currency"), row.currency},
                            {QStringLiteral("size"), row.size},
                            {QStringLiteral("active"), active},
                            {QStringLiteral("mrr"), revenue}});
  }
  if (options.json)
    printReportJson(list);
  else
    printText(table.text(2));
  return Ok;
}

int tellRevenue(Report& report, const ReportOptions& options) {
  const auto rows = report.desk->revenue(report.period, {}).result();
  if (!rows) return refusedReport(rows);
  TextTable table({QStringLiteral("month"), QStringLiteral("currency"), QStringLiteral("invoiced"),
                   QStringLiteral("recognised"), QStringLiteral("deferred at its end"), QStringLiteral("refunded"),
                   QStringLiteral("disputed")});
  QJsonArray list;
  for (const auto& row : *rows) {
    if (!isWanted(options, row.currency)) continue;
    const auto money = [&](qint64 minor) { return moneyText(minor, row.currency); };
    table.add({monthText(row.month), row.currency, money(row.invoicedMinor), money(row.recognisedMinor),
               money(row.deferredMinor), money(row.refundedMinor), money(row.disputedMinor)});
    list.append(QJsonObject{{QStringLiteral("month"), monthText(row.month)},
                            {QStringLiteral("currency"), row.currency},
                            {QStringLiteral("invoiced"), row.invoicedMinor},
                            {QStringLiteral("recognised"), row.recognisedMinor},
                            {QStringLiteral("deferred"), row.deferredMinor},
                            {QStringLiteral("refunded"), row.refundedMinor},
                            {QStringLiteral("disputed"), row.disputedMinor}});
  }
  if (options.json)
    printReportJson(list);
  else
    printText(table.text(2));
  return Ok;
}

int tellCredits(Report& report, const ReportOptions& options) {
  const auto rows = report.desk->credits(report.period, {}).result();
  if (!rows) return refusedReport(rows);
  TextTable table({QStringLiteral("month"), QStringLiteral("sold"), QStringLiteral("granted"), QStringLiteral("used"),
                   QStringLiteral("expired"), QStringLiteral("outstanding at its end")});
  QJsonArray list;
  for (const auto& row : *rows) {
    const auto credits = [](qint64 tenths) { return operations::figureText(FigureKind::Credits, tenths, {}); };
    table.add({monthText(row.month), credits(row.soldTenths), credits(row.grantedTenths), credits(row.usedTenths),
               credits(row.expiredTenths), credits(row.outstandingTenths)});
    list.append(QJsonObject{{QStringLiteral("month"), monthText(row.month)},
                            {QStringLiteral("soldTenths"), row.soldTenths},
                            {QStringLiteral("grantedTenths"), row.grantedTenths},
                            {QStringLiteral("usedTenths"), row.usedTenths},
                            {QStringLiteral("expiredTenths"), row.expiredTenths},
                            {QStringLiteral("outstandingTenths"), row.outstandingTenths}});
  }
  if (options.json)
    printReportJson(list);
  else
    printText(table.text(1));
  return Ok;
}

}  // namespace billing::ctl
