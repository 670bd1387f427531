#include "ui/panes/overviewpane.h"

#include <QDateTime>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "models/subscriptionmodel.h"
#include "support/whendone.h"
#include "ui/charts/daychart.h"
#include "ui/charts/mixbars.h"
#include "ui/details/detailpage.h"
#include "ui/panes/overviewfigures.h"
#include "ui/panes/servicefigures.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
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
  auto* title = new QLabel(tr("Overview"));
  title->setFont(titleFont(font()));
  title->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  column->addWidget(title);
  column->addWidget(banner_);
  column->addWidget(progress_);
  stack_->addWidget(buildPage());
  stack_->addWidget(empty_);
  column->addWidget(stack_, 1);
  const bool demo = context.services.demo != nullptr;
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
  connect(&context.updater, &models::ModelUpdater::changed, this, [this] {
    if (!isVisible())
      stale_ = true;
    else if (!throttle_.isActive())
      throttle_.start();
  });
  refresh();
}

QWidget* OverviewPane::buildPage() {
  auto* page = new QWidget;
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 4), space(this, 1), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 5));
  column->addLayout(buildFigures());
  if (context_.services.serviceLevel) column->addWidget(new ServiceFigures(context_.services.serviceLevel));
  column->addLayout(buildCharts(), 3);
  column->addLayout(buildLists(), 3);
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setWidget(page);
  return area;
}

QLayout* OverviewPane::buildFigures() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 3));
  const QStringList captions = {tr("Monthly recurring revenue"), tr("Active subscriptions"), tr("Past due"),
                                tr("Owed on open invoices"), tr("Paid in 30 days")};
  for (const QString& caption : captions) {
    figures_.push_back(new KeyFigure(caption));
    row->addWidget(figures_.last());
  }
  connect(figures_.at(0), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Subscriptions, {{"mrr", FilterOp::AtLeast, {qint64(1)}}}, "mrr"); });
  connect(figures_.at(1), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Subscriptions, {{"status", FilterOp::Is, {QStringLiteral("active")}}}); });
  connect(figures_.at(2), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Subscriptions, {{"status", FilterOp::Is, {QStringLiteral("past_due")}}}); });
  connect(figures_.at(3), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Invoices, {{"status", FilterOp::Is, {QStringLiteral("open")}}}, "due_at", false); });
  connect(figures_.at(4), &QAbstractButton::clicked, this, [this] {
    open(PaneId::Customers, {{"last_payment_at", FilterOp::AtLeast, {context_.nowMs() - 30 * qint64(86'400'000)}}},
         "last_payment_at");
  });
  return row;
}

QLayout* OverviewPane::buildCharts() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 6));
  payments_ = new DayChart(tr("Payments per day"));
  webhooks_ = new DayChart(tr("Webhooks per day"));
  connect(payments_, &DayChart::opened, this, [this] { open(PaneId::Customers, {}, "last_payment_at"); });
  connect(webhooks_, &DayChart::opened, this, [this] { open(PaneId::Webhooks, {}); });
  row->addWidget(payments_, 1);
  row->addWidget(webhooks_, 1);
  return row;
}

QLayout* OverviewPane::buildLists() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 6));
  auto* left = new QVBoxLayout;
  left->setSpacing(space(this, 2));
  auto* planTitle = new QLabel(tr("Active subscriptions by plan"));
  planTitle->setFont(strongFont(font()));
  plans_ = new MixBars;
  renewalsTitle_ = new QLabel;
  planTitle->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  renewalsTitle_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  left->addWidget(planTitle);
  left->addWidget(plans_, 1);
  auto* right = new QVBoxLayout;
  right->setSpacing(space(this, 1));
  renewalsTitle_->setFont(strongFont(font()));
  renewals_ = shortTable(
      QStringLiteral("renewals"), tr("Renewals of the next 30 days"), &renewalRows_,
      {QStringLiteral("customer"), QStringLiteral("plan"), QStringLiteral("renews_at"), QStringLiteral("amount")});
  renewals_->setMinimumHeight(ui::rowHeight(fontMetrics()) * 7);
  right->addWidget(renewalsTitle_);
  right->addWidget(renewals_, 1);
  connect(plans_, &MixBars::opened, this, [this](const QString& plan) {
    open(PaneId::Subscriptions, {{"plan", FilterOp::Is, {plan}}, {"status", FilterOp::Is, {QStringLiteral("active")}}});
  });
  connect(renewals_, &DataTable::rowOpened, this,
          [this](qint64 id) { Q_EMIT context_.navigator.rowWanted(PaneId::Subscriptions, id); });
  row->addLayout(left, 1);
  row->addLayout(right, 1);
  return row;
}

void OverviewPane::open(PaneId pane, const QVector<FieldFilter>& filters, const QByteArray& sort, bool descending) {
  Q_EMIT context_.navigator.listWanted(pane, store::ListQuery{{}, filters, sort, descending});
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
  progress_->setRunning(true);
  whenDone(context_.services.queries.overview(context_.nowMs(), cancel_), this,
           [this](const Result<store::OverviewFacts>& facts) {
             if (!facts && facts.error().kind == ErrorKind::Cancelled) return;
             loading_ = false;
             progress_->setRunning(false);
             if (facts) {
               banner_->dismiss();
               show(*facts);
             } else {
               banner_->showError(facts.error(), tr("Try again"));
             }
             Q_EMIT settled();
           });
}

void OverviewPane::show(const store::OverviewFacts& facts) {
  facts_ = facts;
  stack_->setCurrentIndex(facts.eventsTotal == 0 ? 1 : 0);
  showFigures(facts);
  const QLocale& locale = context_.words.locale;
  const WebhookDays days = webhookDays(facts);
  webhooks_->setDays(days.days, days.series, days.note);
  const WebhookDays revenue = revenueDays(facts, locale);
  payments_->setDays(revenue.days, revenue.series, revenue.note);
  plans_->setParts(facts.planMix);
  renewalRows_.setRows(facts.renewals);
  renewalsTitle_->setText(facts.renewals.isEmpty() ? tr("No renewals in the next 30 days")
                          : facts.renewals.size() < 50
                              ? tr("Renewals of the next 30 days: %1").arg(facts.renewals.size())
                              : tr("Renewals of the next 30 days: the first 50"));
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
