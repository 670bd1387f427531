// The accounts of the fake desk.
#include "support/fakedesk.h"
#include "support/fakerows.h"

namespace billing::test {

namespace {

constexpr qint64 kHour = 3'600'000;

QString text(const std::string& words) {
  return QString::fromStdString(words);
}

/// The plan that the fake subscription's name stands for: "Team" is the largest.
const Plan& planOf(const QString& name, const BillingRules& rules) {
  if (name == QStringLiteral("Starter")) return rules.plans.at(1);
  return rules.plans.at(name == QStringLiteral("Pro") ? 2 : 3);
}

store::AccountRow accountRow(quint32 customer, const BillingRules& rules) {
  const store::CustomerRow who = fakeCustomer(customer);
  const store::SubscriptionRow sub = fakeSubscription(customer);
  const QString prefix =
      rules.accountKind == AccountKind::Organisation ? QStringLiteral("org_") : QStringLiteral("user_");
  store::AccountRow row;
  row.id = customer;
  row.key = prefix + who.externalId.mid(4, 12).toLower();
  row.name = who.name;
  row.email = who.email;
  row.provider = who.provider;
  row.customerExternalId = who.externalId;
  row.subscriptionExternalId = sub.externalId;
  const bool over = sub.status == QStringLiteral("cancelled");
  row.plan = text(over ? rules.plans.front().key : planOf(sub.productName, rules).key);
  row.interval = over ? QString() : sub.intervalUnit;
  row.status = over ? QStringLiteral("active") : sub.status;
  row.periodStart = sub.periodStart;
  row.periodEnd = over ? std::nullopt : sub.periodEnd;
  row.cancelAtPeriodEnd = sub.cancelAtPeriodEnd;
  row.trialEndsAt = sub.trialEnd;
  row.createdAt = *sub.createdAt;
  row.updatedAt = sub.updatedAt;
  if (sub.status == QStringLiteral("past_due") || sub.status == QStringLiteral("on_hold")) {
    row.graceEndsAt = kFakeNow + 3 * kDay + 4 * kHour;
    row.downgradeDueAt = row.graceEndsAt;
    row.downgradeReason = QStringLiteral("payment_failed");
  } else if (sub.cancelAtPeriodEnd) {
    row.downgradeDueAt = sub.periodEnd;
    row.downgradeReason = QStringLiteral("cancelled");
  }
  if (customer % 17 == 6) row.unknownProduct = QStringLiteral("pdt_9ZkQ0mUnknownProduct");
  return row;
}

QString stateOf(const store::QuotaUsage& usage) {
  if (!usage.limit) return QStringLiteral("ok");
  if (usage.used >= usage.blockedAt.value_or(usage.used + 1)) return QStringLiteral("blocked");
  if (usage.used >= *usage.limit) return QStringLiteral("soft");
  return usage.used * 100 >= *usage.limit * usage.warnPercent ? QStringLiteral("warn") : QStringLiteral("ok");
}

store::QuotaUsage quotaUsage(quint32 customer, const QuotaRule& rule, const Plan& plan, int index) {
  static const int percents[] = {42, 7, 80, 93, 71, 100, 108, 64, 0};
  const int percent = percents[(customer + static_cast<quint32>(index) * 4) % 9];
  store::QuotaUsage usage;
  usage.quota = text(rule.key);
  usage.name = text(rule.name);
  usage.unit = text(rule.unit);
  const auto limit = plan.limits.at(rule.key);
  if (limit) {
    usage.limit = *limit;
    if (rule.mode != QuotaMode::TopUp) usage.blockedAt = *limit * (100 + rule.bufferPercent) / 100;
  }
  usage.warnPercent = rule.warnPercent;
  usage.used = limit ? *limit * percent / 100 : 12'340 + customer;
  if (limit) usage.percentHundredths = usage.used * 10'000 / *limit;
  usage.state = stateOf(usage);
  if (rule.lasting) return usage;
  usage.periodStart = kFakeNow - 19 * kDay - 10 * kHour;
  usage.periodEnd = usage.periodStart + 30 * kDay;
  for (int i = 0; i < 6; ++i)
    usage.history.push_back(usage.limit.value_or(10'000) * (30 + (i * 17 + percent) % 60) / 100);
  return usage;
}

QVector<store::BillableActionRow> actionsOf(quint32 customer, const BillingRules& rules) {
  static const char* const verdicts[] = {"allowed", "allowed", "warned", "allowed", "over", "refused", "let_through"};
  QVector<store::BillableActionRow> rows;
  for (int i = 0; i < 24; ++i) {
    const ActionRule& action = rules.actions.at(static_cast<std::size_t>(i) % rules.actions.size());
    store::BillableActionRow row;
    row.id = qint64(customer) * 100 + i;
    row.action = text(action.key);
    row.verdict = QLatin1String(verdicts[(customer + static_cast<quint32>(i)) % 7]);
    row.units = 1 + i % 3;
    row.creditsTenths = row.verdict == QStringLiteral("over") ? action.costTenths * row.units : 0;
    row.at = kFakeNow - i * 47 * 60'000 - 90'000;
    row.requestId = QStringLiteral("req_%1%2").arg(customer, 4, 10, QLatin1Char('0')).arg(i, 3, 10, QLatin1Char('0'));
    if (row.verdict == QStringLiteral("refused")) row.detail = QStringLiteral("quota_exceeded");
    rows.push_back(row);
  }
  return rows;
}

void addCredits(store::AccountDetail& detail, quint32 customer, const Plan& plan) {
  detail.hasCredits = true;
  const qint64 start = kFakeNow - 19 * kDay;
  const qint64 spent = plan.allowanceTenths * 3 / 5;
  detail.grants = {{1,
                    QStringLiteral("plan"),
                    QStringLiteral("2026-11"),
                    {},
                    plan.allowanceTenths,
                    plan.allowanceTenths - spent,
                    start,
                    0,
                    start + 30 * kDay},
                   {2, QStringLiteral("top_up"), QStringLiteral("pi_3Q0topup01"), QStringLiteral("500 credits"), 5'000,
                    5'000, kFakeNow - 2 * kDay, 10, std::nullopt}};
  detail.ledger = {{4,
                    QStringLiteral("use"),
                    QStringLiteral("image.medium"),
                    {},
                    QStringLiteral("plan"),
                    -25,
                    plan.allowanceTenths - spent + 5'000,
                    kFakeNow - kHour},
                   {3,
                    QStringLiteral("grant"),
                    QStringLiteral("pi_3Q0topup01"),
                    {},
                    QStringLiteral("top_up"),
                    5'000,
                    plan.allowanceTenths - spent + 5'025,
                    kFakeNow - 2 * kDay},
                   {2,
                    QStringLiteral("use"),
                    QStringLiteral("image.xl"),
                    {},
                    QStringLiteral("plan"),
                    -(spent - 25),
                    plan.allowanceTenths - spent + 25,
                    kFakeNow - 3 * kDay},
                   {1,
                    QStringLiteral("grant"),
                    QStringLiteral("2026-11"),
                    {},
                    QStringLiteral("plan"),
                    plan.allowanceTenths,
                    plan.allowanceTenths,
                    start}};
  detail.balanceTenths = plan.allowanceTenths - spent + 5'000;
  detail.cachedTenths = customer % 5 == 2 ? detail.balanceTenths - 25 : detail.balanceTenths;
  const QString stripe = QStringLiteral("stripe");
  const QString usd = QStringLiteral("USD");
  detail.purchases = {{1,
                       stripe,
                       QStringLiteral("pi_3Q0topup01"),
                       QStringLiteral("automatic"),
                       QStringLiteral("credited"),
                       {},
                       usd,
                       detail.row.key,
                       5'000,
                       2'000,
                       kFakeNow - 2 * kDay},
                      {2, stripe, QStringLiteral("pi_3Q0refused"), QStringLiteral("manual"), QStringLiteral("refused"),
                       QStringLiteral("metadata_missing"), usd, detail.row.key, 0, 2'000, kFakeNow - 9 * kDay}};
}

}  // namespace

QVector<store::PlanRow> fakePlansOf(const BillingRules& rules, bool live) {
  QVector<store::PlanRow> rows;
  const auto add = [&rows](const std::string& id, const std::string& name, const Money& price, const char* unit) {
    const auto number = static_cast<quint32>(rows.size() + 1);
    store::PlanRow row = fakePlan(number);
    row.productId = row.priceId = text(id);
    row.name = text(name);
    row.amountMinor = price.minor;
    row.currency = QString::fromLatin1(price.currency.code().data(), 3);
    row.intervalUnit = QLatin1String(unit);
    row.active = true;
    row.mrrMinor = *unit == 'm'   ? price.minor * row.activeSubscribers
                   : *unit == 'y' ? price.minor * row.activeSubscribers / 12
                                  : 0;
    rows.push_back(row);
  };
  for (const Plan& plan : rules.plans)
    for (const PlanPrice& price : plan.prices)
      if (!price.productId(live).empty())
        add(price.productId(live), plan.name, price.amount,
            price.interval.unit == IntervalUnit::Year ? "year" : "month");
  for (const CreditPack& pack : rules.credits.packs) add(pack.productId(live), pack.name, pack.price, "");
  if (rows.size() > 1) rows[1].amountMinor -= 200;
  add("pdt_9ZkQ0mUnknownProduct", "Legacy", rules.plans.back().prices.front().amount, "month");
  return rows;
}

store::AccountDetail fakeAccount(quint32 customer, const BillingRules& rules) {
  store::AccountDetail detail;
  detail.row = accountRow(customer, rules);
  const auto plan = std::find_if(rules.plans.begin(), rules.plans.end(),
                                 [&](const Plan& p) { return text(p.key) == detail.row.plan; });
  for (std::size_t i = 0; i < rules.quotas.size(); ++i)
    detail.usage.push_back(quotaUsage(customer, rules.quotas.at(i), *plan, static_cast<int>(i)));
  detail.actions = actionsOf(customer, rules);
  if (rules.credits.enabled) addCredits(detail, customer, *plan);
  if (rules.entitlements.enabled || customer % 3 == 1)
    detail.entitlements = {{1, detail.row.email, detail.row.plan,
                            QStringLiteral("pay_01HZX0000000000000000%1").arg(customer), detail.row.provider,
                            QStringLiteral("pdt_tProM0a1b2c3d4e5f6g7h"), QStringLiteral("payment"),
                            QStringLiteral("active"), QStringLiteral("{\"email\":\"%1\"}").arg(detail.row.email),
                            kFakeNow - 20 * kDay, std::nullopt}};
  detail.planChanges = {{kFakeNow - 20 * kDay, QStringLiteral("free"), detail.row.plan, QStringLiteral("event")},
                        {detail.row.createdAt, {}, QStringLiteral("free"), QStringLiteral("sign_up")}};
  return detail;
}

}  // namespace billing::test
