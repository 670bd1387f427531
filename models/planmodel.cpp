#include "models/planmodel.h"

#include "models/facts.h"

namespace billing::models {
namespace {

QString planStatus(const store::PlanRow& row) {
  return row.active ? QStringLiteral("active") : QStringLiteral("retired");
}

}  // namespace

FactTable planTable() {
  using K = CellKind;
  return makeTable<store::PlanRow>(
      {
          {{"name", columnText("Plan"), K::Text},
           [](const store::PlanRow& r) { return nameFact({r.name, r.productId}); }},
          {{"amount", columnText("Price"), K::Money},
           [](const store::PlanRow& r) {
             return moneyFact(r.amountMinor, r.currency, intervalText(r.intervalUnit, r.intervalCount));
           }},
          {{"interval_unit", columnText("Interval"), K::Text},
           [](const store::PlanRow& r) { return textFact(intervalText(r.intervalUnit, r.intervalCount)); }},
          {{"subscribers", columnText("Subscribers"), K::Count},
           [](const store::PlanRow& r) { return numberFact(r.activeSubscribers); }},
          {{"mrr", columnText("MRR"), K::Money},
           [](const store::PlanRow& r) { return moneyFact(r.mrrMinor, r.currency); }},
          {{"active", columnText("Status"), K::Status},
           [](const store::PlanRow& r) { return textFact(planStatus(r)); }},
          {{"provider", columnText("Provider"), K::Text},
           [](const store::PlanRow& r) { return textFact(providerName(r.provider)); }},
          {{"product_id", columnText("Product id"), K::Id},
           [](const store::PlanRow& r) { return textFact(r.productId); }},
          {{"price_id", columnText("Price id"), K::Id, true, false},
           [](const store::PlanRow& r) { return textFact(r.priceId); }},
          {{"all_subscribers", columnText("Subscribers ever"), K::Count, false, false},
           [](const store::PlanRow& r) { return numberFact(r.allSubscribers); }},
          {{"last_seen_at", columnText("Last seen"), K::Instant, false, false},
           [](const store::PlanRow& r) { return instantFact(r.lastSeenAt); }},
      },
      &planStatus);
}

PlanModel::PlanModel(operations::ListSource<store::PlanRow>& source, ModelContext context, QObject* parent)
    : ListModel(source, planTable(), {}, std::move(context), parent) {}

}  // namespace billing::models
