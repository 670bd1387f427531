#include "ui/details/subscriptionfacts.h"

#include "models/discounttext.h"
#include "models/facts.h"
#include "models/timetext.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

bool hasEnded(const store::SubscriptionRow& row) {
  return row.status == QStringLiteral("cancelled") || row.status == QStringLiteral("expired") ||
         row.status == QStringLiteral("failed");
}

}  // namespace

bool isEnding(const store::SubscriptionRow& row) {
  return !hasEnded(row) && (row.cancelAtPeriodEnd || row.cancelAt);
}

QString planLine(const store::SubscriptionRow& row, const QLocale& locale) {
  const QString name = row.productName.isEmpty() ? row.productId : row.productName;
  const QString price = moneyText(row.amountMinor, row.currency, locale);
  const QString per = perText(row.intervalUnit, row.intervalCount);
  const QString money = per.isEmpty() ? price : QStringLiteral("%1 / %2").arg(price, per);
  return name.isEmpty() ? money : QStringLiteral("%1 · %2").arg(name, money);
}

QString renewalLine(const store::SubscriptionRow& row, const PaneContext& context) {
  const auto day = [&context](qint64 ms) {
    return models::dayText(ms, context.nowMs(), context.words.zone, context.words.locale);
  };
  if (hasEnded(row)) return row.cancelledAt ? say("ended %1").arg(day(*row.cancelledAt)) : say("ended");
  if (isEnding(row)) {
    const auto end = row.cancelAt ? row.cancelAt : row.periodEnd;
    return end ? say("ends %1").arg(day(*end)) : say("ends with this period");
  }
  if (row.status == QStringLiteral("trialing") && row.trialEnd) return say("trial until %1").arg(day(*row.trialEnd));
  return row.periodEnd ? say("renews %1").arg(day(*row.periodEnd)) : QString();
}

QString providerWord(const store::SubscriptionRow& row, const QString& shown) {
  if (row.providerStatus.isEmpty() || row.providerStatus == shown) return {};
  return say("%1 says %2").arg(models::providerName(row.provider), row.providerStatus);
}

PlanCardFacts planCardOf(const store::SubscriptionRow& row, const PaneContext& context) {
  PlanCardFacts facts;
  facts.name = row.productName.isEmpty() ? row.productId : row.productName;
  const QString per = perText(row.intervalUnit, row.intervalCount);
  const QString money = moneyText(row.amountMinor, row.currency, context.words.locale);
  facts.price = per.isEmpty() ? money : QStringLiteral("%1 / %2").arg(money, per);
  facts.status = row.status;
  facts.providerWord = providerWord(row, row.status);
  facts.term = renewalLine(row, context);
  const auto end = row.cancelAt ? row.cancelAt : row.periodEnd;
  if (end) facts.termExact = models::exactTime(*end, context.words.zone);
  facts.ending = isEnding(row);
  facts.subscription = row.id;
  return facts;
}

QVector<FactItem> subscriptionFacts(const store::SubscriptionRow& row, const PaneContext& context) {
  const auto& words = context.words;
  const auto instant = [&words](std::optional<qint64> ms) {
    return ms ? models::exactTime(*ms, words.zone) : QString();
  };
  const auto day = [&](std::optional<qint64> ms) {
    return ms ? models::dayText(*ms, context.nowMs(), words.zone, words.locale) : QString();
  };
  QVector<FactItem> facts;
  facts.push_back({say("Plan"), planLine(row, words.locale), FactStyle::Strong, row.productId, {}});
  facts.push_back({say("Term"), renewalLine(row, context), FactStyle::Plain, instant(row.periodEnd), {}});
  facts.push_back({say("Status"), row.status, FactStyle::Status, {}, {}});
  facts.push_back({say("Provider says"),
                   row.providerStatus == row.status ? QString() : row.providerStatus,
                   FactStyle::Plain,
                   say("The provider's own word"),
                   {}});
  facts.push_back({say("MRR"),
                   moneyText(row.mrrMinor, row.currency, words.locale),
                   FactStyle::Plain,
                   say("The amount of one month; 0 unless the status counts"),
                   {}});
  facts.push_back(
      {say("Quantity"), row.quantity == 1 ? QString() : words.locale.toString(row.quantity), FactStyle::Plain, {}, {}});
  facts.push_back({say("Period"),
                   row.periodStart && row.periodEnd
                       ? QStringLiteral("%1 – %2").arg(day(row.periodStart), day(row.periodEnd))
                       : QString(),
                   FactStyle::Plain,
                   QStringLiteral("%1 – %2").arg(instant(row.periodStart), instant(row.periodEnd)),
                   {}});
  facts.push_back({say("Trial until"), day(row.trialEnd), FactStyle::Plain, instant(row.trialEnd), {}});
  facts.push_back({say("Discount"), models::discountText(row), FactStyle::Plain, models::discountDetail(row), {}});
  if (row.hasPaymentMethod == 0 && !hasEnded(row))
    facts.push_back({say("Payment method"), say("none"), FactStyle::Strong, say("The next charge will fail"), {}});
  facts.push_back({say("Created"), day(row.createdAt), FactStyle::Plain, instant(row.createdAt), {}});
  facts.push_back({say("Cancelled"), day(row.cancelledAt), FactStyle::Plain, instant(row.cancelledAt), {}});
  facts.push_back({say("Product id"), row.productId, FactStyle::Id, {}, {}});
  return facts;
}

}  // namespace billing::ui
