#include "store/repositories/subscriptionrepository.h"

#include "domain/subscriptiondiscount.h"
#include "store/repositories/entitytable.h"

namespace billing::store {
namespace {

const EntityTable& subscriptionTable() {
  static const EntityTable instance(Entity::Subscription, QStringLiteral("subscriptions"),
                                    {QStringLiteral("external_id")},
                                    {QStringLiteral("external_id"),      QStringLiteral("customer_external_id"),
                                     QStringLiteral("product_id"),       QStringLiteral("product_name"),
                                     QStringLiteral("status"),           QStringLiteral("provider_status"),
                                     QStringLiteral("amount_minor"),     QStringLiteral("currency"),
                                     QStringLiteral("quantity"),         QStringLiteral("interval_unit"),
                                     QStringLiteral("interval_count"),   QStringLiteral("created_at"),
                                     QStringLiteral("period_start"),     QStringLiteral("period_end"),
                                     QStringLiteral("trial_end"),        QStringLiteral("cancel_at"),
                                     QStringLiteral("cancelled_at"),     QStringLiteral("cancel_at_period_end"),
                                     QStringLiteral("discount_code"),    QStringLiteral("discount_bps"),
                                     QStringLiteral("discount_minor"),   QStringLiteral("discount_duration"),
                                     QStringLiteral("discount_ends_at"), QStringLiteral("has_payment_method"),
                                     QStringLiteral("mrr_minor")});
  return instance;
}

std::optional<SubscriptionDiscount> readDiscount(RowReader& row) {
  SubscriptionDiscount discount;
  discount.code = row.text();
  discount.percentBps = static_cast<int>(row.number());
  discount.amountMinor = row.number();
  const std::string duration = row.text();
  discount.endsAt = row.instant();
  if (duration.empty()) return std::nullopt;
  using enum SubscriptionDiscount::Duration;
  for (const auto known : {Once, Repeating, Forever})
    if (toString(known) == duration) discount.duration = known;
  return discount;
}

// No word for the duration: there is no discount. "untold": there is one, and no more is known.
std::string durationWord(const std::optional<SubscriptionDiscount>& discount) {
  if (!discount || saysNone(*discount)) return {};
  return isSized(*discount) ? std::string(toString(discount->duration)) : "untold";
}

void addDiscount(QVariantList& values, const std::optional<SubscriptionDiscount>& discount) {
  const SubscriptionDiscount given = discount.value_or(SubscriptionDiscount{});
  values << toVariant(given.code) << given.percentBps << qlonglong(given.amountMinor)
         << toVariant(durationWord(discount)) << toVariant(given.endsAt);
}

std::optional<std::int64_t> number(std::optional<bool> flag) {
  return flag ? std::optional<std::int64_t>(*flag ? 1 : 0) : std::nullopt;
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
  state.discount = readDiscount(row);
  const std::optional<std::int64_t> method = row.optionalNumber();
  if (method) state.hasPaymentMethod = *method != 0;
  stored.mrrMinor = row.number();
}

}  // namespace

Result<std::optional<StoredSubscription>> SubscriptionRepository::find(WriteContext& context, Provider provider,
                                                                       const std::string& externalId) {
  return subscriptionTable().find<StoredSubscription>(context, provider, {toVariant(externalId)}, readSubscription);
}

Result<void> SubscriptionRepository::each(WriteContext& context, const std::function<void(StoredSubscription&)>& take) {
  return subscriptionTable().each<StoredSubscription>(context, readSubscription, take);
}

Result<std::int64_t> SubscriptionRepository::save(WriteContext& context, const StoredSubscription& stored,
                                                  Instant now) {
  const SubscriptionState& state = stored.state;
  QVariantList values{toVariant(state.externalId),
                      toVariant(state.customerExternalId),
                      toVariant(state.productId),
                      toVariant(state.productName),
                      toVariant(std::string(toString(state.status))),
                      toVariant(state.providerStatus),
                      qlonglong(state.amount.minor),
                      toVariant(state.amount.currency),
                      qlonglong(state.quantity),
                      unitOf(state.interval),
                      countOf(state.interval),
                      toVariant(state.createdAt),
                      toVariant(state.periodStart),
                      toVariant(state.periodEnd),
                      toVariant(state.trialEnd),
                      toVariant(state.cancelAt),
                      toVariant(state.cancelledAt),
                      toVariant(state.cancelAtPeriodEnd)};
  addDiscount(values, state.discount);
  values << toVariant(number(state.hasPaymentMethod)) << qlonglong(stored.mrrMinor);
  return subscriptionTable().save(context, stored, values, now);
}

}  // namespace billing::store
