#include "models/planmodel.h"

#include "models/catalogue.h"
#include "models/facts.h"

namespace billing::models {
namespace {

constexpr int kCatalogueColumn = 3;  // before the subscribers: what they subscribe to comes first

Fact catalogueFact(const BillingRules& rules, bool live, const store::PlanRow& row) {
  const CatalogueMatch match = matchCatalogue(rules, live, row);
  const std::string name = match.pack != nullptr   ? match.pack->name
                           : match.plan != nullptr ? match.plan->name
                                                   : std::string();
  return textFact(catalogueState(rules, live, row), QString::fromStdString(name));
}

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

FactTable planTable(const BillingRules& rules, bool live) {
  FactTable table = planTable();
  table.columns.insert(kCatalogueColumn, {"catalogue", columnText("Catalogue"), CellKind::Status, false});
  table.fact = [plain = table.fact, &rules, live](const void* row, int column) {
    if (column == kCatalogueColumn) return catalogueFact(rules, live, *static_cast<const store::PlanRow*>(row));
    return plain(row, column < kCatalogueColumn ? column : column - 1);
  };
  return table;
}

PlanModel::PlanModel(operations::ListSource<store::PlanRow>& source, ModelContext context, QObject* parent)
    : PlanModel(source, planTable(), std::move(context), parent) {}

PlanModel::PlanModel(operations::ListSource<store::PlanRow>& source, FactTable table, ModelContext context,
                     QObject* parent)
    : ListModel(source, std::move(table), {}, std::move(context), parent) {}

}  // namespace billing::models
