#include "ui/details/customerdetail.h"

#include <QLabel>
#include <QPushButton>

#include "models/invoicemodel.h"
#include "models/paymentmodel.h"
#include "ui/admin/orderbutton.h"
#include "ui/details/accountfacts.h"
#include "ui/details/accounttabs.h"
#include "ui/details/confirmationcard.h"
#include "ui/details/customerfacts.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/details/historytab.h"
#include "ui/details/paidyears.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/timelineentries.h"
#include "ui/review/reviewcard.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

namespace {

constexpr int kMostPlanCards = 4;  // further ones are in the subscriptions list, one press away

/// As many widgets as there are things to show; they are kept, so that walking through rows costs nothing.
template <class Widget, class Make>
void keepEnough(QVector<Widget*>& widgets, QVBoxLayout* layout, qsizetype wanted, Make make) {
  while (widgets.size() < wanted) {
    widgets.push_back(make());
    layout->addWidget(widgets.last());
  }
  for (qsizetype i = wanted; i < widgets.size(); ++i) widgets.at(i)->hide();
}

/// The one that is not over, where there is one.
const store::SubscriptionRow& runningOf(const QVector<store::SubscriptionRow>& subscriptions) {
  for (const store::SubscriptionRow& row : subscriptions)
    if (row.status == QStringLiteral("active") || row.status == QStringLiteral("trialing") ||
        row.status == QStringLiteral("past_due"))
      return row;
  return subscriptions.first();
}

}  // namespace

