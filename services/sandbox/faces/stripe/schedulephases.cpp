#include "sandbox/faces/stripe/schedulephases.h"

#include "domain/civildate.h"
#include "sandbox/faces/stripe/catalogue.h"
#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {
namespace {

QJsonObject phaseItem(const std::string& price, std::int64_t quantity, const Metadata& metadata) {
  return Json()("price", price)("plan", price)("quantity", quantity)("metadata", metadata)("discounts", QJsonArray{})(
      "tax_rates", QJsonArray{})("billing_thresholds", nullptr);
}

QJsonArray readPhaseItems(Request& r, const Reader& phase) {
  QJsonArray items;
  for (const auto& entry : phase.each("items")) {
    const auto price = priceGiven(r, entry);
    if (price.empty()) entry.required("price");
    Metadata metadata;
    entry.into("metadata", metadata);
    items.append(phaseItem(price, entry.integer("quantity").value_or(1), metadata));
  }
  if (items.isEmpty()) phase.required("items");
  return items;
}

BillingInterval rhythmOf(const Request& r, const QJsonArray& items) {
  const auto id = items.first().toObject().value(QLatin1String("price")).toString().toStdString();
  const auto* price = r.ledger.prices.find(id);
  return price && price->interval ? *price->interval : BillingInterval{};
}

std::int64_t durationOf(const Reader& phase, BillingInterval& interval) {
  if (!phase.has("duration")) return phase.integer("iterations").value_or(1);
  const auto duration = phase.at("duration");
  const auto unit = duration.oneOf("interval", {"day", "week", "month", "year"});
  interval = {unit == "day"    ? IntervalUnit::Day
              : unit == "week" ? IntervalUnit::Week
              : unit == "year" ? IntervalUnit::Year
                               : IntervalUnit::Month,
              1};
  return duration.integer("interval_count").value_or(1);
}

QJsonObject phaseJson(const QJsonArray& items, Instant start, Instant end, const std::string& currency) {
  return Json()("items", items)("start_date", start)("end_date", end)("currency", currency)(
             "add_invoice_items", QJsonArray{})("default_tax_rates", QJsonArray{})("discounts", QJsonArray{})(
             "metadata", QJsonObject{})("proration_behavior", "create_prorations")
      .nulls(
          "application_fee_percent billing_cycle_anchor billing_thresholds collection_method default_payment_method "
          "description invoice_settings on_behalf_of transfer_data trial_end");
}

std::string phaseCurrency(const Request& r, const QJsonArray& items) {
  const auto id = items.first().toObject().value(QLatin1String("price")).toString().toStdString();
  const auto* price = r.ledger.prices.find(id);
  return price ? lowered(price->unit.currency.code()) : "usd";
}

QJsonObject readPhase(Request& r, const Reader& in, Instant start) {
  const auto items = readPhaseItems(r, in);
  if (r.problem) return {};
  auto interval = rhythmOf(r, items);
  const auto times = durationOf(in, interval);
  const auto end = in.time("end_date").value_or(periodStart(start, interval, times));
  if (end <= start) in.refuse(invalid("The end of a phase must be after its start.", in.fullName("end_date")));
  Json out(phaseJson(items, start, end, phaseCurrency(r, items)));
  Metadata metadata;
  in.into("metadata", metadata);
  const auto behaviour = in.oneOf("proration_behavior", {"always_invoice", "create_prorations", "none"});
  out("metadata", metadata)("description", orNull(in.text("description")));
  if (!behaviour.empty()) out("proration_behavior", behaviour);
  return out;
}

}  // namespace

QJsonArray readPhases(Request& r, Instant start) {
  QJsonArray phases;
  auto at = start;
  for (const auto& in : r.in().each("phases")) {
    const auto given = in.time("start_date");
    const auto phase = readPhase(r, in, given && phases.isEmpty() ? *given : at);
    if (r.problem) return {};
    at = endOf(phase);
    phases.append(phase);
  }
  return phases;
}

QJsonObject phaseOf(const Desk&, const Subscription& subscription) {
  QJsonArray items;
  for (const auto& item : subscription.items) items.append(phaseItem(item.price, item.quantity, item.metadata));
  return phaseJson(items, subscription.periodStart, subscription.periodEnd, lowered(subscription.currency.code()));
}

std::vector<SubscriptionItem> itemsOfPhase(const QJsonObject& phase) {
  std::vector<SubscriptionItem> items;
  for (const auto& entry : phase.value(QLatin1String("items")).toArray()) {
    SubscriptionItem item;
    item.price = entry.toObject().value(QLatin1String("price")).toString().toStdString();
    item.quantity = entry.toObject().value(QLatin1String("quantity")).toInteger();
    items.push_back(std::move(item));
  }
  return items;
}

Instant startOf(const QJsonObject& phase) {
  return Instant::fromSeconds(phase.value(QLatin1String("start_date")).toInteger());
}

Instant endOf(const QJsonObject& phase) {
  return Instant::fromSeconds(phase.value(QLatin1String("end_date")).toInteger());
}

int phaseAt(const QJsonArray& phases, Instant at) {
  for (int i = 0; i < phases.size(); ++i) {
    const auto phase = phases.at(i).toObject();
    if (at >= startOf(phase) && at < endOf(phase)) return i;
  }
  return -1;
}

}  // namespace billing::sandbox::stripe
