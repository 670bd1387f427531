// /credit-entitlements/{id}/balances: balances, grants and the ledger of each customer.
#include "sandbox/faces/dodo/credits.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

QJsonObject balanceJson(Desk& desk, const std::string& entitlement, const std::string& customer) {
  const CreditStanding standing = creditStanding(desk, entitlement, customer);
  return {{"id"_L1, jsonString("ccb_" + entitlement + "_" + customer)},
          {"balance"_L1, millionthsText(standing.balance)},
          {"created_at"_L1, timeText(standing.first)},
          {"credit_entitlement_id"_L1, jsonString(entitlement)},
          {"customer_id"_L1, jsonString(customer)},
          {"overage"_L1, "0"_L1},
          {"updated_at"_L1, timeText(standing.last)},
          {"last_transaction_at"_L1, timeText(standing.last)}};
}

Reply listBalances(Desk& desk, const Asked& asked) {
  const auto entitlement = entitlementOf(desk, asked.params["id"]);
  if (!entitlement) return tl::make_unexpected(entitlement.error());
  const std::string id = (*entitlement)->id;
  return page(
      asked, desk.ledger().customers,
      [&](const Customer& customer) {
        return asWanted(asked, "customer_id", customer.id) && creditStanding(desk, id, customer.id).any;
      },
      [&](const Customer& customer) { return balanceJson(desk, id, customer.id); });
}

Reply retrieveBalance(Desk& desk, const Asked& asked) {
  const auto entitlement = entitlementOf(desk, asked.params["id"]);
  if (!entitlement) return tl::make_unexpected(entitlement.error());
  const std::string customer = asked.params["customer"];
  if (!creditStanding(desk, (*entitlement)->id, customer).any) return notFound("Credit balance of customer", customer);
  return json(balanceJson(desk, (*entitlement)->id, customer));
}

QJsonObject grantJson(Desk& desk, const CreditGrant& grant) {
  const QString source = grant.sourceKind.empty() ? "api"_L1 : jsonString(grant.sourceKind);
  return {{"id"_L1, jsonString(grant.id)},
          {"created_at"_L1, timeText(grant.created)},
          {"credit_entitlement_id"_L1, jsonString(grant.entitlement)},
          {"customer_id"_L1, jsonString(grant.customer)},
          {"initial_amount"_L1, millionthsText(grant.amount)},
          {"is_expired"_L1, grant.expires && *grant.expires <= desk.now()},
          {"is_rolled_over"_L1, false},
          {"remaining_amount"_L1, millionthsText(grant.remaining)},
          {"rollover_count"_L1, 0},
          {"source_type"_L1, source},
          {"updated_at"_L1, timeText(grant.created)},
          {"expires_at"_L1, timeOrNull(grant.expires)},
          {"metadata"_L1, metadataJson(grant.metadata)},
          {"parent_grant_id"_L1, QJsonValue::Null},
          {"source_id"_L1, textOrNull(grant.source)}};
}

std::string grantState(Desk& desk, const CreditGrant& grant) {
  if (grant.expires && *grant.expires <= desk.now()) return "expired";
  return grant.remaining == 0 ? "depleted" : "active";
}

Reply listGrants(Desk& desk, const Asked& asked) {
  const auto entitlement = entitlementOf(desk, asked.params["id"]);
  if (!entitlement) return tl::make_unexpected(entitlement.error());
  return page(
      asked, desk.ledger().creditGrants,
      [&](const CreditGrant& grant) {
        return grant.entitlement == (*entitlement)->id && grant.customer == asked.params["customer"] &&
               asWanted(asked, "status", grantState(desk, grant));
      },
      [&](const CreditGrant& grant) { return grantJson(desk, grant); });
}

Reply listEntries(Desk& desk, const Asked& asked) {
  const auto entitlement = entitlementOf(desk, asked.params["id"]);
  if (!entitlement) return tl::make_unexpected(entitlement.error());
  const auto from = fromIso8601(asked.wanted("start_date"));
  const auto to = fromIso8601(asked.wanted("end_date"));
  return page(
      asked, desk.ledger().creditEntries,
      [&](const CreditEntry& entry) {
        return entry.entitlement == (*entitlement)->id && entry.customer == asked.params["customer"] &&
               asWanted(asked, "transaction_type", entry.kind) && !(from && entry.created < *from) &&
               !(to && *to < entry.created);
      },
      creditEntryJson);
}

