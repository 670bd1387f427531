#include "ui/overview/cohortcard.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include "models/column.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/financeperiods.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

using operations::CohortRow;

namespace {

constexpr int kSharePart = Qt::UserRole + 90;  ///< percent, for the tint
constexpr int kNamed = 2;                      ///< columns before the first month: cohort and size

/// The ground is the accent, stronger for more; the number is written in whichever of both inks is easier to read.
class HeatDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Tokens& tokens = tokensFor(option.palette);
    const QVariant share = index.data(kSharePart);
    const QColor ground =
        share.isValid() ? mixed(tokens.accent, tokens.surface, 0.06 + 0.0074 * share.toInt()) : tokens.surface;
    const QColor light = tokens.dark ? tokens.text : tokens.surface;
    const QColor dark = tokens.dark ? tokens.surface : tokens.text;
    const bool cell = share.isValid();
    painter->fillRect(option.rect.adjusted(0, 0, cell ? -1 : 0, cell ? -1 : 0), ground);
    painter->setFont(option.font);
    painter->setPen(index.column() == 1                                           ? tokens.muted
                    : contrastRatio(dark, ground) >= contrastRatio(light, ground) ? dark
                                                                                  : light);
    const bool left = index.column() == 0;
    const QRect words =
        option.rect.adjusted(space(option.fontMetrics, left ? 1 : 2), 0, -space(option.fontMetrics, 2), 0);
    painter->drawText(words,
                      Qt::AlignVCenter | (cell   ? Qt::AlignHCenter
                                          : left ? Qt::AlignLeft
                                                 : Qt::AlignRight),
                      index.data().toString());
    if (!option.state.testFlag(QStyle::State_HasFocus)) return;
    painter->setPen(QPen(tokens.text, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
  }
};

void alignHead(QTableWidget& table, int from, int to, models::CellKind kind) {
  for (int column = from; column < to; ++column)
    table.horizontalHeaderItem(column)->setData(models::KindRole, static_cast<int>(kind));
}

constexpr int kDays = 30;  ///< between two columns, where these are days

QString shareWords(const CohortRow& row, int month, const QLocale& locale) {
  const QString active = locale.toString(row.active.at(month)), size = locale.toString(row.size);
  if (row.everyThirtyDays)
    return CohortCard::tr("%1 of %2 customers of %3 pay %4 days after they began")
        .arg(active, size, monthText(row.month), locale.toString(kDays * (month + 1)));
  return CohortCard::tr("%1 of %2 customers of %3 pay at the end of %4")
      .arg(active, size, monthText(row.month), monthText(monthAfter(row.month, month)));
}

QTableWidgetItem* shareItem(const CohortRow& row, int month, const QLocale& locale) {
  const int active = row.active.at(month);
  const auto share = retainedPercent(active, row.size);
  auto* item = new QTableWidgetItem(share ? QStringLiteral("%1 %").arg(*share) : CohortCard::tr("n/a"));
  if (share) item->setData(kSharePart, *share);
  const QString words = shareWords(row, month, locale);
  item->setToolTip(words);
  item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(item->text(), words));
  return item;
}

}  // namespace

std::optional<int> retainedPercent(int active, int size) {
  if (size <= 0) return std::nullopt;
  return (active * 200 + size) / (size * 2);
}

CohortCard::CohortCard(QWidget* parent)
    : ChartCard(QStringLiteral("cohorts"), tr("Retention by first month"), parent),
      heat_(new LedgerTable(QStringLiteral("cohortHeat"),
                            tr("Share of each month's new customers who still pay, by month"))) {
  heat_->horizontalHeader()->setStretchLastSection(false);
  heat_->horizontalHeader()->setMinimumSectionSize(chars(this, 5));
  heat_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + space(this, 2.5));
  heat_->setSelectionMode(QAbstractItemView::NoSelection);
  heat_->setItemDelegate(new HeatDelegate(heat_));
  heat_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  heat_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setDrawing(heat_, 16);
  connect(heat_, &LedgerTable::cellOpened, this, &CohortCard::openHeat);
  connect(this, &ChartCard::cellOpened, this,
          [this](int row, int column) { openHeat(row, column < kNamed ? column : kNamed + (column - kNamed) / 2); });
}

void CohortCard::setCohorts(const QVector<CohortRow>& cohorts, const QString& currency, const QLocale& locale) {
  cohorts_.clear();
  int columns = 0;
  for (const CohortRow& row : cohorts)
    if (row.currency == currency && row.size > 0) {
      cohorts_ << row;
      columns = qMax(columns, static_cast<int>(row.active.size()));
    }
  fillHeat(columns, locale);
  fillNumbers(columns, locale);
  setNote(cohorts_.isEmpty() ? QString()
          : countsDays()
              ? tr("of the customers who began in a month, the share who pay 30, 60, 90 days after")
              : tr("of the customers who began in a month, the share who pay at the end of each month after"));
  setNothing(cohorts_.isEmpty() ? tr("Nobody began to pay in these months.") : QString());
}

void CohortCard::fillHeat(int columns, const QLocale& locale) {
  heat_->clear();
  heat_->setRowCount(static_cast<int>(cohorts_.size()));
  heat_->setColumnCount(kNamed + columns);
  QStringList heads{tr("Began"), tr("New")};
  for (int month = 0; month < columns; ++month) heads << headOf(month);
  heat_->setHorizontalHeaderLabels(heads);
  alignHead(*heat_, 1, 2, models::CellKind::Count);
  alignHead(*heat_, kNamed, heat_->columnCount(), models::CellKind::Flag);  // above their cells, which are centred
  for (int row = 0; row < cohorts_.size(); ++row) {
    const CohortRow& cohort = cohorts_.at(row);
    heat_->setItem(row, 0, new QTableWidgetItem(monthText(cohort.month)));
    heat_->setItem(row, 1, new QTableWidgetItem(locale.toString(cohort.size)));
    for (int month = 0; month < cohort.active.size(); ++month)
      heat_->setItem(row, kNamed + month, shareItem(cohort, month, locale));
  }
  heat_->setColumnWidth(0, chars(this, 11));
  heat_->setColumnWidth(1, chars(this, 7));
  for (int column = kNamed; column < heat_->columnCount(); ++column) heat_->setColumnWidth(column, chars(this, 6.6));
}

void CohortCard::fillNumbers(int columns, const QLocale& locale) {
  NumberTable numbers{{tr("Began"), tr("New")}, {}};
  for (int month = 0; month < columns; ++month)
    numbers.heads << tr("%1 customers").arg(headOf(month)) << tr("%1 MRR").arg(headOf(month));
  for (const CohortRow& cohort : std::as_const(cohorts_)) {
    QStringList cells{monthText(cohort.month), locale.toString(cohort.size)};
    for (int month = 0; month < cohort.active.size(); ++month)
      cells << locale.toString(cohort.active.at(month))
            << moneyText(cohort.mrrMinor.value(month), cohort.currency, locale);
    numbers.cells << cells;
  }
  setNumbers(numbers);
}

QString CohortCard::headOf(int column) const {
  return countsDays() ? tr("+%1 d").arg(kDays * (column + 1)) : QStringLiteral("+%1").arg(column);
}

void CohortCard::openHeat(int row, int column) {
  if (row < 0 || row >= cohorts_.size() || countsDays()) return;
  const CohortRow& cohort = cohorts_.at(row);
  const int month = qMax(0, column - kNamed);
  if (month < cohort.active.size()) Q_EMIT cohortOpened(cohort.month, monthAfter(cohort.month, month));
}

}  // namespace billing::ui
