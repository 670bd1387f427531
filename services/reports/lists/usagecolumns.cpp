#include "domain/money.h"
#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {
namespace {

std::optional<qint64> usedOf(const store::UsageRow& row) {
  if (row.usedMilli) return row.usedMilli;
  if (!row.grantedMilli || !row.remainingMilli) return std::nullopt;
  return *row.grantedMilli - *row.remainingMilli;
}

Cell shareCell(const store::UsageRow& row) {
  const auto used = usedOf(row);
  const auto share = used && row.grantedMilli.value_or(0) > 0 ? mulDiv(*used, 1000, *row.grantedMilli) : std::nullopt;
  return share ? numberCell(*share) : Cell{};
}

}  // namespace

const ListTable<store::UsageRow>& usageColumns() {
  using K = CellKind;
  using Row = store::UsageRow;
  static const ListTable<Row> table{
      {{"customer", titleText("Customer"), K::Text, true},
       [](const Row& r) { return firstText({r.customerName, r.accountKey, r.customerExternalId}); }},
      {{"name", titleText("Quota"), K::Text}, [](const Row& r) { return firstText({r.name, r.externalId}); }},
      {{"percent", titleText("Used share"), K::Percent}, &shareCell},
      {{"state", titleText("State"), K::Text}, [](const Row& r) { return textCell(r.state); }},
      {{"used", titleText("Used"), K::Quantity}, [](const Row& r) { return quantityCell(usedOf(r), r.unit); }},
      {{"granted", titleText("Limit"), K::Quantity}, [](const Row& r) { return quantityCell(r.grantedMilli, r.unit); }},
      {{"remaining", titleText("Remaining"), K::Quantity},
       [](const Row& r) { return quantityCell(r.remainingMilli, r.unit); }},
      {{"unit", titleText("Unit"), K::Text}, [](const Row& r) { return textCell(r.unit); }},
      {{"period_start", titleText("Period starts"), K::Instant}, [](const Row& r) { return timeCell(r.periodStart); }},
      {{"period_end", titleText("Period ends"), K::Instant}, [](const Row& r) { return timeCell(r.periodEnd); }},
      {{"updated_at", titleText("Updated"), K::Instant}, [](const Row& r) { return timeCell(r.updatedAt); }},
      {{"account", titleText("Account"), K::Text, true}, [](const Row& r) { return textCell(r.accountKey); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"customer_external_id", titleText("Customer id"), K::Id, true},
       [](const Row& r) { return textCell(r.customerExternalId); }},
      {{"subscription_external_id", titleText("Subscription id"), K::Id},
       [](const Row& r) { return textCell(r.subscriptionExternalId); }},
      {{"external_id", titleText("Allowance id"), K::Id}, [](const Row& r) { return textCell(r.externalId); }},
  };
  return table;
}

}  // namespace billing::reports
