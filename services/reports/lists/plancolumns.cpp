#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {

const ListTable<store::PlanRow>& planColumns() {
  using K = CellKind;
  using Row = store::PlanRow;
  static const ListTable<Row> table{
      {{"name", titleText("Plan"), K::Text}, [](const Row& r) { return firstText({r.name, r.productId}); }},
      {{"amount", titleText("Price"), K::Money}, [](const Row& r) { return moneyCell(r.amountMinor, r.currency); }},
      {{"currency", titleText("Currency"), K::Text}, [](const Row& r) { return textCell(r.currency); }},
      {{"interval_unit", titleText("Interval"), K::Text},
       [](const Row& r) { return textCell(intervalWord(r.intervalUnit, r.intervalCount)); }},
      {{"subscribers", titleText("Subscribers"), K::Count},
       [](const Row& r) { return numberCell(r.activeSubscribers); }},
      {{"all_subscribers", titleText("Subscribers ever"), K::Count},
       [](const Row& r) { return numberCell(r.allSubscribers); }},
      {{"mrr", titleText("MRR"), K::Money}, [](const Row& r) { return moneyCell(r.mrrMinor, r.currency); }},
      {{"active", titleText("Status"), K::Text},
       [](const Row& r) { return textCell(r.active ? QStringLiteral("active") : QStringLiteral("retired")); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"product_id", titleText("Product id"), K::Id}, [](const Row& r) { return textCell(r.productId); }},
      {{"price_id", titleText("Price id"), K::Id}, [](const Row& r) { return textCell(r.priceId); }},
      {{"last_seen_at", titleText("Last seen"), K::Instant}, [](const Row& r) { return timeCell(r.lastSeenAt); }},
  };
  return table;
}

}  // namespace billing::reports
