#include "ui/details/customerdetail.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

#include "models/invoicemodel.h"
#include "models/paymentmodel.h"
#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/timelineentries.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/plancard.h"
#include "ui/widgets/scrollbox.h"
#include "ui/widgets/usagebars.h"

namespace billing::ui {

namespace {

constexpr int kMostPlanCards = 4;  // further ones are in the subscriptions list, one press away

}  // namespace

CustomerDetail::CustomerDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context, parent),
      stack_(new QStackedWidget),
      header_(new DetailHeader),
      facts_(new FactsCard),
      usage_(new UsageBars(context.words.locale)),
      tabs_(new QTabWidget),
      timeline_(new Timeline(context.words)),
      empty_(new EmptyState),
      plans_(new QVBoxLayout),
      payments_(models::paymentTable(), context.words),
      invoices_(models::invoiceTable(), context.words) {
  setObjectName(QStringLiteral("customerDetail"));
  empty_->say(QStringLiteral("customers"), tr("No customer selected"),
              tr("Choose one on the left to see plans, usage, payments and everything that happened."));
  build();
}

void CustomerDetail::build() {
  QVBoxLayout* rows = addDetailPage(this, stack_, empty_);
  rows->addWidget(header_);
  auto* about = new QWidget;
  auto* top = new QVBoxLayout(about);
  top->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 3));
  top->setSpacing(space(this, 3));
  plans_->setSpacing(space(this, 2));
  top->addLayout(plans_);
  top->addWidget(usage_);
  top->addWidget(facts_);
  rows->addWidget(new ScrollBox(about));
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setDrawBase(false);
  tabs_->addTab(timeline_, tr("Timeline"));
  tabs_->addTab(shortTable(QStringLiteral("customerPayments"), tr("Payments of this customer"), &payments_,
                           {QStringLiteral("created_at"), QStringLiteral("status"), QStringLiteral("amount"),
                            QStringLiteral("method"), QStringLiteral("failure")}),
                tr("Payments"));
  tabs_->addTab(shortTable(QStringLiteral("customerInvoices"), tr("Invoices of this customer"), &invoices_,
                           {QStringLiteral("number"), QStringLiteral("status"), QStringLiteral("total"),
                            QStringLiteral("issued_at"), QStringLiteral("remaining")}),
                tr("Invoices"));
  rows->addWidget(tabs_, 1);
  connect(header_->addButton(QStringLiteral("detailFire"), tr("Fire event…"), QStringLiteral("fire"),
                             tr("Compose an event about this customer (Ctrl+E)")),
          &QPushButton::clicked, this, &CustomerDetail::fire);
  connect(header_->addButton(QStringLiteral("detailEvents"), tr("Events"), QStringLiteral("webhooks"),
                             tr("Show this customer's events in the log")),
          &QPushButton::clicked, this, [this] {
            store::ListQuery query;
            query.filters = {{"customer_external_id", store::FilterOp::Is, {shown_.row.externalId}}};
            Q_EMIT context().navigator.listWanted(PaneId::Webhooks, query);
          });
  connect(timeline_, &Timeline::opened, &context().navigator, &Navigator::rowWanted);
}

void CustomerDetail::clearView() {
  shown_ = {};
  stack_->setCurrentIndex(0);
}

void CustomerDetail::load(qint64 row, const CancelToken& cancel) {
  whenDone(context().services.queries.customer(row, cancel), this,
           [this, row](const Result<store::CustomerDetail>& detail) {
             if (row != this->row()) return;
             if (!detail) {
               failLoading(detail.error());
               return;
             }
             show(*detail);
             finishLoading();
           });
}

void CustomerDetail::showPlans(const QVector<store::SubscriptionRow>& subscriptions) {
  const int wanted = qMin(kMostPlanCards, static_cast<int>(subscriptions.size()));
  while (planCards_.size() < wanted) {
    planCards_.push_back(new PlanCard(context()));
    plans_->addWidget(planCards_.last());
  }
  for (int i = 0; i < planCards_.size(); ++i) {
    planCards_.at(i)->setVisible(i < wanted);
    if (i < wanted) planCards_.at(i)->show(subscriptions.at(i));
  }
}

QVector<FactItem> CustomerDetail::facts() const {
  const auto& row = shown_.row;
  const auto& words = context().words;
  const QString mixed = row.mixedCurrencies ? tr("in several currencies") : QString();
  const auto money = [&](qint64 minor) {
    return mixed.isEmpty() ? row.currency.isEmpty() ? QString() : moneyText(minor, row.currency, words.locale) : mixed;
  };
  QVector<FactItem> facts;
  facts.push_back({tr("E-mail"), row.email, FactStyle::Copyable, {}, {}});
  facts.push_back({tr("MRR"), money(row.mrrMinor), FactStyle::Strong, {}, {}});
  facts.push_back(
      {tr("Paid so far"), money(row.paidMinor), FactStyle::Plain, tr("Succeeded payments less refunds"), {}});
  facts.push_back({tr("Last payment"),
                   row.lastPaymentAt
                       ? models::relativeTime(*row.lastPaymentAt, context().nowMs(), words.zone, words.locale)
                       : QString(),
                   FactStyle::Plain,
                   row.lastPaymentAt ? models::exactTime(*row.lastPaymentAt, words.zone) : QString(),
                   {}});
  facts.push_back(
      {tr("Customer since"),
       row.createdAt ? models::dayText(*row.createdAt, context().nowMs(), words.zone, words.locale) : QString(),
       FactStyle::Plain,
       row.createdAt ? models::exactTime(*row.createdAt, words.zone) : QString(),
       {}});
  return facts;
}

void CustomerDetail::show(const store::CustomerDetail& detail) {
  shown_ = detail;
  const auto& row = detail.row;
  const QString more = detail.subscriptions.size() > kMostPlanCards
                           ? tr("%1 subscriptions").arg(detail.subscriptions.size())
                           : QString();
  header_->show(row.name.isEmpty() ? row.externalId : row.name, row.deleted ? QStringLiteral("deleted") : row.status,
                row.externalId, more);
  showPlans(detail.subscriptions);
  usage_->setRows(detail.usage);
  facts_->setFacts(facts());
  timeline_->setEntries(entriesOf(detail.events) + entriesOf(detail.payments, context().words.locale) +
                        entriesOf(detail.invoices, context().words.locale));
  payments_.setRows(detail.payments);
  invoices_.setRows(detail.invoices);
  tabs_->setTabText(1, tr("Payments %1").arg(detail.payments.size()));
  tabs_->setTabText(2, tr("Invoices %1").arg(detail.invoices.size()));
  stack_->setCurrentIndex(1);
}

void CustomerDetail::fire() {
  if (!hasCustomer()) return;
  FireSeed seed = seedFor(shown_.row);
  if (!shown_.subscriptions.isEmpty()) seed = seedFor(shown_.subscriptions.first());
  Q_EMIT context().navigator.fireWanted(seed);
}

}  // namespace billing::ui
