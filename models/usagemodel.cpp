#include "models/usagemodel.h"

#include "domain/money.h"
#include "models/facts.h"

namespace billing::models {
namespace {

std::optional<qint64> usedMilli(const store::UsageRow& row) {
  if (!row.grantedMilli || !row.remainingMilli) return std::nullopt;
  return *row.grantedMilli - *row.remainingMilli;
}

// Thousandths of the allowance; more than 1000 when it is overdrawn.
std::optional<qint64> usedShare(const store::UsageRow& row) {
  const auto used = usedMilli(row);
  if (!used || *row.grantedMilli <= 0) return std::nullopt;
  return mulDiv(*used, 1000, *row.grantedMilli);
}

// The words of look.md's bar: warned from four fifths on, at the limit when nothing remains.
QString usageStatus(const store::UsageRow& row) {
  const auto share = usedShare(row);
  if (!share) return QStringLiteral("unlimited");
  return *share >= 1000  ? QStringLiteral("used_up")
         : *share >= 800 ? QStringLiteral("nearly_used_up")
                         : QStringLiteral("ok");
}

}  // namespace

FactTable usageTable() {
  using K = CellKind;
  return makeTable<store::UsageRow>(
      {
          {{"customer", columnText("Customer"), K::Text},
           [](const store::UsageRow& r) { return nameFact({r.customerName, r.customerExternalId}); }},
          {{"name", columnText("Allowance"), K::Text},
           [](const store::UsageRow& r) { return nameFact({r.name, r.externalId}); }},
          {{"percent", columnText("Used share"), K::Percent},
           [](const store::UsageRow& r) { return quantityFact(usedShare(r), {}); }},
          {{"used", columnText("Used"), K::Quantity, false},
           [](const store::UsageRow& r) { return quantityFact(usedMilli(r), r.unit); }},
          {{"granted", columnText("Limit"), K::Quantity, false},
           [](const store::UsageRow& r) { return quantityFact(r.grantedMilli, r.unit); }},
          {{"remaining", columnText("Remaining"), K::Quantity},
           [](const store::UsageRow& r) { return quantityFact(r.remainingMilli, r.unit); }},
          {{"status", columnText("Status"), K::Status, false},
           [](const store::UsageRow& r) { return textFact(usageStatus(r)); }},
          {{"updated_at", columnText("Updated"), K::Instant},
           [](const store::UsageRow& r) { return instantFact(r.updatedAt); }},
          {{"provider", columnText("Provider"), K::Text, true, false},
           [](const store::UsageRow& r) { return textFact(providerName(r.provider)); }},
          {{"unit", columnText("Unit"), K::Text, true, false},
           [](const store::UsageRow& r) { return textFact(r.unit); }},
          {{"subscription_external_id", columnText("Subscription id"), K::Id, false, false},
           [](const store::UsageRow& r) { return textFact(r.subscriptionExternalId); }},
          {{"external_id", columnText("Allowance id"), K::Id, false, false},
           [](const store::UsageRow& r) { return textFact(r.externalId); }},
      },
      &usageStatus);
}

UsageModel::UsageModel(operations::ListSource<store::UsageRow>& source, ModelContext context, QObject* parent)
    : ListModel(source, usageTable(), {"updated_at", false}, std::move(context), parent) {}

}  // namespace billing::models