CustomerDetail::CustomerDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("customerDetail"), QStringLiteral("customers"), tr("No customer selected"),
                  tr("Choose one on the left to see plans, usage, payments and everything that happened.")},
                 parent),
      facts_(new FactsCard),
      confirmed_(new ConfirmationCard(context, "customer")),
      usage_(new UsageBars(context.words.locale)),
      period_(new QLabel),
      timeline_(new Timeline(context.words)),
      plans_(new QVBoxLayout),
      notes_(new QVBoxLayout),
      payments_(models::paymentTable(), context.words),
      invoices_(models::invoiceTable(), context.words) {
  build();
  buildTabs();
  // Countdowns go on while nothing else happens.
  minute_.setInterval(60'000);
  minute_.setTimerType(Qt::VeryCoarseTimer);
  connect(&minute_, &QTimer::timeout, this, [this] {
    if (isVisible() && account_) showNotes();
  });
  minute_.start();
}

void CustomerDetail::build() {
  QVBoxLayout* top = addSummary();
  summary_ = top;
  for (QVBoxLayout* list : {plans_, notes_}) {
    list->setSpacing(space(this, 2));
    top->addLayout(list);
  }
  top->addWidget(usage_);
  period_->setObjectName(QStringLiteral("usagePeriod"));
  period_->setFont(captionFont(font()));
  period_->setForegroundRole(QPalette::PlaceholderText);
  top->addWidget(period_);
  top->addWidget(facts_);
  top->addWidget(confirmed_);
  if (context().services.admin != nullptr) addOrderButton(header(), context(), [this] { return offers(); });
  connect(header().addGuarded(QStringLiteral("detailFire"), tr("Fire event…"), QStringLiteral("fire"),
                              tr("Compose an event about this customer (Ctrl+T)"), context().services,
                              operations::Deed::FireEvents),
          &QPushButton::clicked, this, &CustomerDetail::fire);
  connect(header().addButton(QStringLiteral("detailEvents"), tr("Events"), QStringLiteral("webhooks"),
                             tr("Show this customer's events in the log")),
          &QPushButton::clicked, this, [this] {
            store::ListQuery query;
            query.filters = {{"customer_external_id", store::FilterOp::Is, {shown_.row.externalId}}};
            Q_EMIT context().navigator.listWanted(PaneId::Webhooks, query);
          });
}

void CustomerDetail::buildTabs() {
  tabs_ = addTabs(tr("Parts of the customer"));
  tabs_->addTab(timeline_, tr("Timeline"));
  accountTabs_ = new AccountTabs(context(), *tabs_, this);
  DataTable* payments = shortTable(QStringLiteral("customerPayments"), tr("Payments of this customer"), &payments_,
                                   {QStringLiteral("created_at"), QStringLiteral("status"), QStringLiteral("amount"),
                                    QStringLiteral("method"), QStringLiteral("delay"), QStringLiteral("failure")});
  offerRefunds(*payments, payments_, context());
  paymentPage_ = shortList(payments, QStringLiteral("card"), tr("No payment yet"),
                           tr("Payments appear when the provider tells of them, newest first."));
  invoicePage_ = shortList(
      shortTable(QStringLiteral("customerInvoices"), tr("Invoices of this customer"), &invoices_,
                 {QStringLiteral("number"), QStringLiteral("status"), QStringLiteral("total"),
                  QStringLiteral("issued_at"), QStringLiteral("remaining"), QStringLiteral("age")}),
      QStringLiteral("invoices"), tr("No invoice yet"), tr("Invoices appear when the provider tells of them."));
  tabs_->addTab(paymentPage_, tr("Payments"));
  tabs_->addTab(invoicePage_, tr("Invoices"));
  review_ = ReviewCard::make(context(), "customer", tabs_);
  if (review_ != nullptr) summary_->insertWidget(0, review_);
  history_ = HistoryTab::addTo(tabs_, context());
  connect(timeline_, &Timeline::opened, &context().navigator, &Navigator::rowWanted);
  connect(accountTabs_, &AccountTabs::changed, this, &DetailView::reload);
}

void CustomerDetail::forget() {
  shown_ = {};
  account_.reset();
}

void CustomerDetail::load(qint64 row, const CancelToken& cancel) {
  waitingFor_ = 1;
  ask(context().services.queries.customer(row, cancel), [this](const store::CustomerDetail& detail) {
    shown_ = detail;
    showWhenComplete();
  });
  loadAccount(cancel);
}

void CustomerDetail::loadAccount(const CancelToken& cancel) {
  if (context().services.desk == nullptr) {
    account_.reset();
    return;
  }
  ++waitingFor_;
  whenDone(context().services.desk->accountOfCustomer(row(), cancel), this,
           [this, cancel](const Result<store::AccountDetail>& account) {
             if (cancel.cancelled()) return;
             account_.reset();
             if (account) account_ = *account;
             const bool none = !account && account.error().kind == ErrorKind::NotFound;
             if (!account && !none) Q_EMIT context().navigator.errorHappened(account.error());
             showWhenComplete();
           });
}

void CustomerDetail::showWhenComplete() {
  if (--waitingFor_ > 0) return;
  const auto& row = shown_.row;
  const QString more = shown_.subscriptions.size() > kMostPlanCards
                           ? tr("%1 subscriptions").arg(shown_.subscriptions.size())
                           : QString();
  header().show(row.name.isEmpty() ? row.externalId : row.name, row.deleted ? QStringLiteral("deleted") : row.status,
                row.externalId, more);
  showPlans();
  showNotes();
  showUsage();
  facts_->setFacts(customerFacts(shown_.row, account(), context()) +
                   paidYearFacts(shown_.payments, context(), [this] { tabs_->setCurrentWidget(paymentPage_); }));
  confirmed_->showRow(shown_.row.id);
  if (review_ != nullptr) review_->showObject(row.externalId);
  showTimeline();
  accountTabs_->show(account());
  if (history_ != nullptr) history_->ask(historyOfCustomer(row.externalId, account_ ? account_->row.key : QString()));
  payments_.setRows(shown_.payments);
  invoices_.setRows(shown_.invoices);
  tabs_->setTabText(tabs_->indexOf(paymentPage_), tr("Payments %1").arg(shown_.payments.size()));
  tabs_->setTabText(tabs_->indexOf(invoicePage_), tr("Invoices %1").arg(shown_.invoices.size()));
  finishLoading();
}

void CustomerDetail::showPlans() {
  const QVector<PlanCardFacts> cards = customerPlans(shown_, account(), kMostPlanCards, context());
  keepEnough(planCards_, plans_, cards.size(), [this] { return new PlanCard(context()); });
  for (qsizetype i = 0; i < cards.size(); ++i) {
    planCards_.at(i)->PlanCard::show(cards.at(i));
    planCards_.at(i)->setVisible(true);
  }
}

void CustomerDetail::showNotes() {
  QVector<AccountNote> notes;
  if (account_) notes = accountNotes(account_->row, context().services.desk->rules().rules, context());
  keepEnough(noteStrips_, notes_, notes.size(), [] {
    auto* strip = new NoteStrip;
    strip->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return strip;
  });
  for (qsizetype i = 0; i < notes.size(); ++i) {
    noteStrips_.at(i)->say(notes.at(i).tone, notes.at(i).icon, notes.at(i).text);
    noteStrips_.at(i)->setToolTip(notes.at(i).exact);
  }
}

void CustomerDetail::showUsage() {
  const CustomerUsage usage = customerUsage(shown_, account(), context());
  usage_->setBars(usage.bars);
  period_->setText(usage.period);
  period_->setToolTip(usage.exact);
  period_->setVisible(!usage.period.isEmpty());
}

void CustomerDetail::showTimeline() {
  const QLocale& locale = context().words.locale;
  QVector<TimelineEntry> entries =
      entriesOf(shown_.events) + entriesOf(shown_.payments, locale) + entriesOf(shown_.invoices, locale);
  if (account_) entries += entriesOf(account_->planChanges, context().services.desk->rules().rules);
  timeline_->setEntries(entries);
}

QVector<OrderOffer> CustomerDetail::offers() const {
  QVector<OrderOffer> offers;
  if (!hasCustomer()) return offers;
  const auto& services = context().services;
  if (!shown_.subscriptions.isEmpty()) offers += offersFor(runningOf(shown_.subscriptions), services);
  offers += offersFor(newestPayment(shown_.payments), services);
  if (account_) offers += offersFor(*account_, services);
  return offers + offersFor(shown_.row, services);
}

void CustomerDetail::fire() {
  if (!hasCustomer()) return;
  FireSeed seed = seedFor(shown_.row);
  if (!shown_.subscriptions.isEmpty()) seed = seedFor(shown_.subscriptions.first());
  Q_EMIT context().navigator.fireWanted(seed);
}

}  // namespace billing::ui