bool keyWasUsed(Desk& desk, const CreditEntry& wanted) {
  if (wanted.idempotencyKey.empty()) return false;
  for (const auto& entry : desk.ledger().creditEntries.all())
    if (entry->idempotencyKey == wanted.idempotencyKey && entry->customer == wanted.customer) return true;
  return false;
}

void putExpiry(Desk& desk, const CreditEntry& entry, const MaybeInstant& expires) {
  CreditGrant* grant = desk.ledger().creditGrants.find(entry.grant);
  if (!expires || grant == nullptr || !entry.adds) return;
  grant->expires = expires;
  desk.ledger().creditGrants.touch(grant->id);
}

QJsonObject createdEntryJson(const CreditEntry& entry) {
  QJsonObject json = creditEntryJson(entry);
  for (const char* name :
       {"brand_id", "business_id", "transaction_type", "description", "reference_id", "reference_type"})
    json.remove(QLatin1String(name));
  json["entry_type"_L1] = entry.adds ? "credit"_L1 : "debit"_L1;
  json["reason"_L1] = textOrNull(entry.reason);
  return json;
}

Reply createEntry(Desk& desk, const Asked& asked) {
  const auto entitlement = entitlementOf(desk, asked.params["id"]);
  if (!entitlement) return tl::make_unexpected(entitlement.error());
  const auto customer = customerOf(desk, asked.params["customer"]);
  if (!customer) return tl::make_unexpected(customer.error());
  CreditEntry wanted;
  wanted.customer = (*customer)->id;
  wanted.entitlement = (*entitlement)->id;
  wanted.amount = millionthsFrom(asked.text("amount")).value_or(0);
  wanted.adds = asked.text("entry_type") == "credit";
  wanted.reason = asked.text("reason");
  wanted.idempotencyKey = asked.text("idempotency_key");
  wanted.metadata = metadataFrom(asked.body["metadata"_L1]);
  if (wanted.amount <= 0) return problem(400, "INVALID_REQUEST_PARAMETERS", "amount: must be greater than 0");
  if (keyWasUsed(desk, wanted)) return problem(409, "INVALID_REQUEST_PARAMETERS", "Idempotency key already exists");
  const auto made = desk.engine().changeCredits(wanted);
  if (!made) return problemOf(made.error());
  putExpiry(desk, **made, timeFrom(asked.body["expires_at"_L1]));
  return json(createdEntryJson(**made), 201);
}

Reply listOfCustomer(Desk& desk, const Asked& asked) {
  const auto customer = customerOf(desk, asked.params["id"]);
  if (!customer) return tl::make_unexpected(customer.error());
  QJsonArray rows;
  for (const auto& one : desk.ledger().creditEntitlements.all()) {
    const CreditStanding standing = creditStanding(desk, one->id, (*customer)->id);
    if (!standing.any) continue;
    rows.append(QJsonObject{{"balance"_L1, millionthsText(standing.balance)},
                            {"credit_entitlement_id"_L1, jsonString(one->id)},
                            {"name"_L1, jsonString(one->name)},
                            {"overage"_L1, "0"_L1},
                            {"unit"_L1, jsonString(one->unit)},
                            {"description"_L1, textOrNull(one->description)}});
  }
  return items(rows);
}

}  // namespace

void addCreditBalances(Endpoints& to) {
  const std::string base = "/credit-entitlements/{id}/balances";
  to.add("GET", base.c_str(), "customer_id:s", listBalances);
  to.add("GET", (base + "/{customer}").c_str(), "", retrieveBalance);
  to.add("GET", (base + "/{customer}/grants").c_str(), "status:(active|expired|depleted)", listGrants);
  to.add("GET", (base + "/{customer}/ledger").c_str(), "start_date:t end_date:t transaction_type:s", listEntries);
  to.add("POST", (base + "/{customer}/ledger-entries").c_str(),
         "amount!:d entry_type!:(credit|debit) expires_at:t idempotency_key:s metadata:m reason:s", createEntry);
  to.add("GET", "/customers/{id}/credit-entitlements", "", listOfCustomer);
}

}  // namespace billing::sandbox::dodo
