#include "ui/details/customerdetail.h"

#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "models/accounttables.h"
#include "models/invoicemodel.h"
#include "models/paymentmodel.h"
#include "models/timetext.h"
#include "ui/details/accountfacts.h"
#include "ui/details/accounttabs.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/timelineentries.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/plancard.h"
#include "ui/widgets/usagebars.h"

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

}  // namespace

CustomerDetail::CustomerDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("customerDetail"), QStringLiteral("customers"), tr("No customer selected"),
                  tr("Choose one on the left to see plans, usage, payments and everything that happened.")},
                 parent),
      facts_(new FactsCard),
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
  connect(header().addButton(QStringLiteral("detailFire"), tr("Fire event…"), QStringLiteral("fire"),
                             tr("Compose an event about this customer (Ctrl+E)")),
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
  paymentPage_ = shortList(shortTable(QStringLiteral("customerPayments"), tr("Payments of this customer"), &payments_,
                                      {QStringLiteral("created_at"), QStringLiteral("status"), QStringLiteral("amount"),
                                       QStringLiteral("method"), QStringLiteral("delay"), QStringLiteral("failure")}),
                           QStringLiteral("card"), tr("No payment yet"),
                           tr("Payments appear when the provider tells of them, newest first."));
  invoicePage_ = shortList(
      shortTable(QStringLiteral("customerInvoices"), tr("Invoices of this customer"), &invoices_,
                 {QStringLiteral("number"), QStringLiteral("status"), QStringLiteral("total"),
                  QStringLiteral("issued_at"), QStringLiteral("remaining"), QStringLiteral("age")}),
      QStringLiteral("invoices"), tr("No invoice yet"), tr("Invoices appear when the provider tells of them."));
  tabs_->addTab(paymentPage_, tr("Payments"));
  tabs_->addTab(invoicePage_, tr("Invoices"));
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
  facts_->setFacts(facts());
  showTimeline();
  accountTabs_->show(account_ ? &*account_ : nullptr);
  payments_.setRows(shown_.payments);
  invoices_.setRows(shown_.invoices);
  tabs_->setTabText(tabs_->indexOf(paymentPage_), tr("Payments %1").arg(shown_.payments.size()));
  tabs_->setTabText(tabs_->indexOf(invoicePage_), tr("Invoices %1").arg(shown_.invoices.size()));
  finishLoading();
}

/// The account's plan first; then the subscriptions that do not give it.
void CustomerDetail::showPlans() {
  QVector<PlanCardFacts> cards;
  const store::SubscriptionRow* giving = nullptr;
  if (account_) {
    const auto found = std::find_if(shown_.subscriptions.begin(), shown_.subscriptions.end(), [this](const auto& s) {
      return s.externalId == account_->row.subscriptionExternalId;
    });
    if (found != shown_.subscriptions.end()) giving = &*found;
    const BillingRules& rules = context().services.desk->rules().rules;
    if (!account_->row.plan.isEmpty()) cards.push_back(planCardOf(account_->row, giving, rules, context()));
  }
  for (const auto& subscription : std::as_const(shown_.subscriptions)) {
    const bool shown = &subscription == giving && !cards.isEmpty();
    if (!shown && cards.size() < kMostPlanCards) cards.push_back(planCardOf(subscription, context()));
  }
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

/// Our own quotas from the account, what a provider counts from its events.
void CustomerDetail::showUsage() {
  QVector<UsageBar> bars;
  QString period;
  QString exact;
  const auto& words = context().words;
  for (const auto& usage : account_ ? account_->usage : QVector<store::QuotaUsage>()) {
    bars.push_back(usageBarOf(usage, words.locale));
    const QuotaRule* rule = context().services.desk->rules().rules.quota(usage.quota.toStdString());
    const bool paid = rule != nullptr && rule->mode == QuotaMode::TopUp && usage.state == QStringLiteral("soft");
    if (paid) bars.last().state = QStringLiteral("on_credits");
    if (!usage.periodEnd || !period.isEmpty()) continue;
    period = tr("Period from %1; starts anew %2")
                 .arg(models::dayText(usage.periodStart, context().nowMs(), words.zone, words.locale),
                      models::relativeTime(*usage.periodEnd, context().nowMs(), words.zone, words.locale));
    exact = QStringLiteral("%1 – %2").arg(models::exactTime(usage.periodStart, words.zone),
                                          models::exactTime(*usage.periodEnd, words.zone));
  }
  for (const auto& row : std::as_const(shown_.usage))
    if (!account_ || row.quota.isEmpty()) bars.push_back(usageBarOf(row, words.locale));
  usage_->setBars(bars);
  period_->setText(period);
  period_->setToolTip(exact);
  period_->setVisible(!period.isEmpty());
}

void CustomerDetail::showTimeline() {
  const QLocale& locale = context().words.locale;
  QVector<TimelineEntry> entries =
      entriesOf(shown_.events) + entriesOf(shown_.payments, locale) + entriesOf(shown_.invoices, locale);
  if (account_) entries += entriesOf(account_->planChanges, context().services.desk->rules().rules);
  timeline_->setEntries(entries);
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
  const QString key = account_ ? account_->row.key : QString();
  facts.push_back({tr("Account"), key == row.email || key == row.externalId ? QString() : key, FactStyle::Id, {}, {}});
  facts.push_back({tr("Unknown product"), account_ ? account_->row.unknownProduct : QString(), FactStyle::Id, {}, {}});
  if (account_ && account_->hasCredits)
    facts.push_back({tr("Credits"),
                     quantityText(models::creditMilli(account_->balanceTenths), words.locale),
                     FactStyle::Strong,
                     tr("Usable now, by the ledger"),
                     {}});
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

void CustomerDetail::fire() {
  if (!hasCustomer()) return;
  FireSeed seed = seedFor(shown_.row);
  if (!shown_.subscriptions.isEmpty()) seed = seedFor(shown_.subscriptions.first());
  Q_EMIT context().navigator.fireWanted(seed);
}

}  // namespace billing::ui
