#include "store/repositories/paymentrepository.h"

#include "store/repositories/creditnoterepository.h"
#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& paymentTable() {
  static const EntityTable instance(
      Entity::Payment, QStringLiteral("payments"), {QStringLiteral("external_id")},
      {QStringLiteral("external_id"), QStringLiteral("customer_external_id"),
       QStringLiteral("subscription_external_id"), QStringLiteral("invoice_external_id"), QStringLiteral("status"),
       QStringLiteral("provider_status"), QStringLiteral("amount_minor"), QStringLiteral("currency"),
       QStringLiteral("product_id"), QStringLiteral("failure_code"), QStringLiteral("failure_message"),
       QStringLiteral("method"), QStringLiteral("tax_minor"), QStringLiteral("created_at")});
  return instance;
}

void readPayment(RowReader& row, Stored<PaymentState>& stored) {
  PaymentState& state = stored.state;
  state.externalId = row.text();
  state.customerExternalId = row.text();
  state.subscriptionExternalId = row.text();
  state.invoiceExternalId = row.text();
  state.status = row.text();
  state.providerStatus = row.text();
  state.amount = row.money();
  state.productId = row.optionalText();
  state.failureCode = row.optionalText();
  state.failureMessage = row.optionalText();
  state.method = row.optionalText();
  state.taxMinor = row.optionalNumber();
  state.createdAt = row.instant();
}

}  // namespace

Result<std::optional<Stored<PaymentState>>> PaymentRepository::find(WriteContext& context, Provider provider,
                                                                    const std::string& externalId) {
  return paymentTable().find<Stored<PaymentState>>(context, provider, {toVariant(externalId)}, readPayment);
}

Result<std::int64_t> PaymentRepository::save(WriteContext& context, const Stored<PaymentState>& stored, Instant now) {
  const PaymentState& state = stored.state;
  // A refund may be told of before its payment: the note that it got then lacks what only the payment knows.
  if (stored.row == 0)
    if (auto completed = CreditNoteRepository::completeFrom(context, stored.provider, state); !completed)
      return failure(completed.error());
  return paymentTable().save(
      context, stored,
      {toVariant(state.externalId), toVariant(state.customerExternalId), toVariant(state.subscriptionExternalId),
       toVariant(state.invoiceExternalId), toVariant(state.status), toVariant(state.providerStatus),
       qlonglong(state.amount.minor), toVariant(state.amount.currency), toVariant(state.productId),
       toVariant(state.failureCode), toVariant(state.failureMessage), toVariant(state.method),
       toVariant(state.taxMinor), toVariant(state.createdAt)},
      now);
}

}  // namespace billing::store
