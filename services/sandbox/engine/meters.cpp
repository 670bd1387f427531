// Usage: events of a meter, added up as its aggregation says. providers.md 1.3 (Dodo: count, sum, max, last; filters),
// 2.3 (Stripe: count, sum, last).
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "domain/decimal.h"
#include "sandbox/engine/inner.h"
#include "sandbox/engine/meterfilter.h"

namespace billing::sandbox {
namespace {

constexpr int unitDecimals = 6;  // of a usage value
constexpr std::int64_t unitScale = 1000000;
constexpr int priceDecimals = 12;  // Stripe's unit_amount_decimal allows twelve

std::int64_t usageValue(const Meter& meter, const UsageEvent& event) {
  if (meter.aggregation == "count") return unitScale;
  const auto found = event.values.find(meter.valueKey);
  return found == event.values.end() ? 0 : scaledDecimal(found->second, unitDecimals).value_or(0);
}

std::int64_t usageTotal(const std::string& aggregation, const std::vector<std::int64_t>& values) {
  if (values.empty()) return 0;
  if (aggregation == "max") return *std::max_element(values.begin(), values.end());
  if (aggregation == "last") return values.back();
  std::int64_t sum = 0;
  for (const std::int64_t value : values) sum += value;
  return sum;
}

// Exact to the twelfth decimal, rounded half away from zero once.
std::int64_t meteredAmount(const Price& price, Provider home, std::int64_t units) {
  if (price.unitDecimal.empty()) return home == Provider::Dodo ? 0 : price.unit.minor * units;
  const auto perUnit = scaledDecimal(price.unitDecimal, priceDecimals);
  std::int64_t scale = 1;
  for (int i = 0; i < priceDecimals - (home == Provider::Dodo ? price.unit.currency.exponent() : 0); ++i) scale *= 10;
  return perUnit ? mulDiv(*perUnit, units, scale).value_or(0) : 0;
}

}  // namespace

std::int64_t Engine::metered(const Meter& meter, const std::string& customer, Instant from, Instant to) const {
  for (; inner_->usageSeen < ledger_.usage.size(); ++inner_->usageSeen) {
    const UsageEvent& event = *ledger_.usage.all()[inner_->usageSeen];
    inner_->usage[event.customer + '\n' + event.eventName].push_back(inner_->usageSeen);
  }
  const auto known = inner_->usage.find(customer + '\n' + meter.eventName);
  if (known == inner_->usage.end()) return 0;
  std::vector<const UsageEvent*> events;
  for (const std::size_t place : known->second) {
    const UsageEvent& event = *ledger_.usage.all()[place];
    if (!event.cancelled && from <= event.at && event.at < to && passesMeterFilter(meter.filter, event.values))
      events.push_back(&event);
  }
  std::stable_sort(events.begin(), events.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
  std::vector<std::int64_t> values;
  values.reserve(events.size());
  for (const UsageEvent* event : events) values.push_back(usageValue(meter, *event));
  return mulDiv(usageTotal(meter.aggregation, values), 1, unitScale).value_or(0);
}

std::optional<InvoiceLine> Engine::Inner::meteredLine(const Subscription& subscription, const SubscriptionItem& item,
                                                      Instant from, Instant to) const {
  const Price& price = priceOf(item);
  const Meter* meter = price.meter.empty() ? nullptr : ledger.meters.find(price.meter);
  if (meter == nullptr) return std::nullopt;
  const std::int64_t units = engine.metered(*meter, subscription.customer, from, to);
  const std::int64_t billed = std::max<std::int64_t>(0, units - price.freeUnits);
  InvoiceLine line = lineOf(item, from, to);
  line.quantity = units;
  line.text = std::to_string(units) + " × " + meter->name;
  line.amountMinor = meteredAmount(price, subscription.home, billed);
  return line;
}

}  // namespace billing::sandbox
