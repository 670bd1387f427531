#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {

// The identifier makes the same use count once; it is the key of the call as well.
ApiRequest meterEvent(const UsageReport& report) {
  FormValue payload;
  payload.set("stripe_customer_id", report.customer).set("value", report.value);
  FormValue form;
  form.set("event_name", report.meterEvent).set("payload", payload);
  form.set("identifier", report.id).set("timestamp", report.at.seconds());
  return formRequest("/v1/billing/meter_events", form, "usage-" + report.id, "report use " + report.id);
}

ApiRequest creditSummary(const std::string& customer) {
  FormValue filter;
  filter.set("type", "applicability_scope").set("applicability_scope", FormValue().set("price_type", "metered"));
  FormValue form;
  form.set("customer", customer).set("filter", filter);
  return formQuery("/v1/billing/credit_balance_summary", form, "read the credits of " + customer);
}

ApiRequest creditGrants(const std::string& customer, const std::string& cursor) {
  FormValue form;
  form.set("customer", customer).set("limit", 100).setUnlessEmpty("starting_after", cursor);
  return formQuery("/v1/billing/credit_grants", form, "list the credit grants of " + customer);
}

ApiRequest grantCredits(const CreditAmount& amount, std::int64_t minor, const std::string& key) {
  FormValue monetary;
  monetary.set("currency", lowerCode(amount.currency)).set("value", minor);
  FormValue form;
  form.set("customer", amount.customer).setUnlessEmpty("name", amount.reason).set("category", "promotional");
  form.set("amount", FormValue().set("type", "monetary").set("monetary", monetary));
  form.set("applicability_config", FormValue().set("scope", FormValue().set("price_type", "metered")));
  if (amount.expiresAt) form.set("expires_at", amount.expiresAt->seconds());
  return formRequest("/v1/billing/credit_grants", form, key, "grant credits to " + amount.customer);
}

}  // namespace billing::providers::stripe::request
