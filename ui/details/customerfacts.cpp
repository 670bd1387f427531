#include "ui/details/customerfacts.h"

#include <algorithm>

#include "models/accounttables.h"
#include "models/timetext.h"
#include "ui/details/accountfacts.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

UsageBar barOfQuota(const store::QuotaUsage& usage, const BillingRules& rules, const QLocale& locale) {
  UsageBar bar = usageBarOf(usage, locale);
  const QuotaRule* rule = rules.quota(usage.quota.toStdString());
  const bool paid = rule != nullptr && rule->mode == QuotaMode::TopUp && usage.state == QStringLiteral("soft");
  if (paid) bar.state = QStringLiteral("on_credits");
  return bar;
}

/// Of the first quota that has one: they have the same.
void addPeriod(CustomerUsage& shown, const store::QuotaUsage& usage, const PaneContext& context) {
  if (!usage.periodEnd || !shown.period.isEmpty()) return;
  const auto& words = context.words;
  shown.period = say("Period from %1; starts anew %2")
                     .arg(models::dayText(usage.periodStart, context.nowMs(), words.zone, words.locale),
                          models::relativeTime(*usage.periodEnd, context.nowMs(), words.zone, words.locale));
  shown.exact = QStringLiteral("%1 – %2").arg(models::exactTime(usage.periodStart, words.zone),
                                              models::exactTime(*usage.periodEnd, words.zone));
}

QString sumText(const store::CustomerRow& row, qint64 minor, const QLocale& locale) {
  if (row.mixedCurrencies) return say("in several currencies");
  return row.currency.isEmpty() ? QString() : moneyText(minor, row.currency, locale);
}

void addAccountFacts(QVector<FactItem>& facts, const store::CustomerRow& row, const store::AccountDetail& account,
                     const QLocale& locale) {
  const QString& key = account.row.key;
  facts << FactItem{say("Account"), key == row.email || key == row.externalId ? QString() : key, FactStyle::Id, {}, {}}
        << FactItem{say("Unknown product"), account.row.unknownProduct, FactStyle::Id, {}, {}};
  if (!account.hasCredits) return;
  facts << FactItem{say("Credits"),
                    quantityText(models::creditMilli(account.balanceTenths), locale),
                    FactStyle::Strong,
                    say("Usable now, by the ledger"),
                    {}};
}

}  // namespace

QVector<PlanCardFacts> customerPlans(const store::CustomerDetail& customer, const store::AccountDetail* account,
                                     int most, const PaneContext& context) {
  QVector<PlanCardFacts> cards;
  const store::SubscriptionRow* giving = nullptr;
  if (account != nullptr && !account->row.plan.isEmpty()) {
    const auto& subscriptions = customer.subscriptions;
    const auto found = std::find_if(subscriptions.begin(), subscriptions.end(), [account](const auto& subscription) {
      return subscription.externalId == account->row.subscriptionExternalId;
    });
    if (found != subscriptions.end()) giving = &*found;
    cards.push_back(planCardOf(account->row, giving, context.services.desk->rules().rules, context));
  }
  for (const auto& subscription : customer.subscriptions)
    if (&subscription != giving && cards.size() < most) cards.push_back(planCardOf(subscription, context));
  return cards;
}

CustomerUsage customerUsage(const store::CustomerDetail& customer, const store::AccountDetail* account,
                            const PaneContext& context) {
  CustomerUsage shown;
  const QLocale& locale = context.words.locale;
  for (const auto& usage : account != nullptr ? account->usage : QVector<store::QuotaUsage>()) {
    shown.bars.push_back(barOfQuota(usage, context.services.desk->rules().rules, locale));
    addPeriod(shown, usage, context);
  }
  for (const auto& row : customer.usage)
    if (account == nullptr || row.quota.isEmpty()) shown.bars.push_back(usageBarOf(row, locale));
  return shown;
}

QVector<FactItem> customerFacts(const store::CustomerRow& row, const store::AccountDetail* account,
                                const PaneContext& context) {
  const auto& words = context.words;
  const auto exact = [&](std::optional<qint64> ms) { return ms ? models::exactTime(*ms, words.zone) : QString(); };
  QVector<FactItem> facts{{say("E-mail"), row.email, FactStyle::Copyable, {}, {}}};
  if (account != nullptr) addAccountFacts(facts, row, *account, words.locale);
  const QString paid = row.lastPaymentAt
                           ? models::relativeTime(*row.lastPaymentAt, context.nowMs(), words.zone, words.locale)
                           : QString();
  const QString since =
      row.createdAt ? models::dayText(*row.createdAt, context.nowMs(), words.zone, words.locale) : QString();
  facts << FactItem{say("MRR"), sumText(row, row.mrrMinor, words.locale), FactStyle::Strong, {}, {}}
        << FactItem{say("Paid so far"),
                    sumText(row, row.paidMinor, words.locale),
                    FactStyle::Plain,
                    say("Succeeded payments less refunds"),
                    {}}
        << FactItem{say("Last payment"), paid, FactStyle::Plain, exact(row.lastPaymentAt), {}}
        << FactItem{say("Customer since"), since, FactStyle::Plain, exact(row.createdAt), {}};
  return facts;
}

}  // namespace billing::ui
