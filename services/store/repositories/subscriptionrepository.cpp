#include "store/repositories/subscriptionrepository.h"

#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& subscriptionTable() {
  static const EntityTable instance(
      Entity::Subscription, QStringLiteral("subscriptions"), {QStringLiteral("external_id")},
      {QStringLiteral("external_id"), QStringLiteral("customer_external_id"), QStringLiteral("product_id"),
       QStringLiteral("product_name"), QStringLiteral("status"), QStringLiteral("provider_status"),
       QStringLiteral("amount_minor"), QStringLiteral("currency"), QStringLiteral("quantity"),
       QStringLiteral("interval_unit"), QStringLiteral("interval_count"), QStringLiteral("created_at"),
       QStringLiteral("period_start"), QStringLiteral("period_end"), QStringLiteral("trial_end"),
       QStringLiteral("cancel_at"), QStringLiteral("cancelled_at"), QStringLiteral("cancel_at_period_end"),
       QStringLiteral("mrr_minor")});
  return instance;
}

void readSubscription(RowReader& row, StoredSubscription& stored) {
  SubscriptionState& state = stored.state;
  state.externalId = row.text();
  state.customerExternalId = row.text();
  state.productId = row.text();
  state.productName = row.optionalText();
  state.status = subscriptionStatusFrom(row.text());
  state.providerStatus = row.text();
  state.amount = row.money();
  state.quantity = row.number();
  state.interval = row.interval();
  state.createdAt = row.instant();
  state.periodStart = row.instant();
  state.periodEnd = row.instant();
  state.trialEnd = row.instant();
  state.cancelAt = row.instant();
  state.cancelledAt = row.instant();
  state.cancelAtPeriodEnd = row.flag();
  stored.mrrMinor = row.number();
}

}  // namespace

Result<std::optional<StoredSubscription>> SubscriptionRepository::find(WriteContext& context, Provider provider,
                                                                       const std::string& externalId) {
  return subscriptionTable().find<StoredSubscription>(context, provider, {toVariant(externalId)}, readSubscription);
}

Result<std::int64_t> SubscriptionRepository::save(WriteContext& context, const StoredSubscription& stored,
                                                  Instant now) {
  const SubscriptionState& state = stored.state;
  return subscriptionTable().save(
      context, stored,
      {toVariant(state.externalId), toVariant(state.customerExternalId), toVariant(state.productId),
       toVariant(state.productName), toVariant(std::string(toString(state.status))), toVariant(state.providerStatus),
       qlonglong(state.amount.minor), toVariant(state.amount.currency), qlonglong(state.quantity),
       unitOf(state.interval), countOf(state.interval), toVariant(state.createdAt), toVariant(state.periodStart),
       toVariant(state.periodEnd), toVariant(state.trialEnd), toVariant(state.cancelAt), toVariant(state.cancelledAt),
       toVariant(state.cancelAtPeriodEnd), qlonglong(stored.mrrMinor)},
      now);
}

}  // namespace billing::store
