#include "ui/overview/financeboard.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "operations/financedesk.h"
#include "support/whendone.h"
#include "ui/overview/ageingcard.h"
#include "ui/overview/cohortcard.h"
#include "ui/overview/figurerowsdialog.h"
#include "ui/overview/figuretiles.h"
#include "ui/overview/movementcard.h"
#include "ui/overview/periodpicker.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

using operations::CohortRow;
using operations::FinanceOverview;
using operations::FinancePeriod;
using operations::Metric;
using operations::MonthRow;

namespace {

constexpr int kChartMonths = 12;

template <class Row>
QVector<Row> inCurrency(const QVector<Row>& rows, const QString& currency) {
  QVector<Row> found;
  for (const Row& row : rows)
    if (row.currency == currency) found << row;
  return found;
}

/// What is owed has no figure before it; how much of it is late says more.
QVector<operations::Figure> withDue(const FinanceOverview& overview, const QLocale& locale) {
  QVector<operations::Figure> figures = overview.figures;
  for (operations::Figure& figure : figures) {
    if (figure.metric != Metric::Owed || figure.before || !figure.note.isEmpty()) continue;
    for (const auto& ages : overview.ages)
      if (ages.currency == figure.currency && figure.value)
        figure.note = FinanceBoard::tr("%1 of it past due")
                          .arg(moneyText(*figure.value - ages.totals.value(0), ages.currency, locale));
  }
  return figures;
}

}  // namespace

FinanceBoard::FinanceBoard(const PaneContext& context, PeriodPicker& picker, QWidget* parent)
    : QWidget(parent),
      context_(context),
      picker_(picker),
      tiles_(new FigureTiles),
      movements_(new MovementCard),
      ageing_(new AgeingCard),
      retention_(new CohortCard) {
  setObjectName(QStringLiteral("financeBoard"));
  build();
  connectParts();
}

void FinanceBoard::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 5));
  column->addWidget(tiles_);
  auto* upper = new QHBoxLayout;
  upper->setSpacing(space(this, 6));
  upper->addWidget(movements_, 2);
  upper->addWidget(ageing_, 1);
  column->addLayout(upper, 1);
  lower_ = new QHBoxLayout;
  lower_->setSpacing(space(this, 6));
  lower_->addWidget(retention_, 2);
  column->addLayout(lower_, 1);
}

void FinanceBoard::placeBeside(QWidget* widget) {
  lower_->addWidget(widget, 1);
}

void FinanceBoard::connectParts() {
  connect(tiles_, &FigureTiles::opened, this, [this](Metric metric) {
    if (metric == Metric::Owed)
      openBucket(-1);
    else
      openMetric(metric, overview_.period);
  });
  connect(movements_, &ChartCard::opened, this, [this] { openMetric(Metric::NetNewMrr, overview_.period); });
  connect(movements_, &MovementCard::monthOpened, this,
          [this](Metric metric, int month) { openMetric(metric, monthPeriod(month, picker_.zone())); });
  connect(ageing_, &AgeingCard::bucketOpened, this, &FinanceBoard::openBucket);
  connect(retention_, &ChartCard::opened, this, [this] { openMetric(Metric::PayingCustomers, overview_.period); });
  connect(retention_, &CohortCard::cohortOpened, this, [this](int cohort, int month) {
    openMetric(Metric::PayingCustomers, monthPeriod(month, picker_.zone()), cohort);
  });
  connect(&picker_, &PeriodPicker::changed, this, &FinanceBoard::refresh);
  connect(&picker_, &PeriodPicker::currencyChanged, this, &FinanceBoard::showAll);
}

void FinanceBoard::openMetric(Metric metric, const FinancePeriod& period, int cohort) {
  openFigure(context_, {metric, period, picker_.currency(), cohort}, window());
}

void FinanceBoard::openBucket(int bucket) {
  const QTimeZone zone(picker_.zone().toUtf8());
  const QDate today = QDateTime::fromMSecsSinceEpoch(context_.nowMs(), zone).date();
  OwedQuestion question{qMin(today, overview_.period.to), picker_.zone(), picker_.currency(), bucket, {}};
  for (const auto& ages : overview_.ages)
    if (ages.currency == question.currency) question.ageName = ages.names.value(bucket);
  openOwed(context_, question, window());
}

template <class T>
void FinanceBoard::ask(QFuture<Result<T>> future, std::function<void(const T&)> then) {
  ++pending_;
  whenDone(future, this, [this, asked = cancel_, then = std::move(then)](const Result<T>& answer) {
    if (asked.cancelled()) return;  // another question has taken its place
    if (answer) then(*answer);
    answered(answer ? nullptr : &answer.error());
  });
}

void FinanceBoard::refresh() {
  cancel_.cancel();
  cancel_ = CancelToken();
  pending_ = 0;
  error_.reset();
  askAll(picker_.period());
}

void FinanceBoard::askAll(const FinancePeriod& period) {
  const bool enough = atLeastMonths(period, kChartMonths) == period;
  ask<FinanceOverview>(context_.services.finance->overview(period, cancel_), [this, enough](const auto& overview) {
    overview_ = overview;
    if (!enough) return;
    months_ = overview.months;
    cohorts_ = overview.cohorts;
  });
  if (!enough) askMonths(atLeastMonths(period, kChartMonths));
}

void FinanceBoard::askMonths(const FinancePeriod& period) {
  ask<QVector<MonthRow>>(context_.services.finance->months(period, cancel_),
                         [this](const auto& months) { months_ = months; });
  ask<QVector<CohortRow>>(context_.services.finance->cohorts(period, cancel_),
                          [this](const auto& cohorts) { cohorts_ = cohorts; });
}

void FinanceBoard::answered(const Error* error) {
  if (error != nullptr) error_ = *error;
  if (--pending_ > 0) return;
  if (error_)
    Q_EMIT failed(*error_);
  else
    showAll();
  Q_EMIT settled();
}

void FinanceBoard::showAll() {
  FinanceOverview all = overview_;
  all.months = months_;
  picker_.setCurrencies(currenciesOf(all));
  const QString currency = picker_.currency();
  const QLocale& locale = context_.words.locale;
  tiles_->setFigures(withDue(overview_, locale), currency, locale);
  movements_->setMonths(inCurrency(months_, currency), locale);
  const QString months = periodText(atLeastMonths(overview_.period, kChartMonths));
  movements_->setNote(currency.isEmpty() ? months : tr("%1, %2").arg(currency, months));
  ageing_->setAges(overview_.ages, currency, locale);
  retention_->setCohorts(cohorts_, currency, locale);
  Q_EMIT shown();
}

}  // namespace billing::ui
