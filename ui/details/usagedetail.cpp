#include "ui/details/usagedetail.h"

#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <algorithm>

#include "ui/admin/orderbutton.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/details/usagefacts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/usagebars.h"

namespace billing::ui {

namespace {

/// In place of the customer of an account that the provider does not know.
bool isNoCustomer(const QString& externalId) {
  return externalId.startsWith(QStringLiteral("account:"));
}

bool concerns(const BillingRules& rules, const store::BillableActionRow& row, const QString& quota) {
  const ActionRule* action = rules.action(row.action.toStdString());
  const std::string key = quota.toStdString();
  const auto has = [&key](const std::vector<std::string>& keys) { return std::ranges::find(keys, key) != keys.end(); };
  if (rules.quota(key) == nullptr) return row.creditsTenths != 0;  // credits: what was paid with them
  return action != nullptr && (has(action->checks) || has(action->counts));
}

}  // namespace

UsageDetail::UsageDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("usageDetail"), QStringLiteral("usage"), tr("No quota selected"),
                  tr("Choose one on the left to see its period, those before, and the actions behind the number.")},
                 parent),
      bar_(new UsageBars(context.words.locale)),
      legend_(new QLabel),
      note_(new NoteStrip),
      facts_(new FactsCard),
      periods_(models::periodUseTable(), context.words),
      actions_(models::billableActionTable(), context.words),
      ledger_(models::creditLedgerTable(), context.words) {
  build();
}

QVector<OrderOffer> UsageDetail::offers() const {
  if (!account_) return {};
  QVector<OrderOffer> offers = offersFor(*account_, context().services);
  // The quota that one looks at is the one that is meant.
  for (OrderOffer& offer : offers)
    if (offer.seed.order.kind == operations::OrderKind::SetUsage) offer.seed.order.quota = shown_.quota.toStdString();
  return offers;
}

void UsageDetail::build() {
  QVBoxLayout* top = addSummary();
  legend_->setObjectName(QStringLiteral("usageLegend"));
  legend_->setFont(captionFont(font()));
  legend_->setForegroundRole(QPalette::PlaceholderText);
  legend_->setWordWrap(true);
  for (QWidget* part : {static_cast<QWidget*>(bar_), static_cast<QWidget*>(legend_), static_cast<QWidget*>(note_),
                        static_cast<QWidget*>(facts_)})
    top->addWidget(part);
  tabs_ = addTabs(tr("Parts of the quota"));
  tabs_->addTab(
      shortList(shortTable(QStringLiteral("usagePeriods"), tr("Use in this period and those before"), &periods_,
                           {QStringLiteral("start"), QStringLiteral("used"), QStringLiteral("share")}),
                QStringLiteral("chart"), tr("No period yet"),
                tr("Periods are kept for quotas that are counted here; the provider tells only what remains.")),
      tr("Periods"));
  tabs_->addTab(
      shortList(shortTable(QStringLiteral("usageActions"), tr("Billable actions behind the number"), &actions_,
                           {QStringLiteral("at"), QStringLiteral("action"), QStringLiteral("units"),
                            QStringLiteral("verdict"), QStringLiteral("credits"), QStringLiteral("request_id")}),
                QStringLiteral("usage"), tr("Nothing was counted here"),
                tr("Actions that the product reports are listed here, refused ones too.")),
      tr("Actions"));
  tabs_->addTab(
      shortList(shortTable(QStringLiteral("usageLedger"), tr("Credit ledger"), &ledger_,
                           {QStringLiteral("at"), QStringLiteral("kind"), QStringLiteral("credits"),
                            QStringLiteral("balance"), QStringLiteral("source"), QStringLiteral("reference")}),
                QStringLiteral("card"), tr("No entry yet"),
                tr("Every grant, use and expiry of credits is written here once and never changed.")),
      tr("Ledger"));
  if (context().services.admin != nullptr) addOrderButton(header(), context(), [this] { return offers(); });
  customer_ = header().addButton(QStringLiteral("detailCustomer"), tr("Customer"), QStringLiteral("customers"), {});
  connect(customer_, &QPushButton::clicked, this, &UsageDetail::openCustomer);
}

void UsageDetail::forget() {
  shown_ = {};
  account_.reset();
}

