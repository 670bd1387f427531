// What a subscription used: metered units of each period, credits.
#include "domain/civildate.h"
#include "domain/decimal.h"
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/credits.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr int mostPeriods = 1000;

// Units times a price per unit in major units, in whole minor units.
std::int64_t totalOf(const Price& price, std::int64_t units) {
  const int places = price.unit.currency.exponent();
  const auto scaled = scaledDecimal(price.unitDecimal, places + 8);
  return scaled ? mulDiv(*scaled, units, 100'000'000).value_or(0) : 0;
}

QJsonObject meterRow(Desk& desk, const Subscription& subscription, const Price& price, const Meter& meter,
                     Period period) {
  const std::int64_t used = desk.engine().metered(meter, subscription.customer, period.start, period.end);
  const std::int64_t chargeable = std::max<std::int64_t>(0, used - price.freeUnits);
  return {{"id"_L1, jsonString(meter.id)},
          {"chargeable_units"_L1, QString::number(chargeable)},
          {"consumed_units"_L1, QString::number(used)},
          {"currency"_L1, codeText(subscription.currency)},
          {"free_threshold"_L1, jsonInteger(price.freeUnits)},
          {"name"_L1, jsonString(meter.name)},
          {"price_per_unit"_L1, jsonString(price.unitDecimal.empty() ? "0" : price.unitDecimal)},
          {"total_price"_L1, jsonInteger(totalOf(price, chargeable))}};
}

QJsonObject periodJson(Desk& desk, const Asked& asked, const Subscription& subscription, Period period) {
  QJsonArray meters;
  for (const auto& item : subscription.items) {
    const Price* price = desk.ledger().prices.find(item.price);
    const Meter* meter = price == nullptr ? nullptr : desk.ledger().meters.find(price->meter);
    if (meter != nullptr && asWanted(asked, "meter_id", meter->id))
      meters.append(meterRow(desk, subscription, *price, *meter, period));
  }
  return {{"end_date"_L1, timeText(period.end)}, {"meters"_L1, meters}, {"start_date"_L1, timeText(period.start)}};
}

// The current one first.
std::vector<Period> periodsOf(Desk& desk, const Subscription& subscription) {
  const Price* plan = desk.ledger().prices.find(subscription.items.front().price);
  const BillingInterval every = plan == nullptr ? BillingInterval() : plan->interval.value_or(BillingInterval());
  std::vector<Period> periods{{subscription.periodStart, subscription.periodEnd}};
  while (periods.back().start > subscription.created && periods.size() < mostPeriods) {
    Period before = periodAt(subscription.anchor, every, {periods.back().start.ms - 1});
    before.start = std::max(before.start, subscription.created);
    periods.push_back(before);
  }
  return periods;
}

Reply usageHistory(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  const auto window = pageWindow(asked);
  if (!window) return tl::make_unexpected(window.error());
  const auto from = fromIso8601(asked.wanted("start_date"));
  const auto to = fromIso8601(asked.wanted("end_date"));
  std::vector<Period> wanted;
  for (const auto& period : periodsOf(desk, **found))
    if (!(from && period.end <= *from) && !(to && *to < period.start)) wanted.push_back(period);
  QJsonArray rows;
  for (std::size_t i = window->skip; i < wanted.size() && rows.size() < static_cast<qsizetype>(window->most); ++i)
    rows.append(periodJson(desk, asked, **found, wanted[i]));
  return items(rows);
}

QJsonObject creditRow(const CreditEntitlement& entitlement, const CreditStanding& standing) {
  return {{"balance"_L1, millionthsText(standing.balance)},
          {"credit_entitlement_id"_L1, jsonString(entitlement.id)},
          {"credit_entitlement_name"_L1, jsonString(entitlement.name)},
          {"limit_reached"_L1, standing.balance <= 0 && !entitlement.overage},
          {"overage"_L1, "0"_L1},
          {"overage_enabled"_L1, entitlement.overage},
          {"unit"_L1, jsonString(entitlement.unit)},
          {"overage_limit"_L1, QJsonValue::Null},
          {"remaining_headroom"_L1, QJsonValue::Null}};
}

Reply creditUsage(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  QJsonArray rows;
  for (const auto& one : desk.ledger().creditEntitlements.all()) {
    const CreditStanding standing = creditStanding(desk, one->id, (*found)->customer);
    if (standing.any) rows.append(creditRow(*one, standing));
  }
  return json({{"items"_L1, rows}, {"subscription_id"_L1, jsonString((*found)->id)}});
}

}  // namespace

void addSubscriptionUsage(Endpoints& to) {
  to.add("GET", "/subscriptions/{id}/usage-history", "start_date:t end_date:t meter_id:s", usageHistory);
  to.add("GET", "/subscriptions/{id}/credit-usage", "", creditUsage);
}

}  // namespace billing::sandbox::dodo
