#include "ui/overview/metricsdialog.h"

#include "operations/financedesk.h"
#include "support/whendone.h"
#include "ui/overview/cohortcard.h"
#include "ui/overview/figurerowsdialog.h"
#include "ui/overview/ledgertable.h"
#include "ui/overview/movementcard.h"
#include "ui/overview/periodpicker.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/moneytext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

using operations::CreditMonthRow;
using operations::Metric;
using operations::MonthRow;
using operations::RevenueRow;

namespace {

/// What the columns of both tables open, from the second on.
constexpr Metric kRevenueColumns[] = {Metric::Invoiced, Metric::Recognised, Metric::Deferred, Metric::Refunded,
                                      Metric::Disputed};
constexpr std::optional<Metric> kCreditColumns[] = {Metric::CreditsSold, std::nullopt,  // no figure is of what is given
                                                    Metric::CreditsUsed, Metric::CreditsExpired,
                                                    Metric::CreditsOutstanding};

template <class Row>
QVector<Row> ofCurrency(const QVector<Row>& rows, const QString& currency) {
  QVector<Row> found;
  for (const Row& row : rows)
    if (row.currency == currency) found << row;
  return found;
}

NumberTable revenueNumbers(const QVector<RevenueRow>& rows, const QLocale& locale) {
  using D = MetricsDialog;
  NumberTable numbers{{D::tr("Month"), D::tr("Invoiced"), D::tr("Recognised"), D::tr("Deferred at its end"),
                       D::tr("Refunded"), D::tr("Disputed")},
                      {}};
  for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
    QStringList cells{monthText(row->month)};
    for (const qint64 amount :
         {row->invoicedMinor, row->recognisedMinor, row->deferredMinor, row->refundedMinor, row->disputedMinor})
      cells << moneyText(amount, row->currency, locale);
    numbers.cells << cells;
  }
  return numbers;
}

NumberTable creditNumbers(const QVector<CreditMonthRow>& rows, const QLocale& locale) {
  using D = MetricsDialog;
  NumberTable numbers{{D::tr("Month"), D::tr("Sold"), D::tr("Granted"), D::tr("Used"), D::tr("Expired"),
                       D::tr("Outstanding at its end")},
                      {}};
  for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
    QStringList cells{monthText(row->month)};
    for (const qint64 tenths :
         {row->soldTenths, row->grantedTenths, row->usedTenths, row->expiredTenths, row->outstandingTenths})
      cells << figureValueText(operations::FigureKind::Credits, tenths, {}, locale);
    numbers.cells << cells;
  }
  return numbers;
}

}  // namespace

template <class T>
void MetricsDialog::ask(QFuture<Result<T>> future, T MetricsDialog::* place) {
  ++pending_;
  whenDone(future, this, [this, asked = cancel_, place](const Result<T>& answer) {
    if (asked.cancelled()) return;  // another period has taken its place
    if (answer)
      this->*place = *answer;
    else
      banner_->showError(answer.error(), tr("Try again"));
    if (--pending_ > 0) return;
    progress_->setRunning(false);
    showAll();
    Q_EMIT loaded();
  });
}

void MetricsDialog::load() {
  cancel_.cancel();
  cancel_ = CancelToken();
  pending_ = 0;
  banner_->dismiss();
  progress_->setRunning(true);
  operations::FinanceDesk& desk = *context_.services.finance;
  const operations::FinancePeriod period = picker_->period();
  const operations::FinancePeriod months = atLeastMonths(period, 12);
  ask(desk.figures(period, cancel_), &MetricsDialog::figures_);
  ask(desk.months(months, cancel_), &MetricsDialog::months_);
  ask(desk.cohorts(months, cancel_), &MetricsDialog::cohorts_);
  ask(desk.revenue(months, cancel_), &MetricsDialog::revenue_);
  ask(desk.credits(months, cancel_), &MetricsDialog::credits_);
}

void MetricsDialog::showAll() {
  operations::FinanceOverview all;
  all.months = months_;
  all.figures = figures_;
  picker_->setCurrencies(currenciesOf(all));
  const QString currency = picker_->currency();
  const QLocale& locale = context_.words.locale;
  showFigures();
  movements_->setMonths(ofCurrency(months_, currency), locale);
  retention_->setCohorts(cohorts_, currency, locale);
  revenueTable_->setNumbers(revenueNumbers(ofCurrency(revenue_, currency), locale));
  creditTable_->setNumbers(creditNumbers(credits_, locale));
}

void MetricsDialog::showFigures() {
  const qint64 kept = table_->currentId();
  lines_.setRows(figureLines(figures_, picker_->currency(), context_.words.locale));
  if (kept > 0 && kept <= lines_.rowCount()) table_->selectRow(static_cast<int>(kept) - 1);
}

void MetricsDialog::openFigureRow(qint64 id) {
  if (id < 1 || id > lines_.rowCount()) return;
  const operations::Figure& figure = lines_.rows().at(id - 1).figure;
  openFigure(context_, {figure.metric, picker_->period(), figure.currency, 0, figure.converted}, this);
}

void MetricsDialog::openMonth(Metric metric, int month, int cohort) {
  const bool credits = metric >= Metric::CreditsSold;
  openFigure(context_, {metric, monthPeriod(month, picker_->zone()), credits ? QString() : picker_->currency(), cohort},
             this);
}

/// Newest first, as they are listed.
void MetricsDialog::openRevenue(int row, int column) {
  const QVector<RevenueRow> rows = ofCurrency(revenue_, picker_->currency());
  const qsizetype index = rows.size() - 1 - row;
  if (index >= 0 && column > 0) openMonth(kRevenueColumns[column - 1], rows.at(index).month);
}

void MetricsDialog::connectParts() {
  connect(picker_, &PeriodPicker::changed, this, &MetricsDialog::load);
  connect(picker_, &PeriodPicker::currencyChanged, this, &MetricsDialog::showAll);
  connect(banner_, &ErrorBanner::actionTriggered, this, &MetricsDialog::load);
  connect(context_.services.finance, &operations::FinanceDesk::changed, this, &MetricsDialog::load);
  connect(table_, &DataTable::rowOpened, this, &MetricsDialog::openFigureRow);
  connect(movements_, &MovementCard::monthOpened, this, [this](Metric metric, int month) { openMonth(metric, month); });
  connect(movements_, &ChartCard::opened, this,
          [this] { openFigure(context_, {Metric::NetNewMrr, picker_->period(), picker_->currency()}, this); });
  connect(retention_, &CohortCard::cohortOpened, this,
          [this](int cohort, int month) { openMonth(Metric::PayingCustomers, month, cohort); });
  connect(retention_, &ChartCard::opened, this,
          [this] { openFigure(context_, {Metric::PayingCustomers, picker_->period(), picker_->currency()}, this); });
  connect(revenueTable_, &LedgerTable::cellOpened, this, &MetricsDialog::openRevenue);
  connect(creditTable_, &LedgerTable::cellOpened, this, [this](int row, int column) {
    const qsizetype index = credits_.size() - 1 - row;
    if (index < 0 || column < 1) return;
    if (const auto metric = kCreditColumns[column - 1]) openMonth(*metric, credits_.at(index).month);
  });
}

}  // namespace billing::ui
