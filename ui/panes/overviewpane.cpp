#include "ui/panes/overviewpane.h"

#include <QDateTime>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "models/subscriptionmodel.h"
#include "operations/financedesk.h"
#include "support/whendone.h"
#include "ui/charts/daychart.h"
#include "ui/charts/mixbars.h"
#include "ui/overview/chartcard.h"
#include "ui/overview/figurerowsdialog.h"
#include "ui/overview/financeboard.h"
#include "ui/overview/periodpicker.h"
#include "ui/overview/sincestrip.h"
#include "ui/panes/overviewfigures.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/keyfigure.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

using store::FieldFilter;
using store::FilterOp;

OverviewPane::OverviewPane(const PaneContext& context, QWidget* parent)
    : Pane(parent),
      context_(context),
      stack_(new QStackedWidget),
      banner_(new ErrorBanner),
      progress_(new ProgressLine),
      empty_(new EmptyState),
      renewalRows_(models::subscriptionTable(), context.words) {
  setObjectName(QStringLiteral("pane_overview"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(buildHead());
  stack_->addWidget(buildPage());
  stack_->addWidget(empty_);
  if (since_ != nullptr) column->addWidget(since_);
  column->addWidget(banner_);
  column->addWidget(progress_);
  column->addWidget(stack_, 1);
  watch();
  refresh();
}

void OverviewPane::watch() {
  const bool demo = context_.services.demo != nullptr;
  empty_->say(QStringLiteral("overview"), tr("Nothing to sum up yet"),
              tr("Key figures, payments and webhook health appear with the first events."),
              demo ? tr("Fill with demo data") : tr("Fire a test event…"));
  connect(empty_, &EmptyState::actionTriggered, this, [this] {
    if (context_.services.demo != nullptr)
      context_.services.demo->start();
    else
      Q_EMIT context_.navigator.fireWanted({});
  });
  connect(banner_, &ErrorBanner::actionTriggered, this, &OverviewPane::refresh);
  throttle_.setSingleShot(true);
  throttle_.setInterval(2000);
  connect(&throttle_, &QTimer::timeout, this, [this] {
    stale_ = !isVisible();
    if (!stale_) refresh();
  });
  connect(&context_.updater, &models::ModelUpdater::changed, this, [this] {
    if (!isVisible())
      stale_ = true;
    else if (!throttle_.isActive())
      throttle_.start();
  });
}

void OverviewPane::watchBoard() {
  connect(board_, &FinanceBoard::shown, this, [this] {
    showRenewals();
    showSince();
  });
  connect(board_, &FinanceBoard::failed, this,
          [this](const Error& error) { banner_->showError(error, tr("Try again")); });
  connect(board_, &FinanceBoard::settled, this, [this] {
    progress_->setRunning(!isSettled());
    if (isSettled()) Q_EMIT settled();
  });
  connect(picker_, &PeriodPicker::changed, this, [this] { progress_->setRunning(true); });
  connect(context_.services.finance, &operations::FinanceDesk::changed, this, [this] {
    stale_ = !isVisible();
    if (!stale_) refresh();
  });
  since_ = new SinceStrip(context_, this);
  connect(since_, &SinceStrip::opened, this, &OverviewPane::openSince);
  connect(since_, &SinceStrip::pastDueWanted, this,
          [this] { open(PaneId::Subscriptions, {{"status", FilterOp::Is, {QStringLiteral("past_due")}}}); });
}

bool OverviewPane::isSettled() const {
  return !loading_ && (board_ == nullptr || board_->isSettled());
}

void OverviewPane::open(PaneId pane, const QVector<FieldFilter>& filters, const QByteArray& sort, bool descending) {
  Q_EMIT context_.navigator.listWanted(pane, store::ListQuery{{}, filters, sort, descending});
}

/// The deliveries of a day that ended in that way; -1: all of them.
void OverviewPane::openDay(int day, int series) {
  if (day < 0 || day >= facts_.webhookDays.size()) return;
  const qint64 start = facts_.webhookDays.at(day).dayStart;
  QVector<FieldFilter> filters{{"received_at", FilterOp::AtLeast, {start}},
                               {"received_at", FilterOp::Below, {start + qint64(86'400'000)}}};
  const QVector<QVariantList> states = webhookStates();
  if (series >= 0 && series < states.size()) filters << FieldFilter{"state", FilterOp::AnyOf, states.at(series)};
  open(PaneId::Webhooks, filters);
}

/// The rows of the months in which something changed since then.
void OverviewPane::openSince(operations::Metric metric, const QString& currency, qint64 since) {
  const QTimeZone zone(picker_->zone().toUtf8());
  const QDate first = QDateTime::fromMSecsSinceEpoch(since, zone).date();
  const QDate today = QDateTime::fromMSecsSinceEpoch(context_.nowMs(), zone).date();
  operations::FinancePeriod period = monthPeriod(monthOf(today), picker_->zone());
  period.from = monthPeriod(monthOf(first), {}).from;
  openFigure(context_, {metric, period, currency}, window());
}

void OverviewPane::showEvent(QShowEvent* event) {
  Pane::showEvent(event);
  if (!loading_ && (stale_ || throttle_.isActive())) refresh();
}

void OverviewPane::refresh() {
  cancel_.cancel();
  cancel_ = CancelToken();
  loading_ = true;
  stale_ = false;
  banner_->dismiss();
  progress_->setRunning(true);
  if (board_ != nullptr) board_->refresh();
  askFacts();
}

void OverviewPane::askFacts() {
  whenDone(context_.services.queries.overview(context_.nowMs(), cancel_), this,
           [this](const Result<store::OverviewFacts>& facts) {
             if (!facts && facts.error().kind == ErrorKind::Cancelled) return;
             loading_ = false;
             progress_->setRunning(!isSettled());
             if (facts)
               show(*facts);
             else
               banner_->showError(facts.error(), tr("Try again"));
             if (isSettled()) Q_EMIT settled();
           });
}

void OverviewPane::show(const store::OverviewFacts& facts) {
  facts_ = facts;
  told_ = true;
  stack_->setCurrentIndex(facts.eventsTotal == 0 ? 1 : 0);
  const WebhookDays days = webhookDays(facts);
  webhooks_->setDays(days.days, days.series, days.note);
  if (payments_ != nullptr) {
    const WebhookDays revenue = revenueDays(facts, context_.words.locale);
    payments_->setDays(revenue.days, revenue.series, revenue.note);
    showFigures(facts);
  }
  showPlans();
  showRenewals();
  showSince();
}

void OverviewPane::showPlans() {
  plans_->setParts(facts_.planMix);
  int total = 0;
  for (const auto& part : facts_.planMix) total += part.count;
  NumberTable numbers{{tr("Plan"), tr("Subscriptions"), tr("Share")}, {}};
  for (const auto& part : facts_.planMix)
    numbers.cells << QStringList{part.name, context_.words.locale.toString(part.count),
                                 QStringLiteral("%1 %").arg(total > 0 ? (part.count * 200 + total) / (total * 2) : 0)};
  planCard_->setNumbers(numbers);
  planCard_->setNothing(facts_.planMix.isEmpty() ? tr("No subscription is active.") : QString());
}

/// Finance knows more of them, and what they will bring.
void OverviewPane::showRenewals() {
  const bool knows = board_ != nullptr;
  const int most = knows ? 200 : 50;
  renewalRows_.setRows(knows ? board_->overview().renewals : facts_.renewals);
  const int count = renewalRows_.rowCount();
  renewalsTitle_->setText(count == 0     ? tr("No renewals in the next 30 days")
                          : count < most ? tr("Renewals of the next 30 days: %1").arg(count)
                                         : tr("Renewals of the next 30 days: the first %1").arg(most));
  if (!knows) return;
  const QString sum = figuresText(board_->overview().expected, context_.words.locale);
  expected_->setText(tr("Expected %1: an estimate, if every payment comes through and nobody cancels").arg(sum));
  expected_->setToolTip(expected_->text());
  expected_->setVisible(!board_->overview().expected.isEmpty());
}

void OverviewPane::showSince() {
  if (since_ != nullptr && told_ && board_->isSettled()) since_->showChanges(board_->months(), picker_->zone(), facts_);
}

void OverviewPane::showFigures(const store::OverviewFacts& facts) {
  const QLocale& locale = context_.words.locale;
  const auto number = [&locale](int n) { return locale.toString(n); };
  figures_.at(0)->show(figuresText(facts.mrr.mid(0, 1), locale),
                       facts.mrr.size() > 1 ? tr("and %1").arg(figuresText(facts.mrr.mid(1), locale))
                                            : tr("%1 active subscriptions").arg(number(facts.activeSubscriptions)));
  figures_.at(1)->show(number(facts.activeSubscriptions),
                       tr("%1 in trial · %2 cancelling").arg(number(facts.trialing), number(facts.cancelling)));
  figures_.at(2)->show(number(facts.pastDue),
                       facts.pastDue == 0 ? tr("every payment came through") : tr("the last payment failed"),
                       facts.pastDue > 0 ? Tone::Warning : Tone::Neutral);
  figures_.at(3)->show(figuresText(facts.owed.mid(0, 1), locale),
                       facts.owed.isEmpty()    ? tr("no open invoice")
                       : facts.owed.size() > 1 ? tr("and %1").arg(figuresText(facts.owed.mid(1), locale))
                                               : tr("%1 open invoices").arg(number(facts.owed.first().count)));
  figures_.at(4)->show(figuresText(facts.paid30Days.mid(0, 1), locale),
                       facts.paid30Days.isEmpty()    ? tr("no payment")
                       : facts.paid30Days.size() > 1 ? tr("and %1").arg(figuresText(facts.paid30Days.mid(1), locale))
                                                     : tr("%1 payments").arg(number(facts.paid30Days.first().count)));
}

}  // namespace billing::ui
