#include "models/webhookeventmodel.h"

#include "models/facts.h"

namespace billing::models {
namespace {

QString stateOf(const store::WebhookEventRow& row) {
  return row.state;
}

// The first reason for a refusal: the signature, then the body.
Fact verdictFact(const store::WebhookEventRow& row) {
  const QString ok = QStringLiteral("ok");
  return textFact(row.verdict != ok ? row.verdict : row.payload, row.verdict != ok ? QString() : row.error);
}

Fact tookFact(const store::WebhookEventRow& row) {
  return row.processedAt ? numberFact(std::max<qint64>(0, *row.processedAt - row.receivedAt)) : Fact{};
}

}  // namespace

FactTable webhookEventTable() {
  using K = CellKind;
  return makeTable<store::WebhookEventRow>(
      {
          {{"received_at", columnText("Time"), K::Instant},
           [](const store::WebhookEventRow& r) { return instantFact(r.receivedAt); }},
          {{"type", columnText("Type"), K::Text}, [](const store::WebhookEventRow& r) { return textFact(r.type); }},
          {{"customer_name", columnText("Customer"), K::Text, false},
           [](const store::WebhookEventRow& r) { return nameFact({r.customerName, r.customerExternalId}); }},
          {{"subject", columnText("Subject"), K::Id},
           [](const store::WebhookEventRow& r) { return textFact(r.subject); }},
          {{"verdict", columnText("Verdict"), K::Status}, &verdictFact},
          {{"attempts", columnText("Attempts"), K::Count},
           [](const store::WebhookEventRow& r) { return numberFact(r.attempts); }},
          {{"state", columnText("State"), K::Status},
           [](const store::WebhookEventRow& r) { return textFact(r.state, r.error); }},
          {{"effect", columnText("Effect"), K::Text, false},
           [](const store::WebhookEventRow& r) { return nameFact({r.effectSummary, r.error}); }},
          {{"took_ms", columnText("Took"), K::Duration}, &tookFact},
          {{"occurred_at", columnText("Occurred"), K::Instant, true, false},
           [](const store::WebhookEventRow& r) { return instantFact(r.occurredAt); }},
          {{"http_status", columnText("Answer"), K::Count, true, false},
           [](const store::WebhookEventRow& r) { return numberFact(r.httpStatus); }},
          {{"origin", columnText("Origin"), K::Text, true, false},
           [](const store::WebhookEventRow& r) { return textFact(r.origin); }},
          {{"provider", columnText("Provider"), K::Text, true, false},
           [](const store::WebhookEventRow& r) { return textFact(providerName(r.provider)); }},
          {{"route", columnText("Route"), K::Text, true, false},
           [](const store::WebhookEventRow& r) { return textFact(r.route); }},
          {{"event_id", columnText("Event id"), K::Id, true, false},
           [](const store::WebhookEventRow& r) { return textFact(r.eventId); }},
          {{"customer_external_id", columnText("Customer id"), K::Id, true, false},
           [](const store::WebhookEventRow& r) { return textFact(r.customerExternalId); }},
          {{"body_changed", columnText("Body changed"), K::Flag, true, false},
           [](const store::WebhookEventRow& r) { return flagFact(r.bodyChanged); }},
      },
      &stateOf);
}

WebhookEventModel::WebhookEventModel(operations::ListSource<store::WebhookEventRow>& source, ModelContext context,
                                     QObject* parent)
    : ListModel(source, webhookEventTable(), {"received_at", true}, std::move(context), parent) {}

}  // namespace billing::models
