// Credit grants: money that usage may eat before it is charged.
#include <map>

#include "sandbox/faces/stripe/more/parts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

// What a transaction's event tells of is drawn by its kind from the ledger's entry.
void enterCredit(Request& r, const CreditGrant& grant, std::int64_t amount, bool adds, const char* kind) {
  CreditEntry entry;
  entry.id = r.ledger.newId("cbtxn_");
  entry.customer = grant.customer;
  entry.grant = grant.id;
  entry.kind = kind;
  entry.amount = amount;
  entry.before = adds ? 0 : amount;
  entry.after = adds ? amount : 0;
  entry.adds = adds;
  entry.created = nowFor(r, grant.customer);
  const auto id = r.ledger.creditEntries.add(std::move(entry)).id;
  tellOf(r, id, "billing.credit_balance_transaction", "billing.credit_balance_transaction.created");
}

Money monetaryIn(const Reader& in) {
  const auto amount = in.at("amount");
  if (amount.text("type") != "monetary") in.refuse(missingParameter("amount[type]"));
  const auto money = amount.at("monetary");
  return {requiredAmount(money, "value"), money.currency("currency").value_or(Currency{})};
}

Reply createGrant(Request& r) {
  const auto in = r.in();
  CreditGrant grant;
  grant.home = Provider::Stripe;
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  if (!customer) in.refuse(missingParameter("customer"));
  if (!in.has("applicability_config")) in.refuse(missingParameter("applicability_config"));
  const auto money = monetaryIn(in);
  const auto category = in.oneOf("category", {"paid", "promotional"});
  if (!category.empty()) grant.category = category;
  in.into("name", grant.name);
  in.into("metadata", grant.metadata);
  grant.expires = in.time("expires_at");
  if (r.problem) return r.refused();
  grant.customer = customer->id;
  grant.currency = money.currency;
  grant.amount = grant.remaining = money.minor;
  grant.created = nowFor(r, grant.customer);
  grant.effective = in.time("effective_at").value_or(grant.created);
  grant.id = r.ledger.newId("credgr_");
  const auto id = r.ledger.creditGrants.add(std::move(grant)).id;
  Json extras;
  extras("applicability_config", jsonOf(in.at("applicability_config").params()))("test_clock",
                                                                                 orNull(testClockOf(r, customer->id)));
  if (const auto priority = in.integer("priority")) extras("priority", *priority);
  r.desk.keepExtras(id, extras);
  const auto& kept = *r.ledger.creditGrants.find(id);
  enterCredit(r, kept, kept.amount, true, "credits_granted");
  r.engine.tell(What::CreditGranted, id);
  return r.desk.draw("billing.credit_grant", id);
}

Reply updateGrant(Request& r) {
  auto* grant = r.named(r.ledger.creditGrants, "credit grant");
  if (!grant) return r.refused();
  r.in().into("metadata", grant->metadata);
  if (r.in().has("expires_at")) grant->expires = r.in().time("expires_at");
  if (r.problem) return r.refused();
  r.ledger.creditGrants.touch(grant->id);
  r.engine.tell(What::CreditUpdated, r.id());
  return r.desk.draw("billing.credit_grant", r.id());
}

// Expired: what is left is gone. Voided: allowed only while nothing of it was used.
Reply endGrant(Request& r, bool isVoid) {
  auto* grant = r.named(r.ledger.creditGrants, "credit grant");
  if (!grant) return r.refused();
  if (grant->voided) return refuse(invalid("This credit grant has already been voided."));
  if (isVoid && grant->remaining != grant->amount)
    return refuse(invalid("A credit grant that has been applied to an invoice cannot be voided; expire it instead."));
  const auto now = nowFor(r, grant->customer);
  const auto left = grant->remaining;
  grant->remaining = 0;
  (isVoid ? grant->voided : grant->expires) = now;
  r.ledger.creditGrants.touch(grant->id);
  if (left > 0) enterCredit(r, *grant, left, false, isVoid ? "credits_voided" : "credits_expired");
  r.engine.tell(What::CreditUpdated, r.id());
  return r.desk.draw("billing.credit_grant", r.id());
}

