#include "localapi/accountjson.h"

#include "localapi/jsontext.h"

namespace billing::localapi {
namespace {

std::optional<Instant> instantOf(std::optional<qint64> ms) {
  return ms ? std::optional(Instant{*ms}) : std::nullopt;
}

// PersistQ's words: P24 spells canceled with one l, and intervals as adverbs.
std::string statusWord(const QString& status) {
  return status == QLatin1String("cancelled") ? "canceled" : status.toStdString();
}
std::string intervalWord(const QString& interval) {
  if (interval.contains(QLatin1String("year"))) return "yearly";
  return interval.contains(QLatin1String("month")) ? "monthly" : interval.toStdString();
}

std::string priceJson(const PlanPrice& price) {
  return JsonObjectText()
      .text("interval", price.interval.unit == IntervalUnit::Year ? "yearly" : "monthly")
      .text("amount", toDecimal(price.amount))
      .text("currency", price.amount.currency.code())
      .done();
}

// "71.42" of 7142.
std::string hundredths(std::int64_t value) {
  const std::string cents = std::to_string(value % 100);
  return std::to_string(value / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

}  // namespace

std::string subscriptionJson(const BillingRules& rules, const store::AccountRow& row) {
  const Plan* plan = rules.plan(row.plan.toStdString());
  JsonObjectText json;
  json.text("account", row.key.toStdString())
      .text("planId", row.plan.toStdString())
      .text("planName", plan == nullptr ? row.plan.toStdString() : plan->name)
      .textOrNull("interval", intervalWord(row.interval))
      .textOrNull("status", statusWord(row.status))
      .instant("currentPeriodStart", instantOf(row.periodStart))
      .instant("currentPeriodEnd", instantOf(row.periodEnd))
      .flag("cancelAtPeriodEnd", row.cancelAtPeriodEnd)
      .instant("trialEndsAt", instantOf(row.trialEndsAt))
      .instant("graceEndsAt", instantOf(row.graceEndsAt))
      .instant("downgradeDueAt", instantOf(row.downgradeDueAt));
  json.textOrNull("billingProvider", row.provider.toStdString())
      .textOrNull("billingCustomerId", row.customerExternalId.toStdString())
      .textOrNull("billingSubscriptionId", row.subscriptionExternalId.toStdString())
      .flag("manageable", !row.subscriptionExternalId.isEmpty());
  return json.done();
}

std::string figureJson(const operations::QuotaFigure& figure) {
  JsonObjectText json;
  json.text("quota", figure.quota)
      .text("name", figure.name)
      .text("unit", figure.unit)
      .number("used", figure.used)
      .number("limit", figure.limit)
      .number("blockedAt", figure.blockedAt)
      .text("state", toString(figure.state));
  json.raw("percent", figure.percentHundredths ? hundredths(*figure.percentHundredths) : "null");
  const std::int64_t left = figure.limit ? std::max<std::int64_t>(*figure.limit - figure.used, 0) : 0;
  json.raw("remaining", figure.limit ? std::to_string(left) : "null");
  json.instant("periodStart", figure.periodStart).instant("periodEnd", figure.periodEnd);
  return json.done();
}

std::string figuresJson(const std::vector<operations::QuotaFigure>& figures) {
  std::vector<std::string> items;
  for (const auto& figure : figures) items.push_back(figureJson(figure));
  return jsonArray(items);
}

std::string largerPlansJson(const BillingRules& rules, std::string_view plan, std::string_view quota) {
  const Plan* present = rules.plan(plan);
  std::vector<std::string> plans;
  for (const Plan& larger : rules.plans) {
    if (present != nullptr && larger.rank <= present->rank) continue;
    JsonObjectText json;
    json.text("planId", larger.key).text("name", larger.name);
    if (const auto limit = larger.limits.find(quota); limit != larger.limits.end()) json.number("limit", limit->second);
    std::vector<std::string> prices;
    for (const PlanPrice& price : larger.prices) prices.push_back(priceJson(price));
    plans.push_back(json.raw("prices", jsonArray(prices)).done());
  }
  return jsonArray(plans);
}

}  // namespace billing::localapi
