#include "ui/presenters/fireseeds.h"

#include "models/idtext.h"
#include "support/instant.h"

namespace billing::ui {

namespace {

/// What is not known is left out: the composer then makes up something believable.
void put(FireSeed& seed, const char* key, const QString& value) {
  if (!value.isEmpty()) seed.values[key] = value.toStdString();
}

void put(FireSeed& seed, const char* key, std::optional<qint64> ms) {
  if (ms) seed.values[key] = toIso8601(Instant{*ms});
}

void put(FireSeed& seed, const char* key, qint64 number) {
  seed.values[key] = std::to_string(number);
}

QString about(const QString& name, const QString& id) {
  return name.isEmpty() ? models::shortId(id) : QStringLiteral("%1, %2").arg(name, models::shortId(id));
}

}  // namespace

FireSeed seedFor(const store::SubscriptionRow& row) {
  FireSeed seed;
  seed.about = about(row.customerName, row.externalId);
  put(seed, "customer_id", row.customerExternalId);
  put(seed, "customer_name", row.customerName);
  put(seed, "customer_email", row.customerEmail);
  put(seed, "subscription_id", row.externalId);
  put(seed, "product_id", row.productId);
  put(seed, "price_id", row.provider == QStringLiteral("stripe") ? row.productId : QString());
  put(seed, "product_name", row.productName);
  put(seed, "amount_minor", row.amountMinor);
  put(seed, "currency", row.currency);
  put(seed, "status", row.providerStatus);
  put(seed, "interval_unit", row.intervalUnit);
  put(seed, "interval_count", qint64(row.intervalCount));
  put(seed, "quantity", row.quantity);
  put(seed, "created_at", row.createdAt);
  put(seed, "period_start", row.periodStart);
  put(seed, "period_end", row.periodEnd);
  put(seed, "trial_end", row.trialEnd);
  put(seed, "cancelled_at", row.cancelledAt);
  put(seed, "cancel_at_period_end", row.cancelAtPeriodEnd ? QStringLiteral("true") : QStringLiteral("false"));
  return seed;
}

FireSeed seedFor(const store::CustomerRow& row) {
  FireSeed seed;
  seed.about = about(row.name, row.externalId);
  put(seed, "customer_id", row.externalId);
  put(seed, "customer_name", row.name);
  put(seed, "customer_email", row.email);
  put(seed, "currency", row.currency);
  return seed;
}

FireSeed seedFor(const store::InvoiceRow& row) {
  FireSeed seed;
  seed.about = about(row.customerName, row.number.isEmpty() ? row.externalId : row.number);
  put(seed, "customer_id", row.customerExternalId);
  put(seed, "customer_name", row.customerName);
  put(seed, "invoice_id", row.externalId);
  put(seed, "subscription_id", row.subscriptionExternalId);
  put(seed, "amount_minor", row.totalMinor);
  put(seed, "currency", row.currency);
  return seed;
}

FireSeed seedFor(const store::WebhookEventDetail& detail) {
  FireSeed seed;
  seed.type = detail.row.type;
  seed.about = about(detail.row.customerName, detail.row.subject);
  seed.route = detail.row.route;
  put(seed, "customer_id", detail.row.customerExternalId);
  put(seed, "customer_name", detail.row.customerName);
  if (detail.row.subject.startsWith(QStringLiteral("sub_"))) put(seed, "subscription_id", detail.row.subject);
  if (!detail.attempts.isEmpty()) seed.body = detail.attempts.first().body;
  return seed;
}

}  // namespace billing::ui
