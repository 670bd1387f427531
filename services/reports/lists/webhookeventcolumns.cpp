#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {
namespace {

// The first reason for a refusal: the signature, then the body.
Cell verdictCell(const store::WebhookEventRow& row) {
  return textCell(row.verdict != QLatin1String("ok") ? row.verdict : row.payload);
}

Cell tookCell(const store::WebhookEventRow& row) {
  return row.processedAt ? numberCell(std::max<qint64>(0, *row.processedAt - row.receivedAt)) : Cell{};
}

}  // namespace

const ListTable<store::WebhookEventRow>& webhookEventColumns() {
  using K = CellKind;
  using Row = store::WebhookEventRow;
  static const ListTable<Row> table{
      {{"received_at", titleText("Time"), K::Instant}, [](const Row& r) { return timeCell(r.receivedAt); }},
      {{"type", titleText("Type"), K::Text}, [](const Row& r) { return textCell(r.type); }},
      {{"customer_name", titleText("Customer"), K::Text, true},
       [](const Row& r) { return firstText({r.customerName, r.customerExternalId}); }},
      {{"subject", titleText("Subject"), K::Id}, [](const Row& r) { return textCell(r.subject); }},
      {{"verdict", titleText("Verdict"), K::Text}, &verdictCell},
      {{"attempts", titleText("Attempts"), K::Count}, [](const Row& r) { return numberCell(r.attempts); }},
      {{"state", titleText("State"), K::Text}, [](const Row& r) { return textCell(r.state); }},
      {{"effect", titleText("Effect"), K::Text}, [](const Row& r) { return firstText({r.effectSummary, r.error}); }},
      {{"took_ms", titleText("Took"), K::Count}, &tookCell},
      {{"occurred_at", titleText("Occurred"), K::Instant}, [](const Row& r) { return timeCell(r.occurredAt); }},
      {{"http_status", titleText("Answer"), K::Count}, [](const Row& r) { return numberCell(r.httpStatus); }},
      {{"origin", titleText("Origin"), K::Text}, [](const Row& r) { return textCell(r.origin); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"route", titleText("Route"), K::Text}, [](const Row& r) { return textCell(r.route); }},
      {{"event_id", titleText("Event id"), K::Id}, [](const Row& r) { return textCell(r.eventId); }},
      {{"customer_external_id", titleText("Customer id"), K::Id, true},
       [](const Row& r) { return textCell(r.customerExternalId); }},
      {{"body_changed", titleText("Body changed"), K::Flag}, [](const Row& r) { return flagCell(r.bodyChanged); }},
  };
  return table;
}

}  // namespace billing::reports
