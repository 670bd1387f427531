#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

bool isTestToken(const std::string& name) {
  return name.starts_with("pm_card_") || name.starts_with("tok_") || name.starts_with("card_");
}

}  // namespace

void registerMore(Desk& desk) {
  registerPaymentIntents(desk);
  registerSetupIntents(desk);
  registerCharges(desk);
  registerRefunds(desk);
  registerDisputes(desk);
  registerCreditNotes(desk);
  registerCoupons(desk);
  registerPromotionCodes(desk);
  registerCheckouts(desk);
  registerPaymentPages(desk);
  registerPortals(desk);
  registerMeters(desk);
  registerMeterEvents(desk);
  registerCreditGrants(desk);
  registerPlainObjects(desk);
  registerPlans(desk);
  registerQuotes(desk);
  registerSources(desk);
  registerBalance(desk);
  registerCashBalance(desk);
}

std::int64_t requiredInteger(const Reader& in, std::string_view name) {
  if (!in.has(name)) in.refuse(missingParameter(in.fullName(name)));
  return in.integer(name).value_or(0);
}

std::int64_t requiredAmount(const Reader& in, std::string_view name) {
  const auto amount = requiredInteger(in, name);
  if (amount < 1)
    in.refuse(
        invalid("This value must be greater than or equal to 1.", in.fullName(name), "parameter_invalid_integer"));
  return amount;
}

PaymentMethod* methodNamed(Request& r, const std::string& customer, const std::string& name, const std::string& param) {
  if (auto* found = r.ledger.paymentMethods.find(name)) return found;
  if (!isTestToken(name)) {
    r.in().refuse(noSuch("PaymentMethod", name, param, 400));
    return nullptr;
  }
  const auto made = r.engine.addCard(customer, name);
  if (made) return *made;
  r.in().refuse(refusalOf(made.error()));
  return nullptr;
}

PaymentMethod* methodGiven(Request& r, const Reader& in, const std::string& customer) {
  const auto name = in.text("payment_method");
  if (!name.empty()) return methodNamed(r, customer, name, in.fullName("payment_method"));
  const auto card = in.at("payment_method_data").at("card");
  const auto number = card.has("token") ? card.text("token") : card.text("number");
  if (number.empty()) return nullptr;
  const auto made = r.engine.addCard(customer, number);
  if (made) return *made;
  in.refuse(refusalOf(made.error()));
  return nullptr;
}

std::string testClockOf(const Request& r, const std::string& customer) {
  const auto* found = r.ledger.customers.find(customer);
  return found ? found->testClock : std::string{};
}

Instant nowFor(const Request& r, const std::string& customer) {
  return r.engine.now(testClockOf(r, customer));
}

void tellOf(Request& r, const std::string& id, const char* kind, const char* type) {
  if (!r.ledger.plain.find(id)) r.ledger.plain.add(Plain{id, kind, "{}", r.engine.now()});
  r.engine.tellPlain(type, id);
}

std::optional<Refusal> declined(const Desk& desk, const Payment& payment) {
  if (payment.errorCode.empty() || payment.status != "requires_payment_method") return std::nullopt;
  auto refusal = cardRefusal(payment.errorCode, payment.declineCode, payment.errorMessage);
  Json more;
  more("payment_intent", paymentIntentObject(desk, payment));
  if (!payment.charges.empty()) more("charge", payment.charges.back());
  if (const auto method = desk.objects.draw("payment_method", payment.paymentMethod)) more("payment_method", *method);
  refusal.more = more;
  return refusal;
}

void addGet(Desk& desk, const std::string& path, const std::string& kind) {
  desk.routes.add("GET", path, "", [kind](Request& r) { return r.desk.draw(kind, r.id()); });
}

}  // namespace billing::sandbox::stripe
