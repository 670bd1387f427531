// Money that a customer transferred: it waits on their cash balance, or pays the intent that waits for it.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto transferAction = "display_bank_transfer_instructions";

QJsonObject cashObject(const Desk& desk, const std::string& customer) {
  const auto available = desk.extras("cash:" + customer);
  return Json("cash_balance")("available", available.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(available))(
      "customer", customer)("customer_account", nullptr)("livemode", false)(
      "settings", Json()("reconciliation_mode", "automatic")("using_merchant_default", true));
}

Payment* waitingForTransfer(Request& r, const std::string& customer, Currency currency) {
  for (const auto& payment : r.ledger.payments.all()) {
    const auto action = r.desk.extras(payment->id).value(QLatin1String("next_action")).toObject();
    if (payment->customer == customer && payment->status == "requires_action" && payment->amount.currency == currency &&
        action.contains(QLatin1String(transferAction)))
      return payment.get();
  }
  return nullptr;
}

std::int64_t missingOf(const Desk& desk, const Payment& payment) {
  const auto action = desk.extras(payment.id).value(QLatin1String("next_action")).toObject();
  return action.value(QLatin1String(transferAction)).toObject().value(QLatin1String("amount_remaining")).toInteger();
}

void fund(Request& r, Payment& payment, std::int64_t amount) {
  const auto missing = missingOf(r.desk, payment) - amount;
  auto action = r.desk.extras(payment.id).value(QLatin1String("next_action")).toObject();
  auto wanted = action.value(QLatin1String(transferAction)).toObject();
  wanted.insert(QLatin1String("amount_remaining"), js(std::max<std::int64_t>(0, missing)));
  action.insert(QLatin1String(transferAction), wanted);
  r.desk.keepExtras(payment.id, Json()("next_action", action));
  const auto id = payment.id;
  if (missing > 0) return tellOf(r, id, "payment_intent", "payment_intent.partially_funded");
  payment.status = "succeeded";
  payment.capturedMinor = payment.amount.minor;
  r.ledger.payments.touch(id);
  r.engine.tell(What::PaymentSucceeded, id);
}

QJsonObject transferObject(Request& r, std::int64_t amount, std::int64_t after, Currency currency) {
  const auto sent = Json()("type", "eu_bank_transfer")("reference", nullptr)(
      "eu_bank_transfer", Json().nulls("bic iban_last4 sender_name"));
  return Json("customer_cash_balance_transaction")("id", r.ledger.newId("ccsbtxn_"))("created", nowFor(r, r.id()))(
      "currency", currency)("customer", r.id())("customer_account", nullptr)("ending_balance", after)(
      "funded", Json()("bank_transfer", sent))("livemode", false)("net_amount", amount)("type", "funded");
}

Reply fundCash(Request& r) {
  if (!r.named(r.ledger.customers, "customer")) return r.refused();
  const auto in = r.in();
  const auto amount = requiredAmount(in, "amount");
  const auto currency = in.currency("currency");
  if (!currency) in.refuse(missingParameter("currency"));
  if (r.problem) return r.refused();
  auto* payment = waitingForTransfer(r, r.id(), *currency);
  const auto key = "cash:" + r.id();
  const auto name = qtext(lowered(currency->code()));
  const auto after = r.desk.extras(key).value(name).toInteger() + (payment ? 0 : amount);
  r.desk.keepExtras(key, QJsonObject{{name, after}});
  const auto transfer = transferObject(r, amount, after, *currency);
  const auto id = transfer.value(QLatin1String("id")).toString().toStdString();
  r.ledger.plain.add(Plain{id, "customer_cash_balance_transaction", textOf(transfer), r.engine.now()});
  r.engine.tellPlain("customer_cash_balance_transaction.created", id);
  if (payment)
    fund(r, *payment, amount);
  else
    tellOf(r, key, "cash_balance", "cash_balance.funds_available");
  return transfer;
}

}  // namespace

void registerCashBalance(Desk& desk) {
  desk.objects.add("cash_balance", [&desk](const std::string& id) {
    return std::optional(cashObject(desk, id.starts_with("cash:") ? id.substr(5) : id));
  });
  desk.objects.add("customer_cash_balance_transaction", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* kept = desk.ledger.plain.find(id);
    return kept ? std::optional(objectFrom(kept->body)) : std::nullopt;
  });
  desk.routes.add("GET", "/v1/customers/{id}/cash_balance", "",
                  [](Request& r) -> Reply { return cashObject(r.desk, r.id()); });
  desk.routes.add("POST", "/v1/test_helpers/customers/{id}/fund_cash_balance", "amount currency reference", fundCash);
}

}  // namespace billing::sandbox::stripe
