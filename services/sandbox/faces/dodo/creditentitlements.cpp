// /credit-entitlements: the kinds of credit.
#include "sandbox/faces/dodo/credits.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

#define DODO_CREDIT_REST                                                                           \
  "currency:c description:s expires_after_days:n max_rollover_count:n "                            \
  "overage_behavior:(forgive_at_reset|invoice_at_billing|carry_deficit|carry_deficit_auto_repay) " \
  "overage_limit:n price_per_unit:d rollover_percentage:n rollover_timeframe_count:n "             \
  "rollover_timeframe_interval:(Day|Week|Month|Year)"

void takeSwitches(CreditEntitlement& to, const Asked& asked) {
  if (asked.has("overage_enabled")) to.overage = asked.body["overage_enabled"_L1].toBool();
  if (asked.has("rollover_enabled")) to.rollover = asked.body["rollover_enabled"_L1].toBool();
  if (asked.has("overage_behavior")) to.overageBehaviour = asked.text("overage_behavior");
  if (asked.body["expires_after_days"_L1].isNull()) to.expiresAfterDays.reset();
  if (asked.has("expires_after_days")) to.expiresAfterDays = asked.body["expires_after_days"_L1].toInteger();
}

void takeFields(Desk& desk, CreditEntitlement& to, const Asked& asked) {
  if (asked.has("name")) to.name = asked.text("name");
  if (asked.has("unit")) to.unit = asked.text("unit");
  if (asked.body.contains("description"_L1)) to.description = asked.text("description");
  if (asked.has("precision")) to.precision = asked.body["precision"_L1].toInt();
  if (asked.has("currency")) to.currency = Currency::fromCode(asked.text("currency")).value_or(Currency());
  if (asked.has("price_per_unit")) to.unitPrice = asked.text("price_per_unit");
  takeSwitches(to, asked);
  to.updated = desk.now();
  desk.ledger().creditEntitlements.touch(to.id);
  QJsonObject extras;
  for (const char* name : {"max_rollover_count", "overage_limit", "rollover_percentage", "rollover_timeframe_count",
                           "rollover_timeframe_interval"})
    if (asked.body.contains(QLatin1String(name))) extras[QLatin1String(name)] = asked.body[QLatin1String(name)];
  if (!extras.isEmpty()) desk.mergeExtras(to.id, extras);
}

Reply createEntitlement(Desk& desk, const Asked& asked) {
  CreditEntitlement made;
  made.id = desk.ledger().newId("cent_");
  made.created = desk.now();
  CreditEntitlement& kept = desk.ledger().creditEntitlements.add(std::move(made));
  takeFields(desk, kept, asked);
  return json(creditEntitlementJson(desk, kept), 201);
}

Reply updateEntitlement(Desk& desk, const Asked& asked) {
  const auto found = entitlementOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  takeFields(desk, **found, asked);
  return nothing();
}

Reply deleteEntitlement(Desk& desk, const Asked& asked) {
  const auto found = entitlementOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  if ((*found)->deleted) return problem(410, "NOT_FOUND", "Credit entitlement is already deleted");
  (*found)->deleted = true;
  desk.ledger().creditEntitlements.touch((*found)->id);
  return nothing();
}

Reply undeleteEntitlement(Desk& desk, const Asked& asked) {
  const auto found = entitlementOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  (*found)->deleted = false;
  desk.ledger().creditEntitlements.touch((*found)->id);
  return nothing();
}

Reply retrieveEntitlement(Desk& desk, const Asked& asked) {
  return entitlementOf(desk, asked.params["id"]).map([&](const CreditEntitlement* one) {
    return json(creditEntitlementJson(desk, *one));
  });
}

Reply listEntitlements(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().creditEntitlements,
      [&](const CreditEntitlement& one) { return one.deleted == (asked.wanted("deleted") == "true"); },
      [&](const CreditEntitlement& one) { return creditEntitlementJson(desk, one); });
}

}  // namespace

void addCreditEntitlements(Endpoints& to) {
  to.add("GET", "/credit-entitlements", "deleted:b", listEntitlements);
  to.add("POST", "/credit-entitlements",
         "name!:s overage_enabled!:b precision!:n rollover_enabled!:b unit!:s " DODO_CREDIT_REST, createEntitlement);
  to.add("GET", "/credit-entitlements/{id}", "", retrieveEntitlement);
  to.add("PATCH", "/credit-entitlements/{id}", "name:s overage_enabled:b rollover_enabled:b unit:s " DODO_CREDIT_REST,
         updateEntitlement);
  to.add("DELETE", "/credit-entitlements/{id}", "", deleteEntitlement);
  to.add("POST", "/credit-entitlements/{id}/undelete", "", undeleteEntitlement);
}

}  // namespace billing::sandbox::dodo
