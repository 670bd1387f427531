#include "reports/monthend/monthendtables.h"

#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"

namespace billing::reports {
namespace {

using K = CellKind;

Cell maybeMoney(std::optional<qint64> minor, const QString& currency) {
  return minor ? moneyCell(*minor, currency) : Cell{};
}

MonthTable invoiceTable(const QVector<store::MonthInvoice>& invoices) {
  MonthTable table{QStringLiteral("invoices"),
                   titleText("Invoices"),
                   {{"number", titleText("Number"), K::Id},
                    {"customer", titleText("Customer"), K::Text, true},
                    {"status", titleText("Status")},
                    {"issued_at", titleText("Issued"), K::Date},
                    {"due_at", titleText("Due"), K::Date},
                    {"paid_at", titleText("Paid on"), K::Date},
                    {"net", titleText("Net"), K::Money},
                    {"tax", titleText("Tax"), K::Money},
                    {"total", titleText("Total"), K::Money},
                    {"paid", titleText("Paid"), K::Money},
                    {"remaining", titleText("Owed"), K::Money},
                    {"currency", titleText("Currency")},
                    {"external_id", titleText("Invoice id"), K::Id},
                    {"customer_external_id", titleText("Customer id"), K::Id, true}},
                   {}};
  // A void invoice keeps its line, because its number is missed otherwise, and counts for nothing.
  for (const auto& r : invoices) {
    const auto amount = [&](std::optional<qint64> minor) {
      return r.status == QLatin1String("void") ? Cell{} : maybeMoney(minor, r.currency);
    };
    const auto net = r.taxMinor ? std::optional(r.totalMinor - *r.taxMinor) : std::nullopt;
    table.rows.push_back({firstText({r.number, r.externalId}), firstText({r.customerName, r.customerExternalId}),
                          textCell(r.status), timeCell(r.issuedAt), timeCell(r.dueAt), timeCell(r.paidAt), amount(net),
                          amount(r.taxMinor), amount(r.totalMinor), amount(r.paidMinor), amount(r.remainingMinor),
                          textCell(r.currency), textCell(r.externalId), textCell(r.customerExternalId)});
  }
  return table;
}

QVector<ReportColumn> moneyColumns(const QString& related, const char* relatedName, const QString& words,
                                   const char* wordsName) {
  return {{"created_at", titleText("Time"), K::Instant},
          {"customer", titleText("Customer"), K::Text, true},
          {"status", titleText("Status")},
          {"gross", titleText("Gross"), K::Money},
          {"tax", titleText("Tax"), K::Money},
          {"fee", titleText("Fee"), K::Money},
          {"net", titleText("Net"), K::Money},
          {"currency", titleText("Currency")},
          {wordsName, words},
          {"payout_id", titleText("Payout id"), K::Id},
          {"external_id", titleText("Id"), K::Id},
          {relatedName, related, K::Id},
          {"customer_external_id", titleText("Customer id"), K::Id, true}};
}

QVector<ReportRow> moneyRows(const QVector<store::MonthMoney>& money) {
  QVector<ReportRow> rows;
  for (const auto& r : money)
    rows.push_back({timeCell(r.at), firstText({r.customerName, r.customerExternalId}), textCell(r.status),
                    moneyCell(r.grossMinor, r.currency), maybeMoney(r.taxMinor, r.currency),
                    maybeMoney(r.feeMinor, r.currency), maybeMoney(r.netMinor, r.currency), textCell(r.currency),
                    textCell(r.words), textCell(r.payout), textCell(r.externalId), textCell(r.related),
                    textCell(r.customerExternalId)});
  return rows;
}

MonthTable feeTable(const QVector<store::MonthFee>& fees) {
  MonthTable table{QStringLiteral("fees"),
                   titleText("Fees"),
                   {{"at", titleText("Time"), K::Instant},
                    {"kind", titleText("Kind")},
                    {"gross", titleText("Gross"), K::Money},
                    {"fee", titleText("Fee"), K::Money},
                    {"net", titleText("Net"), K::Money},
                    {"currency", titleText("Currency")},
                    {"payout_id", titleText("Payout id"), K::Id},
                    {"object_id", titleText("Object's id"), K::Id}},
                   {}};
  for (const auto& r : fees)
    table.rows.push_back({timeCell(r.at), textCell(r.kind), moneyCell(r.grossMinor, r.currency),
                          moneyCell(r.feeMinor, r.currency), moneyCell(r.netMinor, r.currency), textCell(r.currency),
                          textCell(r.payout), textCell(r.object)});
  return table;
}

// Of invoices that count: what is void is owed by nobody, and neither is its tax.
MonthTable taxTable(const QVector<store::MonthInvoice>& invoices) {
  struct TaxSum {
    qint64 count = 0, untold = 0, net = 0, tax = 0, total = 0;
  };
  QMap<QString, TaxSum> sums;
  for (const auto& r : invoices) {
    if (r.status == QLatin1String("void")) continue;
    TaxSum& sum = sums[r.currency];
    ++sum.count;
    sum.total += r.totalMinor;
    sum.tax += r.taxMinor.value_or(0);
    if (r.taxMinor)
      sum.net += r.totalMinor - *r.taxMinor;
    else
      ++sum.untold;
  }
  MonthTable table{QStringLiteral("tax"),
                   titleText("Tax by currency"),
                   {{"currency", titleText("Currency")},
                    {"invoices", titleText("Invoices"), K::Count},
                    {"net", titleText("Net"), K::Money},
                    {"tax", titleText("Tax"), K::Money},
                    {"total", titleText("Total"), K::Money},
                    {"tax_not_told", titleText("Invoices whose tax is not known"), K::Count}},
                   {}};
  for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum)
    table.rows.push_back({textCell(sum.key()), numberCell(sum->count), moneyCell(sum->net, sum.key()),
                          moneyCell(sum->tax, sum.key()), moneyCell(sum->total, sum.key()), numberCell(sum->untold)});
  return table;
}

MonthTable movementTable(const QVector<operations::MonthRow>& months) {
  MonthTable table{QStringLiteral("mrr-movements"),
                   titleText("MRR movements"),
                   {{"month", titleText("Month")},
                    {"currency", titleText("Currency")},
                    {"start", titleText("Start"), K::Money},
                    {"new", titleText("New"), K::Money},
                    {"expansion", titleText("Expansion"), K::Money},
                    {"contraction", titleText("Contraction"), K::Money},
                    {"churn", titleText("Churn"), K::Money},
                    {"reactivation", titleText("Reactivation"), K::Money},
                    {"currency_change", titleText("Currency change"), K::Money},
                    {"end", titleText("End"), K::Money},
                    {"customers_start", titleText("Customers at start"), K::Count},
                    {"customers_new", titleText("Customers new"), K::Count},
                    {"customers_churned", titleText("Customers churned"), K::Count},
                    {"customers_end", titleText("Customers at end"), K::Count}},
                   {}};
  for (const auto& r : months)
    table.rows.push_back(
        {textCell(QStringLiteral("%1-%2").arg(r.month / 100).arg(r.month % 100, 2, 10, QLatin1Char('0'))),
         textCell(r.currency), moneyCell(r.startMinor, r.currency), moneyCell(r.newMinor, r.currency),
         moneyCell(r.expansionMinor, r.currency), moneyCell(r.contractionMinor, r.currency),
         moneyCell(r.churnMinor, r.currency), moneyCell(r.reactivationMinor, r.currency),
         moneyCell(r.currencyMinor, r.currency), moneyCell(r.endMinor, r.currency), numberCell(r.customersStart),
         numberCell(r.customersNew), numberCell(r.customersChurned), numberCell(r.customersEnd)});
  return table;
}

QString ageName(const operations::Owing& owing, const operations::OwedRow& row) {
  for (const auto& age : owing.ages)
    if (age.currency == row.invoice.currency) return age.names.value(row.bucket);
  return {};
}

MonthTable ageingTable(const operations::Owing& owing) {
  MonthTable table{QStringLiteral("ageing"),
                   titleText("Owed by age"),
                   {{"number", titleText("Number"), K::Id},
                    {"customer", titleText("Customer"), K::Text, true},
                    {"issued_at", titleText("Issued"), K::Date},
                    {"due_at", titleText("Due"), K::Date},
                    {"days_overdue", titleText("Days overdue"), K::Count},
                    {"age", titleText("Age")},
                    {"remaining", titleText("Owed"), K::Money},
                    {"currency", titleText("Currency")},
                    {"external_id", titleText("Invoice id"), K::Id},
                    {"customer_external_id", titleText("Customer id"), K::Id, true}},
                   {}};
  for (const auto& r : owing.invoices)
    table.rows.push_back({firstText({r.invoice.number, r.invoice.externalId}),
                          firstText({r.invoice.customerName, r.invoice.customerExternalId}),
                          timeCell(r.invoice.issuedAt), timeCell(r.invoice.dueAt), numberCell(r.daysOverdue),
                          textCell(ageName(owing, r)), moneyCell(r.invoice.remainingMinor, r.invoice.currency),
                          textCell(r.invoice.currency), textCell(r.invoice.externalId),
                          textCell(r.invoice.customerExternalId)});
  return table;
}

}  // namespace

QVector<MonthTable> monthTables(const MonthFacts& facts) {
  return {invoiceTable(facts.invoices),
          {QStringLiteral("payments"), titleText("Payments"),
           moneyColumns(titleText("Invoice id"), "invoice_external_id", titleText("Method"), "method"),
           moneyRows(facts.payments)},
          {QStringLiteral("refunds"), titleText("Refunds"),
           moneyColumns(titleText("Payment id"), "payment_external_id", titleText("Reason"), "reason"),
           moneyRows(facts.refunds)},
          feeTable(facts.fees),
          taxTable(facts.invoices),
          movementTable(facts.movements),
          ageingTable(facts.owing)};
}

}  // namespace billing::reports