Reply listGrants(Request& r) {
  const auto customer = r.in().text("customer");
  return listed(
      r, r.ledger.creditGrants, "credit grant",
      [&](const CreditGrant& one) {
        return one.home == Provider::Stripe && (customer.empty() || one.customer == customer);
      },
      [&](const CreditGrant& one) { return creditGrantObject(r.desk, one); });
}

bool counts(const CreditGrant& grant, Instant now) {
  return grant.home == Provider::Stripe && !grant.voided && grant.effective <= now &&
         (!grant.expires || now < *grant.expires);
}

Reply balanceSummary(Request& r) {
  const auto customer = r.in().required("customer");
  const auto only = r.in().at("filter").text("credit_grant");
  if (r.problem) return r.refused();
  std::map<std::string, std::int64_t> sums;
  for (const auto& grant : r.ledger.creditGrants.all())
    if (grant->customer == customer && counts(*grant, nowFor(r, customer)) && (only.empty() || grant->id == only))
      sums[lowered(grant->currency.code())] += grant->remaining;
  QJsonArray balances;
  for (const auto& [currency, sum] : sums) {
    const auto amount = Json()("monetary", Json()("currency", currency)("value", sum))("type", "monetary");
    balances.append(QJsonObject(Json()("available_balance", amount)("ledger_balance", amount)));
  }
  return Json(shape("billing.credit_balance_summary"))("balances", balances)("customer", customer);
}

Reply listTransactions(Request& r) {
  const auto customer = r.in().text("customer");
  const auto grant = r.in().text("credit_grant");
  const auto keep = [&](const CreditEntry& one) {
    const auto* of = r.ledger.creditGrants.find(one.grant);
    return of && of->home == Provider::Stripe && (customer.empty() || one.customer == customer) &&
           (grant.empty() || one.grant == grant);
  };
  return listed(r, r.ledger.creditEntries, "credit balance transaction", keep,
                [&](const CreditEntry& one) { return creditTransactionObject(r.desk, one); });
}

}  // namespace

void registerCreditGrants(Desk& desk) {
  auto& routes = desk.routes;
  desk.objects.add("billing.credit_grant", drawFrom(desk, &Ledger::creditGrants, [&desk](const CreditGrant& one) {
                     return creditGrantObject(desk, one);
                   }));
  desk.objects.add("billing.credit_balance_transaction",
                   drawFrom(desk, &Ledger::creditEntries,
                            [&desk](const CreditEntry& one) { return creditTransactionObject(desk, one); }));
  desk.objects.field("credit_grant", "billing.credit_grant");
  addGet(desk, "/v1/billing/credit_grants/{id}", "billing.credit_grant");
  addGet(desk, "/v1/billing/credit_balance_transactions/{id}", "billing.credit_balance_transaction");
  routes.addList("/v1/billing/credit_grants", "customer customer_account", listGrants);
  routes.addList("/v1/billing/credit_balance_transactions", "credit_grant customer customer_account", listTransactions);
  routes.add("GET", "/v1/billing/credit_balance_summary", "customer customer_account filter", balanceSummary);
  routes.add("POST", "/v1/billing/credit_grants",
             "amount applicability_config category customer customer_account effective_at expires_at metadata name "
             "priority",
             createGrant);
  routes.add("POST", "/v1/billing/credit_grants/{id}", "expires_at metadata", updateGrant);
  routes.add("POST", "/v1/billing/credit_grants/{id}/expire", "", [](Request& r) { return endGrant(r, false); });
  routes.add("POST", "/v1/billing/credit_grants/{id}/void", "", [](Request& r) { return endGrant(r, true); });
}

}  // namespace billing::sandbox::stripe
