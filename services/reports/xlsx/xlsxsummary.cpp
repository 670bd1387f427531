#include "reports/xlsx/xlsxsummary.h"

#include "reports/lists/columntext.h"

namespace billing::reports {
namespace {

QString columnTitle(const ReportJob& job, const QByteArray& name) {
  for (const ReportColumn& column : job.columns)
    if (column.name == name) return column.title;
  return QString::fromUtf8(name);
}

void addTotals(SummaryLines& lines, const ReportJob& job, const Tally& tally) {
  lines.blank();
  lines.title(titleText("Totals"));
  for (const ReportColumn& column : job.columns) {
    const auto sums = tally.sums.value(column.name);
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum)
      lines.number(QStringLiteral("%1 %2").arg(columnTitle(job, column.name), sum.key()), sum.value(),
                   moneyPattern(sum.key()), moneyWords(sum.value(), sum.key()));
  }
}

}  // namespace

QVector<QPair<QString, QString>> headFacts(const ReportHead& head, const TimeWords& times) {
  QVector<QPair<QString, QString>> facts{
      {titleText("Workspace"), head.workspace},
      {titleText("Mode"), head.mode},
      {titleText("Provider"), head.provider},
      {titleText("Report"), head.title},
      {titleText("Period"), head.period},
      {titleText("Filter"), head.filter.isEmpty() ? titleText("none") : head.filter},
      {titleText("Zone of days"), times.zone()},
      {titleText("Zone of times"), times.localTimes() ? times.zone() : QStringLiteral("UTC")}};
  if (head.madeAt != 0) facts.push_back({titleText("Made"), QString::fromLatin1(times.instant(head.madeAt))});
  facts.push_back({titleText("By"), head.madeBy});
  facts.push_back({titleText("Program"), head.program});
  for (const QString& definition : head.definitions) facts.push_back({titleText("Definition"), definition});
  facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
  return facts;
}

Result<void> writeSummary(XlsxBook& book, lxw_worksheet* sheet, const ReportJob& job, const Tally& tally,
                          const XlsxSheets& sheets, const QByteArray& dataHash) {
  SummaryLines lines(book, sheet);
  lines.title(job.head.title);
  for (const auto& [label, value] : headFacts(job.head, job.times)) lines.fact(label, value);
  lines.number(titleText("Rows"), tally.rows, "#,##0", QByteArray::number(tally.rows));
  for (auto rows = tally.rowsOf.cbegin(); rows != tally.rowsOf.cend(); ++rows)
    if (!rows.key().isEmpty())
      lines.number(titleText("Rows in %1").arg(rows.key()), rows.value(), "#,##0", QByteArray::number(rows.value()));
  if (tally.rows == 0) lines.fact(titleText("Note"), titleText("There is nothing to show for this filter and period"));
  if (!tally.sums.isEmpty()) addTotals(lines, job, tally);
  if (sheets.amountsAsText() > 0)
    lines.fact(
        titleText("Note"),
        titleText("%1 amounts have more than 15 digits: they are texts, exact to the last unit, and a sum in the "
                  "spreadsheet leaves them out; the totals above count them")
            .arg(sheets.amountsAsText()));
  lines.blank();
  lines.fact(titleText("SHA-256 of the rows"), QString::fromLatin1(dataHash));
  return lines.outcome();
}

}  // namespace billing::reports
