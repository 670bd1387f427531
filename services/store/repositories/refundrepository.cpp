#include "store/repositories/refundrepository.h"

#include "store/repositories/creditnoterepository.h"
#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& refundTable() {
  static const EntityTable instance(
      Entity::Refund, QStringLiteral("refunds"), {QStringLiteral("external_id")},
      {QStringLiteral("external_id"), QStringLiteral("payment_external_id"), QStringLiteral("customer_external_id"),
       QStringLiteral("status"), QStringLiteral("amount_minor"), QStringLiteral("currency"), QStringLiteral("reason"),
       QStringLiteral("created_at")});
  return instance;
}

void readRefund(RowReader& row, Stored<RefundState>& stored) {
  RefundState& state = stored.state;
  state.externalId = row.text();
  state.paymentExternalId = row.text();
  state.customerExternalId = row.text();
  state.status = row.text();
  state.amount = row.money();
  state.reason = row.optionalText();
  state.createdAt = row.instant();
}

}  // namespace

Result<std::optional<Stored<RefundState>>> RefundRepository::find(WriteContext& context, Provider provider,
                                                                  const std::string& externalId) {
  return refundTable().find<Stored<RefundState>>(context, provider, {toVariant(externalId)}, readRefund);
}

Result<std::int64_t> RefundRepository::save(WriteContext& context, const Stored<RefundState>& stored, Instant now) {
  const RefundState& state = stored.state;
  if (auto noted = CreditNoteRepository::issueFor(context, stored.provider, state, now); !noted)
    return failure(noted.error());
  return refundTable().save(
      context, stored,
      {toVariant(state.externalId), toVariant(state.paymentExternalId), toVariant(state.customerExternalId),
       toVariant(state.status), qlonglong(state.amount.minor), toVariant(state.amount.currency),
       toVariant(state.reason), toVariant(state.createdAt)},
      now);
}

}  // namespace billing::store
