// /customers/{id}/wallets: the customer's balance of each currency.
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr const char* walletEntryKind = "dodo_wallet_entry";

QJsonObject walletJson(const Customer& customer, const std::string& currency, std::int64_t balance, Instant now) {
  return {{"balance"_L1, jsonInteger(balance)},
          {"created_at"_L1, timeText(customer.created)},
          {"currency"_L1, jsonString(currency)},
          {"customer_id"_L1, jsonString(customer.id)},
          {"updated_at"_L1, timeText(now)}};
}

Reply listWallets(Desk& desk, const Asked& asked) {
  const auto customer = customerOf(desk, asked.params["id"]);
  if (!customer) return tl::make_unexpected(customer.error());
  QJsonArray wallets;
  std::int64_t dollars = 0;
  for (const auto& [currency, balance] : (*customer)->balance) {
    wallets.append(walletJson(**customer, currency, balance, desk.now()));
    if (currency == "USD") dollars = balance;
  }
  return json({{"items"_L1, wallets}, {"total_balance_usd"_L1, jsonInteger(dollars)}});
}

void keepEntry(Desk& desk, const Customer& customer, const Asked& asked, std::int64_t before, std::int64_t after) {
  const std::string id = desk.ledger().newId("cwt_");
  const QJsonObject entry{{"id"_L1, jsonString(id)},
                          {"after_balance"_L1, jsonInteger(after)},
                          {"amount"_L1, asked.body["amount"_L1]},
                          {"before_balance"_L1, jsonInteger(before)},
                          {"business_id"_L1, businessId},
                          {"created_at"_L1, timeText(desk.now())},
                          {"currency"_L1, asked.body["currency"_L1]},
                          {"customer_id"_L1, jsonString(customer.id)},
                          {"event_type"_L1, "merchant_adjustment"_L1},
                          {"is_credit"_L1, asked.text("entry_type") == "credit"},
                          {"reason"_L1, textOrNull(asked.text("reason"))},
                          {"reference_object_id"_L1, QJsonValue::Null}};
  desk.ledger().plain.add({id, walletEntryKind, jsonText(entry), desk.now()});
}

// True when that key was used before: the same again changes nothing.
bool isRepeated(Desk& desk, const Customer& customer, const std::string& key) {
  if (key.empty()) return false;
  const std::string id = "dodo_wallet_key:" + customer.id + ":" + key;
  if (desk.ledger().plain.find(id) != nullptr) return true;
  desk.ledger().plain.add({id, "dodo_wallet_key", "{}", desk.now()});
  return false;
}

Reply createWalletEntry(Desk& desk, const Asked& asked) {
  const auto found = customerOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  Customer& customer = **found;
  const std::string currency = asked.text("currency");
  const std::int64_t amount = asked.body["amount"_L1].toInteger();
  const std::int64_t before = customer.balance[currency];
  const std::int64_t after = asked.text("entry_type") == "credit" ? before + amount : before - amount;
  if (amount <= 0) return problem(422, "INVALID_REQUEST_PARAMETERS", "amount must be greater than 0");
  if (after < 0) return problem(400, "INSUFFICIENT_WALLET_FUNDS", "The wallet holds less than the amount to debit");
  if (isRepeated(desk, customer, asked.text("idempotency_key")))
    return json(walletJson(customer, currency, before, desk.now()));
  customer.balance[currency] = after;
  desk.ledger().customers.touch(customer.id);
  keepEntry(desk, customer, asked, before, after);
  return json(walletJson(customer, currency, after, desk.now()));
}

Reply listWalletEntries(Desk& desk, const Asked& asked) {
  const auto customer = customerOf(desk, asked.params["id"]);
  if (!customer) return tl::make_unexpected(customer.error());
  const auto entryOf = [](const Plain& plain) { return jsonObjectFrom(plain.body).value_or(QJsonObject()); };
  return page(
      asked, desk.ledger().plain,
      [&](const Plain& plain) {
        return plain.kind == walletEntryKind && stdText(entryOf(plain)["customer_id"_L1]) == (*customer)->id &&
               asWanted(asked, "currency", stdText(entryOf(plain)["currency"_L1]));
      },
      entryOf);
}

}  // namespace

void addWallets(Endpoints& to) {
  to.add("GET", "/customers/{id}/wallets", "", listWallets);
  to.add("GET", "/customers/{id}/wallets/ledger-entries", "currency:c", listWalletEntries);
  to.add("POST", "/customers/{id}/wallets/ledger-entries",
         "amount!:n currency!:c entry_type!:(credit|debit) idempotency_key:s reason:s", createWalletEntry);
}

}  // namespace billing::sandbox::dodo
