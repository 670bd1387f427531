#include "providers/dodo/requests.h"
#include "providers/request/build.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {

// Each event carries its own id: one that has been seen is ignored.
ApiRequest ingest(const std::vector<UsageReport>& reports) {
  JsonList events;
  for (const UsageReport& report : reports) {
    JsonBody event;
    event.text("event_id", report.id).text("customer_id", report.customer).text("event_name", report.meterEvent);
    event.text("timestamp", toIso8601(report.at));
    event.value("metadata", JsonBody().number("value", report.value).str());
    events.add(event.str());
  }
  return repeatable(jsonRequest("POST", "/events/ingest", JsonBody().value("events", events.str()),
                                "report " + std::to_string(reports.size()) + " uses"));
}

ApiRequest creditBalances(const std::string& customer) {
  return getRequest("/customers/" + urlText(customer) + "/credit-entitlements", {}, "read the credits of " + customer);
}

ApiRequest changeCredits(const CreditAmount& amount) {
  JsonBody body;
  body.text("amount", amount.amount).text("entry_type", amount.add ? "credit" : "debit");
  if (amount.add && amount.expiresAt) body.text("expires_at", toIso8601(*amount.expiresAt));
  body.given("reason", amount.reason).given("idempotency_key", amount.idempotencyKey);
  const std::string path = "/credit-entitlements/" + urlText(amount.entitlement) + "/balances/" +
                           urlText(amount.customer) + "/ledger-entries";
  ApiRequest request = jsonRequest("POST", path, body, "change the credits of " + amount.customer);
  request.safeToRepeat = !amount.idempotencyKey.empty();
  return request;
}

}  // namespace billing::providers::dodo::request
