// Debits from a bank account: only what the test accounts do.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::size_t shortestIban = 15;

QJsonObject debitPart(const std::string& account) {
  return Json()("bank_code", account.substr(4, 5))("branch_code", "")("country", account.substr(0, 2))(
      "fingerprint", "fp" + account.substr(account.size() - 8))("generated_from", Json().nulls("charge setup_attempt"))(
      "last4", account.substr(account.size() - 4));
}

}  // namespace

Reply createBankDebit(Request& r) {
  const auto in = r.in();
  const auto account = in.at("sepa_debit").required("iban");
  const auto details = in.at("billing_details");
  PaymentMethod method;
  details.into("name", method.holder);
  details.into("email", method.email);
  details.into("address", method.address);
  in.into("metadata", method.metadata);
  if (account.size() < shortestIban) in.refuse(invalid("The IBAN you provided is invalid.", "sepa_debit[iban]"));
  if (r.problem) return r.refused();
  method.id = r.ledger.newId("pm_");
  method.lastFour = account.substr(account.size() - 4);
  method.created = r.engine.now();
  const auto id = r.ledger.paymentMethods.add(std::move(method)).id;
  r.desk.keepExtras(id, Json()("type", "sepa_debit")("sepa_debit", debitPart(account)));
  r.desk.keepExtras("iban:" + id, Json()("iban", account));
  return r.desk.draw("payment_method", id);
}

bool isBankDebit(const Desk& desk, const std::string& paymentMethod) {
  return desk.extras(paymentMethod).value(QLatin1String("type")).toString() == QLatin1String("sepa_debit");
}

}  // namespace billing::sandbox::stripe
