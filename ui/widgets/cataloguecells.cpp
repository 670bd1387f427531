#include "ui/widgets/cataloguecells.h"

#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

/// `now`: of the mode that the workspace is in; the other one's can wait until then.
void addIdLines(QVector<CellLine>& lines, const QString& mode, const CatalogueId& id, bool now) {
  if (!id.id.isEmpty()) lines.push_back({Voice::Id, QStringLiteral("%1\t%2").arg(mode, id.id)});
  if (!id.problem.isEmpty())
    lines.push_back({now ? Voice::Problem : Voice::Advice, say("%1 id %2").arg(mode, id.problem)});
}

QString subscribersText(const CataloguePrice& price, const QLocale& locale) {
  if (price.unit.isEmpty() && price.subscribers == 0) return say("sold once");
  const QString many =
      price.subscribers == 1 ? say("1 subscriber") : say("%1 subscribers").arg(locale.toString(price.subscribers));
  return price.mrr.isEmpty() ? many : say("%1 · MRR %2").arg(many, price.mrr);
}

}  // namespace

QTableWidgetItem* linesCell(const QVector<CellLine>& lines, const QString& aside) {
  auto* cell = new QTableWidgetItem;
  QStringList spoken;
  for (const CellLine& line : lines) spoken << QString(line.text).replace(QLatin1Char('\t'), QLatin1Char(' '));
  if (!aside.isEmpty()) spoken.insert(1, aside);
  cell->setData(LinesDelegate::LinesRole, LinesDelegate::asVariant(lines));
  cell->setData(LinesDelegate::AsideRole, aside);
  cell->setData(Qt::AccessibleTextRole, spoken.join(QStringLiteral(", ")));
  cell->setToolTip(spoken.join(QLatin1Char('\n')));
  return cell;
}

QTableWidgetItem* listCell(const QStringList& texts) {
  QVector<CellLine> lines;
  for (const QString& text : texts) lines.push_back({Voice::Quiet, text});
  if (lines.isEmpty()) lines.push_back({Voice::Quiet, QStringLiteral("–")});
  return linesCell(lines);
}

QTableWidgetItem* priceCell(const CataloguePrice& price, bool live, const QLocale& locale) {
  QVector<CellLine> lines{{Voice::Plain, price.price}, {Voice::Quiet, subscribersText(price, locale)}};
  addIdLines(lines, say("test"), price.test, !live);
  addIdLines(lines, say("live"), price.live, live);
  for (const QString& problem : {price.chargedProblem, price.savingProblem})
    if (!problem.isEmpty()) lines.push_back({Voice::Problem, problem});
  QTableWidgetItem* cell = linesCell(lines, price.saving);
  cell->setData(TestIdRole, price.test.id);
  cell->setData(LiveIdRole, price.live.id);
  return cell;
}

}  // namespace billing::ui
