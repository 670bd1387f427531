#include "ui/overview/ageingcard.h"

#include "ui/overview/amountbars.h"
#include "ui/overview/figurerowsdialog.h"
#include "ui/presenters/moneytext.h"

namespace billing::ui {

using operations::AgeingRow;

namespace {

/// Older is stronger; what is not due yet is no reason to worry.
AmountBar ageBar(const AgeingRow& row, int bucket, const QLocale& locale) {
  AmountBar bar;
  const int invoices = row.invoices.value(bucket);
  bar.name = ageTitle(row.names.value(bucket));
  bar.size = row.totals.value(bucket);
  bar.amount = moneyText(bar.size, row.currency, locale);
  bar.count =
      invoices == 1 ? AgeingCard::tr("1 invoice") : AgeingCard::tr("%1 invoices").arg(locale.toString(invoices));
  bar.tone = bucket == 0 ? Tone::Muted : Tone::Danger;
  constexpr double kStrength[] = {0.55, 0.35, 0.55, 0.78, 1.0};
  bar.strength = kStrength[qBound(0, bucket, 4)];
  return bar;
}

}  // namespace

AgeingCard::AgeingCard(QWidget* parent)
    : ChartCard(QStringLiteral("ageing"), tr("Owed, by age"), parent), bars_(new AmountBars) {
  setDrawing(bars_, 14);
  connect(bars_, &AmountBars::opened, this, &AgeingCard::bucketOpened);
  connect(this, &ChartCard::opened, this, [this] { Q_EMIT bucketOpened(-1); });
  connect(this, &ChartCard::cellOpened, this, [this](int row) { Q_EMIT bucketOpened(row); });
}

void AgeingCard::setAges(const QVector<AgeingRow>& ages, const QString& currency, const QLocale& locale) {
  const auto found =
      std::find_if(ages.cbegin(), ages.cend(), [&](const AgeingRow& row) { return row.currency == currency; });
  QVector<AmountBar> bars;
  NumberTable numbers{{tr("Age"), tr("Owed"), tr("Invoices")}, {}};
  qint64 due = 0;
  if (found != ages.cend())
    for (int bucket = 0; bucket < found->totals.size(); ++bucket) {
      bars << ageBar(*found, bucket, locale);
      numbers.cells << QStringList{bars.last().name, bars.last().amount,
                                   locale.toString(found->invoices.value(bucket))};
      if (bucket > 0) due += found->totals.at(bucket);
    }
  bars_->setBars(bars);
  setNumbers(numbers);
  setNote(bars.isEmpty() ? QString() : tr("past due: %1").arg(moneyText(due, currency, locale)));
  setNothing(bars.isEmpty() ? tr("Nobody owes anything.") : QString());
}

}  // namespace billing::ui
