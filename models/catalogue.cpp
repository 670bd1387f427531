#include "models/catalogue.h"

#include <algorithm>

namespace billing::models {
namespace {

std::int64_t monthsOf(const BillingInterval& interval) {
  if (interval.unit == IntervalUnit::Month) return interval.count;
  return interval.unit == IntervalUnit::Year ? 12LL * interval.count : 0;
}

}  // namespace

CatalogueMatch matchCatalogue(const BillingRules& rules, bool live, const store::PlanRow& row) {
  for (const QString& id : {row.priceId, row.productId}) {
    const std::string key = id.toStdString();
    if (const auto sold = rules.soldAs(key, live); sold.plan != nullptr) return {sold.plan, sold.price, nullptr};
    if (const CreditPack* pack = rules.packSoldAs(key, live)) return {nullptr, nullptr, pack};
  }
  return {};
}

bool priceDiffers(const CatalogueMatch& match, const store::PlanRow& row) {
  if (!match.found() || row.currency.isEmpty()) return false;  // the provider has told of no amount
  const Money& ours = match.pack != nullptr ? match.pack->price : match.price->amount;
  return ours.minor != row.amountMinor || row.currency.toStdString() != ours.currency.code();
}

QString catalogueState(const BillingRules& rules, bool live, const store::PlanRow& row) {
  const CatalogueMatch match = matchCatalogue(rules, live, row);
  if (priceDiffers(match, row)) return QStringLiteral("price_differs");
  if (match.found()) return QStringLiteral("ok");
  return row.activeSubscribers > 0 ? QStringLiteral("no_plan_names_it") : QStringLiteral("not_in_catalogue");
}

std::optional<qint64> savingHundredths(const Plan& plan, const PlanPrice& price) {
  const std::int64_t months = monthsOf(price.interval);
  const auto monthly = std::ranges::find_if(plan.prices, [&](const PlanPrice& other) {
    return other.interval == BillingInterval{IntervalUnit::Month, 1} && other.amount.currency == price.amount.currency;
  });
  if (months < 2 || monthly == plan.prices.end() || monthly->amount.minor <= 0) return std::nullopt;
  const auto whole = mulDiv(monthly->amount.minor, months, 1);
  if (!whole) return std::nullopt;
  return mulDiv(*whole - price.amount.minor, 10'000, *whole);
}

}  // namespace billing::models
