#include "webhooks/composer.h"

#include <algorithm>

#include "webhooks/compose/eventtemplate.h"
#include "webhooks/compose/eventtypetable.h"
#include "webhooks/compose/variablesources.h"

namespace billing::webhooks {
namespace {

std::vector<EventType> typesOnly(Provider provider) {
  std::vector<EventType> types;
  for (const EventTypeRow& row : eventTypeRows(provider)) types.push_back(row.type);
  return types;
}

tl::unexpected<Error> unknownKey(const std::string& key) {
  std::string known;
  for (const std::string& name : composeKeys()) known += (known.empty() ? "" : " ") + name;
  return failure(ErrorKind::InvalidInput, "unknown_value", "“" + key + "” is not a value that an event can be given",
                 {}, "Known are: " + known);
}

}  // namespace

const std::vector<EventType>& eventTypes(Provider provider) {
  static const std::vector<EventType> dodo = typesOnly(Provider::Dodo);
  static const std::vector<EventType> stripe = typesOnly(Provider::Stripe);
  return provider == Provider::Dodo ? dodo : stripe;
}

const std::vector<std::string>& composeKeys() {
  static const std::vector<std::string> keys{"business_id",
                                             "customer_id",
                                             "customer_name",
                                             "customer_email",
                                             "subscription_id",
                                             "subscription_item_id",
                                             "product_id",
                                             "product_name",
                                             "price_id",
                                             "payment_id",
                                             "charge_id",
                                             "invoice_id",
                                             "invoice_number",
                                             "refund_id",
                                             "dispute_id",
                                             "payment_method_id",
                                             "card_network",
                                             "card_last_four",
                                             "event_id",
                                             "amount_minor",
                                             "currency",
                                             "status",
                                             "interval_unit",
                                             "interval_count",
                                             "quantity",
                                             "period_start",
                                             "period_end",
                                             "created_at",
                                             "trial_end",
                                             "cancel_at",
                                             "cancelled_at",
                                             "cancel_at_period_end",
                                             "cancellation_feedback",
                                             "ended_at",
                                             "expires_at",
                                             "paused_at",
                                             "paid_at",
                                             "due_at",
                                             "invoice_created_at",
                                             "dispute_created_at",
                                             "billing_reason",
                                             "collection_method",
                                             "reason",
                                             "is_partial",
                                             "error_code",
                                             "error_message",
                                             "credit_entitlement_id",
                                             "credit_name",
                                             "credit_amount",
                                             "balance_before",
                                             "balance_after",
                                             "tax_minor",
                                             "proration",
                                             "discount_code",
                                             "discount_bps",
                                             "has_payment_method",
                                             "livemode",
                                             "metadata"};
  return keys;
}

Result<ComposedEvent> compose(Provider provider, const std::string& type, const ComposeValues& values,
                              Instant occurredAt, std::uint64_t seed) {
  const auto& rows = eventTypeRows(provider);
  const auto row = std::ranges::find(rows, type, [](const EventTypeRow& one) { return one.type.name; });
  if (row == rows.end())
    return failure(ErrorKind::NotFound, "unknown_event_type",
                   std::string(toString(provider)) + " has no event type “" + type + "”");
  for (const auto& [key, value] : values)
    if (std::ranges::find(composeKeys(), key) == composeKeys().end()) return unknownKey(key);
  const auto variables = gatherVariables(provider, *row, values, occurredAt, InventedIds(seed));
  if (!variables) return failure(variables.error());
  const bool changed = !variables->empty("previous_attributes");
  const auto body =
      EventTemplate(provider, *variables, row->templateName).render(changed ? "envelope_changed" : "envelope");
  if (!body) return failure(body.error());
  return ComposedEvent{variables->text("event_id"), *body};
}

}  // namespace billing::webhooks
