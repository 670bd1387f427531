#include "models/usagemodel.h"

#include "models/facts.h"
#include "models/usageforecast.h"

namespace billing::models {
namespace {

std::optional<qint64> usedMilli(const store::UsageRow& row) {
  if (row.usedMilli) return row.usedMilli;
  if (!row.grantedMilli || !row.remainingMilli) return std::nullopt;
  return *row.grantedMilli - *row.remainingMilli;
}

QString percentOfLimit(qint64 thousandths) {
  return QString::number(thousandths / 10) + QStringLiteral(" %");
}

// Thousandths of the allowance, more than 1000 when it is overdrawn; with the marks on its bar.
Fact shareFact(const store::UsageRow& row) {
  const auto used = usedMilli(row);
  const auto share = used ? shareThousandths(*used, row.grantedMilli.value_or(0)) : std::nullopt;
  if (!share) return {};
  Fact fact{QVariant::fromValue(*share), {}, {}, {}, {}};
  const auto end = row.blockedMilli ? shareThousandths(*row.blockedMilli, *row.grantedMilli) : std::nullopt;
  fact.series = {qint64{row.warnPercent} * 10, end.value_or(-1)};
  fact.detail = columnText("warns from %1").arg(percentOfLimit(qint64{row.warnPercent} * 10));
  if (end) fact.detail += QStringLiteral(", ") + columnText("ends at %1").arg(percentOfLimit(*end));
  return fact;
}

Fact forecastFact(const store::UsageRow& row) {
  const auto used = usedMilli(row);
  if (!used || !row.periodStart || !row.periodEnd) return {};
  Fact fact{QVariant::fromValue(*used), {}, row.unit, columnText("If use goes on as in this period so far"), {}};
  fact.series = {*row.periodStart, *row.periodEnd, row.grantedMilli.value_or(-1)};
  return fact;
}

Fact historyFact(const store::UsageRow& row) {
  const auto used = usedMilli(row);
  if (!used || row.history.isEmpty()) return {};
  Fact fact{QVariant::fromValue(*used), {}, row.unit, columnText("Periods before, and this one"), {}};
  for (const auto& period : row.history) fact.series.push_back(period.usedMilli);
  fact.series.push_back(*used);
  return fact;
}

Fact limitFact(const store::UsageRow& row) {
  const bool none = !row.grantedMilli && row.state == QLatin1String("unlimited");
  return none ? saidFact(columnText("unlimited")) : quantityFact(row.grantedMilli, row.unit);
}

QString usageState(const store::UsageRow& row) {
  return row.state;
}

}  // namespace

FactTable usageTable() {
  using K = CellKind;
  using Row = store::UsageRow;
  return makeTable<Row>(
      {
          {{"customer", columnText("Customer"), K::Text},
           [](const Row& r) { return nameFact({r.customerName, r.accountKey, r.customerExternalId}); }},
          {{"name", columnText("Quota"), K::Text}, [](const Row& r) { return nameFact({r.name, r.externalId}); }},
          {{"percent", columnText("Used share"), K::Percent}, &shareFact},
          {{"state", columnText("State"), K::Status}, [](const Row& r) { return textFact(usageState(r)); }},
          {{"used", columnText("Used"), K::Quantity, false},
           [](const Row& r) { return quantityFact(usedMilli(r), r.unit); }},
          {{"granted", columnText("Limit"), K::Quantity, false}, &limitFact},
          {{"remaining", columnText("Remaining"), K::Quantity},
           [](const Row& r) { return quantityFact(r.remainingMilli, r.unit); }},
          {{"period_end", columnText("Period ends"), K::Instant},
           [](const Row& r) { return instantFact(r.periodEnd); }},
          {{"forecast", columnText("At its end"), K::Forecast, false}, &forecastFact},
          {{"history", columnText("Last periods"), K::History, false}, &historyFact},
          {{"updated_at", columnText("Updated"), K::Instant}, [](const Row& r) { return instantFact(r.updatedAt); }},
          {{"account", columnText("Account"), K::Text, true, false},
           [](const Row& r) { return textFact(r.accountKey); }},
          {{"provider", columnText("Provider"), K::Text, true, false},
           [](const Row& r) { return textFact(providerName(r.provider)); }},
          {{"unit", columnText("Unit"), K::Text, true, false}, [](const Row& r) { return textFact(r.unit); }},
          {{"subscription_external_id", columnText("Subscription id"), K::Id, false, false},
           [](const Row& r) { return textFact(r.subscriptionExternalId); }},
          {{"external_id", columnText("Allowance id"), K::Id, false, false},
           [](const Row& r) { return textFact(r.externalId); }},
      },
      &usageState);
}

UsageModel::UsageModel(operations::ListSource<store::UsageRow>& source, ModelContext context, QObject* parent)
    : ListModel(source, usageTable(), {"updated_at", false}, std::move(context), parent) {}

}  // namespace billing::models
