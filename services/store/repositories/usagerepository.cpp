#include "store/repositories/usagerepository.h"

#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& usageTable() {
  static const EntityTable instance(
      Entity::Usage, QStringLiteral("usage_balances"),
      {QStringLiteral("external_id"), QStringLiteral("customer_external_id")},
      {QStringLiteral("external_id"), QStringLiteral("customer_external_id"),
       QStringLiteral("subscription_external_id"), QStringLiteral("name"), QStringLiteral("unit"),
       QStringLiteral("granted_milli"), QStringLiteral("remaining_milli")});
  return instance;
}

void readUsage(RowReader& row, Stored<UsageState>& stored) {
  UsageState& state = stored.state;
  state.externalId = row.text();
  state.customerExternalId = row.text();
  state.subscriptionExternalId = row.text();
  state.name = row.text();
  state.unit = row.text();
  state.grantedMilli = row.optionalNumber();
  state.remainingMilli = row.optionalNumber();
}

}  // namespace

Result<std::optional<Stored<UsageState>>> UsageRepository::find(WriteContext& context, Provider provider,
                                                                const std::string& externalId,
                                                                const std::string& customerExternalId) {
  return usageTable().find<Stored<UsageState>>(context, provider,
                                               {toVariant(externalId), toVariant(customerExternalId)}, readUsage);
}

Result<std::int64_t> UsageRepository::save(WriteContext& context, const Stored<UsageState>& stored, Instant now) {
  const UsageState& state = stored.state;
  return usageTable().save(
      context, stored,
      {toVariant(state.externalId), toVariant(state.customerExternalId), toVariant(state.subscriptionExternalId),
       toVariant(state.name), toVariant(state.unit), toVariant(state.grantedMilli), toVariant(state.remainingMilli)},
      now);
}

}  // namespace billing::store
