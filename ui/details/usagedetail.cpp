#include "ui/details/usagedetail.h"

#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <algorithm>

#include "models/statustext.h"
#include "models/timetext.h"
#include "models/usageforecast.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/usagebars.h"

namespace billing::ui {

namespace {

const QString kAccountPrefix = QStringLiteral("account:");  // in place of a customer that the provider does not know

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
  const bool known = !shown_.customerExternalId.startsWith(kAccountPrefix);
  header().show(shown_.customerName.isEmpty() ? shown_.customerExternalId : shown_.customerName, shown_.state,
                shown_.accountKey.isEmpty() ? shown_.customerExternalId : shown_.accountKey, shown_.name);
  customer_->setEnabled(known);
  customer_->setToolTip(known ? tr("Show this customer")
                              : tr("The provider knows no customer for this account yet: it has never paid"));
  bar_->setBars({usageBarOf(shown_, context().words.locale)});
  legend_->setText(marksText());
  legend_->setVisible(!legend_->text().isEmpty());
  showNote();
  facts_->setFacts(facts());
  showPeriods();
  showActions();
  showLedger();
  finishLoading();
}

QString UsageDetail::marksText() const {
  if (!shown_.grantedMilli || *shown_.grantedMilli <= 0) return {};
  const auto& locale = context().words.locale;
  const auto units = [&](qint64 milli) { return quantityText(milli, locale); };
  const QString warn = tr("Short mark: warns from %1 % (%2)")
                           .arg(shown_.warnPercent)
                           .arg(units(*shown_.grantedMilli / 100 * shown_.warnPercent));
  if (!shown_.blockedMilli) return warn;
  if (*shown_.blockedMilli == *shown_.grantedMilli)
    return tr("%1 · bold mark: the limit, where it ends (%2)").arg(warn, units(*shown_.grantedMilli));
  return tr("%1 · long mark: the limit (%2) · bold mark: ends there (%3)")
      .arg(warn, units(*shown_.grantedMilli), units(*shown_.blockedMilli));
}

/// What becomes of the next unit.
void UsageDetail::showNote() {
  const QuotaRule* quota = rule();
  const int status = context().services.desk != nullptr ? context().services.desk->rules().rules.exceededStatus : 0;
  const bool credits = quota != nullptr && quota->mode == QuotaMode::TopUp;
  if (shown_.state == QStringLiteral("soft") && credits) {
    note_->say(Tone::Warning, QStringLiteral("info"), tr("The allowance is used up: what comes next costs credits."));
  } else if (shown_.state == QStringLiteral("blocked")) {
    note_->say(
        Tone::Danger, QStringLiteral("stop"),
        quota != nullptr && quota->lasting
            ? tr("The next one is refused with %1, until something is removed or the plan allows more.").arg(status)
            : tr("The next one is refused with %1, until the period starts anew or the plan allows more.").arg(status));
  } else if (shown_.state == QStringLiteral("soft")) {
    note_->say(Tone::Warning, QStringLiteral("warning"),
               tr("Over the limit, within the buffer: it goes on with a warning."));
  } else if (shown_.state == QStringLiteral("warn")) {
    note_->say(Tone::Warning, QStringLiteral("warning"),
               tr("%1 %2 are left.")
                   .arg(quantityText(shown_.remainingMilli.value_or(0), context().words.locale), shown_.unit));
  } else {
    note_->say(Tone::Info, {}, {});
  }
}

QVector<FactItem> UsageDetail::facts() const {
  const auto& row = shown_;
  const auto& words = context().words;
  const qint64 now = context().nowMs();
  const auto quantity = [&](std::optional<qint64> milli) {
    return milli ? QStringLiteral("%1 %2").arg(quantityText(*milli, words.locale), row.unit).simplified() : QString();
  };
  const auto day = [&](qint64 ms) { return models::dayText(ms, now, words.zone, words.locale); };
  QVector<FactItem> facts;
  const bool unlimited = row.state == QStringLiteral("unlimited");
  facts.push_back({tr("Limit"), unlimited ? tr("unlimited") : quantity(row.grantedMilli), FactStyle::Strong, {}, {}});
  facts.push_back({tr("Used"), quantity(row.usedMilli), FactStyle::Strong, {}, {}});
  facts.push_back({tr("Remaining"), quantity(row.remainingMilli), FactStyle::Plain, {}, {}});
  if (row.periodStart && row.periodEnd) {
    facts.push_back({tr("Period"),
                     QStringLiteral("%1 – %2").arg(day(*row.periodStart), day(*row.periodEnd)),
                     FactStyle::Plain,
                     QStringLiteral("%1 – %2").arg(models::exactTime(*row.periodStart, words.zone),
                                                   models::exactTime(*row.periodEnd, words.zone)),
                     {}});
    facts.push_back({tr("Starts anew"),
                     tr("in %1").arg(models::countdownText(*row.periodEnd - now)),
                     FactStyle::Plain,
                     models::exactTime(*row.periodEnd, words.zone),
                     {}});
    const auto end =
        row.usedMilli ? models::forecastMilli(*row.usedMilli, *row.periodStart, *row.periodEnd, now) : std::nullopt;
    const auto share = end ? models::shareThousandths(*end, row.grantedMilli.value_or(0)) : std::nullopt;
    facts.push_back({tr("At its end"),
                     end && share ? tr("about %1, %2 %").arg(quantity(end), words.locale.toString(*share / 10))
                     : end        ? tr("about %1").arg(quantity(end))
                                  : tr("too early to tell"),
                     FactStyle::Plain,
                     tr("If use goes on as in this period so far"),
                     {}});
  } else if (!row.quota.isEmpty() && rule() != nullptr && rule()->lasting) {
    facts.push_back({tr("Period"), tr("none: it counts what exists"), FactStyle::Plain, {}, {}});
  }
  facts.push_back({tr("Updated"),
                   models::relativeTime(row.updatedAt, now, words.zone, words.locale),
                   FactStyle::Plain,
                   models::exactTime(row.updatedAt, words.zone),
                   {}});
  return facts;
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