void UsageDetail::load(qint64 row, const CancelToken& cancel) {
  ask(context().services.queries.usage().rows({static_cast<quint32>(row)}, cancel),
      [this, cancel](const QVector<store::UsageRow>& rows) {
        if (rows.isEmpty()) {
          finishEmpty();
          return;
        }
        shown_ = rows.first();
        loadAccount(cancel);
      });
}

void UsageDetail::loadAccount(const CancelToken& cancel) {
  account_.reset();
  if (context().services.desk == nullptr || shown_.accountKey.isEmpty()) {
    show();
    return;
  }
  whenDone(context().services.desk->account(shown_.accountKey, cancel), this,
           [this, cancel](const Result<store::AccountDetail>& account) {
             if (cancel.cancelled()) return;
             if (account) account_ = *account;
             if (!account && account.error().kind != ErrorKind::NotFound)
               Q_EMIT context().navigator.errorHappened(account.error());
             show();
           });
}

const QuotaRule* UsageDetail::rule() const {
  if (context().services.desk == nullptr) return nullptr;
  return context().services.desk->rules().rules.quota(shown_.quota.toStdString());
}

void UsageDetail::show() {
  const bool known = !isNoCustomer(shown_.customerExternalId);
  header().show(shown_.customerName.isEmpty() ? shown_.customerExternalId : shown_.customerName, shown_.state,
                shown_.accountKey.isEmpty() ? shown_.customerExternalId : shown_.accountKey, shown_.name);
  customer_->setEnabled(known);
  customer_->setToolTip(known ? tr("Show this customer")
                              : tr("The provider knows no customer for this account yet: it has never paid"));
  bar_->setBars({usageBarOf(shown_, context().words.locale)});
  legend_->setText(usageMarksText(shown_, context().words.locale));
  legend_->setVisible(!legend_->text().isEmpty());
  showNote();
  facts_->setFacts(usageFacts(shown_, rule(), context()));
  showPeriods();
  showActions();
  showLedger();
  finishLoading();
}

void UsageDetail::showNote() {
  const auto* desk = context().services.desk;
  const int status = desk != nullptr ? desk->rules().rules.exceededStatus : 0;
  const UsageNote note = usageNote(shown_, rule(), status, context().words.locale);
  note_->say(note.tone, note.icon, note.text);
}

/// This period first, then back in time.
void UsageDetail::showPeriods() {
  const UsageBar bar = usageBarOf(shown_, context().words.locale);
  const QVector<qint64> marks{bar.marks.warn, bar.marks.end};
  QVector<models::PeriodUseRow> rows;
  if (shown_.periodStart && shown_.usedMilli)
    rows.push_back({*shown_.periodStart, shown_.periodEnd.value_or(0), *shown_.usedMilli, shown_.grantedMilli,
                    shown_.unit, marks, true});
  for (auto period = shown_.history.crbegin(); period != shown_.history.crend(); ++period)
    rows.push_back({period->start, period->end, period->usedMilli, shown_.grantedMilli, shown_.unit, marks, false});
  periods_.setRows(rows);
  tabs_->setTabText(0, tr("Periods %1").arg(rows.size()));
}

void UsageDetail::showActions() {
  QVector<store::BillableActionRow> rows;
  if (account_)
    std::copy_if(account_->actions.begin(), account_->actions.end(), std::back_inserter(rows), [this](const auto& row) {
      return concerns(context().services.desk->rules().rules, row, shown_.quota);
    });
  actions_.setRows(rows);
  tabs_->setTabText(1, tr("Actions %1").arg(rows.size()));
}

bool UsageDetail::isCredits() const {
  return shown_.quota == QStringLiteral("credits") && rule() == nullptr;
}

/// Credits have no period of their own: their ledger tells what became of them. What lasts has none either.
void UsageDetail::showLedger() {
  const bool credits = isCredits();
  ledger_.setRows(account_ && credits ? account_->ledger : QVector<store::CreditEntryRow>());
  tabs_->setTabText(2, tr("Ledger %1").arg(ledger_.rowCount()));
  const bool lasting = rule() != nullptr && rule()->lasting;
  tabs_->setTabVisible(0, !credits && !lasting);
  tabs_->setTabVisible(2, credits);
}

void UsageDetail::openCustomer() {
  store::ListQuery query;
  query.filters = {{"external_id", store::FilterOp::Is, {shown_.customerExternalId}}};
  Q_EMIT context().navigator.listWanted(PaneId::Customers, query);
}

}  // namespace billing::ui
