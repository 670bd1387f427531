#include "ui/overview/movementcard.h"

#include <algorithm>

#include "ui/overview/movementchart.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::Metric;
using operations::MonthRow;

namespace {

QStringList monthCells(const MonthRow& month, const QLocale& locale) {
  QStringList cells{monthText(month.month), moneyText(month.startMinor, month.currency, locale)};
  for (const MovementPart& part : movementParts()) cells << signedMoneyText(month.*part.amount, month.currency, locale);
  cells << moneyText(month.endMinor, month.currency, locale) << locale.toString(month.customersNew)
        << locale.toString(month.customersChurned) << locale.toString(month.customersEnd) << month.note;
  return cells;
}

/// What each column of the table opens; the rest is about the month as a whole.
Metric columnMetric(int column) {
  const int parts = static_cast<int>(movementParts().size());
  if (column >= 2 && column < 2 + parts) return movementParts().at(column - 2).metric;
  switch (column - parts) {
    case 2:
      return Metric::Mrr;
    case 3:
      return Metric::NewMrr;
    case 4:
      return Metric::ChurnedMrr;
    case 5:
      return Metric::PayingCustomers;
    default:
      return Metric::NetNewMrr;
  }
}

}  // namespace

MovementCard::MovementCard(QWidget* parent)
    : ChartCard(QStringLiteral("movements"), tr("MRR and its movements"), parent), chart_(new MovementChart) {
  setDrawing(chart_, 18);
  showLegend();
  connect(this, &ChartCard::repainted, this, &MovementCard::showLegend);
  connect(chart_, &MovementChart::opened, this, &MovementCard::monthOpened);
  connect(chart_, &MovementChart::pointed, this,
          [this](const QString& words) { setFootnote(words.isEmpty() ? notes_ : words); });
  connect(this, &ChartCard::cellOpened, this, &MovementCard::openCell);
}

void MovementCard::showLegend() {
  const Tokens& tokens = tokensFor(palette());
  QStringList parts{QStringLiteral("<span style='color:%1'>━●</span>&nbsp;%2")
                        .arg(tokens.text.name(), tr("MRR at the month's end").toHtmlEscaped())};
  for (const MovementPart& part : movementParts())
    parts << QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2")
                 .arg(movementColor(part.metric, tokens).name(), say(part.name).toHtmlEscaped());
  setLegend(parts.join(QStringLiteral("&nbsp;&nbsp; ")));
}

void MovementCard::setMonths(const QVector<MonthRow>& months, const QLocale& locale) {
  months_ = months;
  chart_->setMonths(months, locale);
  NumberTable numbers;
  numbers.heads = QStringList{tr("Month"), tr("Start")};
  for (const MovementPart& part : movementParts()) numbers.heads << say(part.name);
  numbers.heads << tr("End") << tr("New customers") << tr("Lost customers") << tr("Customers") << tr("Note");
  QStringList notes;
  for (auto month = months.crbegin(); month != months.crend(); ++month) {  // newest first, as in every list
    numbers.cells << monthCells(*month, locale);
    if (!month->note.isEmpty()) notes.prepend(QStringLiteral("* %1: %2").arg(monthText(month->month), month->note));
  }
  setNumbers(numbers);
  notes_ = notes.join(QStringLiteral(" · "));
  setFootnote(notes_);
  const bool none = std::all_of(months.cbegin(), months.cend(),
                                [](const MonthRow& m) { return m.startMinor == 0 && m.endMinor == 0; });
  setNothing(none ? tr("No MRR in these months. It appears with the first subscription that is paid.") : QString());
}

void MovementCard::openCell(int row, int column) {
  const qsizetype index = months_.size() - 1 - row;
  if (index >= 0 && index < months_.size()) Q_EMIT monthOpened(columnMetric(column), months_.at(index).month);
}

}  // namespace billing::ui
