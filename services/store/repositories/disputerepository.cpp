#include "store/repositories/disputerepository.h"

#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& disputeTable() {
  static const EntityTable instance(
      Entity::Dispute, QStringLiteral("disputes"), {QStringLiteral("external_id")},
      {QStringLiteral("external_id"), QStringLiteral("payment_external_id"), QStringLiteral("customer_external_id"),
       QStringLiteral("status"), QStringLiteral("open"), QStringLiteral("amount_minor"), QStringLiteral("currency"),
       QStringLiteral("reason"), QStringLiteral("created_at")});
  return instance;
}

void readDispute(RowReader& row, Stored<DisputeState>& stored) {
  DisputeState& state = stored.state;
  state.externalId = row.text();
  state.paymentExternalId = row.text();
  state.customerExternalId = row.text();
  state.status = row.text();
  state.open = row.flag();
  state.amount = row.money();
  state.reason = row.optionalText();
  state.createdAt = row.instant();
}

}  // namespace

Result<std::optional<Stored<DisputeState>>> DisputeRepository::find(WriteContext& context, Provider provider,
                                                                    const std::string& externalId) {
  return disputeTable().find<Stored<DisputeState>>(context, provider, {toVariant(externalId)}, readDispute);
}

Result<std::int64_t> DisputeRepository::save(WriteContext& context, const Stored<DisputeState>& stored, Instant now) {
  const DisputeState& state = stored.state;
  return disputeTable().save(
      context, stored,
      {toVariant(state.externalId), toVariant(state.paymentExternalId), toVariant(state.customerExternalId),
       toVariant(state.status), toVariant(state.open), qlonglong(state.amount.minor), toVariant(state.amount.currency),
       toVariant(state.reason), toVariant(state.createdAt)},
      now);
}

}  // namespace billing::store
