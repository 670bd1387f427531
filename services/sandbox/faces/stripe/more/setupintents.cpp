// Setup intents: a card is tried without a charge, then kept for its customer.
#include "sandbox/engine/testcards.h"
#include "sandbox/faces/stripe/more/plainparts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto setupParams =
    "attach_to_self automatic_payment_methods confirm confirmation_token customer customer_account description "
    "excluded_payment_method_types flow_directions mandate_data metadata on_behalf_of payment_method "
    "payment_method_configuration payment_method_data payment_method_options payment_method_types return_url "
    "single_use usage use_stripe_sdk";
constexpr auto setupFields = "customer description metadata usage payment_method_types";

std::string setupText(const QJsonObject& intent, const char* key) {
  return intent.value(QLatin1String(key)).toString().toStdString();
}

bool asksFirst(CardBehaviour behaviour) {
  return behaviour == CardBehaviour::NeedsAuthentication || behaviour == CardBehaviour::DeclinesAfterAuthentication;
}

Reply failSetup(Request& r, QJsonObject intent, const PaymentMethod& method) {
  // A card that is fine was refused by its holder: they did not authenticate.
  const auto words = declineOf(method.behaviour);
  auto refusal = words ? cardRefusal(words->code, words->declineCode, words->message)
                       : cardRefusal("setup_intent_authentication_failure", {},
                                     "The latest attempt to set up the payment method has failed because "
                                     "authentication failed.");
  intent.insert(QLatin1String("status"), QStringLiteral("requires_payment_method"));
  intent.insert(QLatin1String("payment_method"), QJsonValue::Null);
  intent.insert(QLatin1String("next_action"), QJsonValue::Null);
  Json error;
  error("type", "card_error")("code", refusal.code)("message", refusal.message);
  if (!refusal.declineCode.empty()) error("decline_code", refusal.declineCode);
  if (const auto drawn = r.desk.objects.draw("payment_method", method.id)) error("payment_method", *drawn);
  intent.insert(QLatin1String("last_setup_error"), QJsonObject(error));
  const auto kept = changePlain(r, intent, "setup_intent.setup_failed");
  refusal.more = Json()("setup_intent", *kept);
  return refuse(std::move(refusal));
}

Reply askFirst(Request& r, QJsonObject intent) {
  const auto id = setupText(intent, "id");
  const std::string page = r.desk.base + "/v1/test_helpers/setup_intents/" + id + "/authenticate";
  const auto back = r.desk.extras(id).value(QLatin1String("return_url"));
  intent.insert(QLatin1String("status"), QStringLiteral("requires_action"));
  Json action;
  if (back.isString())
    action("type", "redirect_to_url")("redirect_to_url", Json()("return_url", back)("url", page));
  else
    action("type", "use_stripe_sdk")("use_stripe_sdk", Json()("type", "three_d_secure_redirect")("stripe_js", page));
  intent.insert(QLatin1String("next_action"), QJsonObject(action));
  return changePlain(r, intent, "setup_intent.requires_action");
}

void attachTo(Request& r, const std::string& customer, const std::string& methodId) {
  auto* method = r.ledger.paymentMethods.find(methodId);
  if (!method || customer.empty() || method->customer == customer) return;
  method->customer = customer;
  r.ledger.paymentMethods.touch(methodId);
  r.engine.tell(What::PaymentMethodAttached, methodId);
}

Reply succeedSetup(Request& r, QJsonObject intent) {
  attachTo(r, setupText(intent, "customer"), setupText(intent, "payment_method"));
  intent.insert(QLatin1String("status"), QStringLiteral("succeeded"));
  intent.insert(QLatin1String("next_action"), QJsonValue::Null);
  intent.insert(QLatin1String("last_setup_error"), QJsonValue::Null);
  return changePlain(r, intent, "setup_intent.succeeded");
}

Reply confirmedSetup(Request& r, const QJsonObject& intent) {
  const auto* method = r.ledger.paymentMethods.find(setupText(intent, "payment_method"));
  if (!method)
    return refuse(invalid("You cannot confirm this SetupIntent because it's missing a payment method.", {},
                          "setup_intent_unexpected_state"));
  if (refusesToAttach(method->behaviour)) return failSetup(r, intent, *method);
  return asksFirst(method->behaviour) ? askFirst(r, intent) : succeedSetup(r, intent);
}

// The parameters that creation, update and confirmation share.
bool readSetup(Request& r, QJsonObject& intent) {
  const auto in = r.in();
  (void)r.given(r.ledger.customers, in, "customer", "customer");
  layParameters(in, setupFields, intent);
  const auto* method = r.problem ? nullptr : methodGiven(r, in, {});
  if (r.problem) return false;
  if (method) {
    intent.insert(QLatin1String("payment_method"), js(method->id));
    intent.insert(QLatin1String("status"), QStringLiteral("requires_confirmation"));
  }
  if (in.has("return_url")) r.desk.keepExtras(setupText(intent, "id"), Json()("return_url", in.text("return_url")));
  return true;
}

Reply createSetup(Request& r) {
  auto intent = plainFrom(r, "setup_intent", "seti_", "");
  if (!readSetup(r, intent)) return r.refused();
  intent.insert(QLatin1String("client_secret"), js(setupText(intent, "id") + "_secret_sandbox"));
  const bool confirm = r.in().boolean("confirm").value_or(false);
  if (r.problem) return r.refused();
  auto kept = keepPlain(r, intent, "setup_intent.created");
  return confirm ? confirmedSetup(r, intent) : kept;
}

bool isOver(const QJsonObject& intent) {
  const auto status = setupText(intent, "status");
  return status == "succeeded" || status == "canceled";
}

Refusal setupIsOver(const QJsonObject& intent, const char* what) {
  return invalid(std::string("You cannot ") + what + " this SetupIntent because it has a status of " +
                     setupText(intent, "status") + ".",
                 {}, "setup_intent_unexpected_state");
}

Reply updateSetup(Request& r) {
  auto intent = plainNamed(r, "setup_intent");
  if (!intent || !readSetup(r, *intent)) return r.refused();
  return changePlain(r, *intent, {});
}

Reply confirmSetup(Request& r) {
  auto intent = plainNamed(r, "setup_intent");
  if (!intent) return r.refused();
  if (isOver(*intent)) return refuse(setupIsOver(*intent, "confirm"));
  if (!readSetup(r, *intent)) return r.refused();
  return confirmedSetup(r, *intent);
}

Reply cancelSetup(Request& r) {
  auto intent = plainNamed(r, "setup_intent");
  if (!intent) return r.refused();
  if (isOver(*intent)) return refuse(setupIsOver(*intent, "cancel"));
  const auto reason = r.in().oneOf("cancellation_reason", {"abandoned", "duplicate", "requested_by_customer"});
  if (r.problem) return r.refused();
  intent->insert(QLatin1String("status"), QStringLiteral("canceled"));
  intent->insert(QLatin1String("cancellation_reason"), orNull(reason));
  return changePlain(r, *intent, "setup_intent.canceled");
}

// The bank's page, as for payment intents. A card that declines later does not decline here: nothing is charged.
Reply authenticateSetup(Request& r) {
  auto intent = plainNamed(r, "setup_intent");
  if (!intent) return r.refused();
  if (setupText(*intent, "status") != "requires_action") return refuse(setupIsOver(*intent, "authenticate"));
  if (r.in().boolean("success").value_or(true)) return succeedSetup(r, *intent);
  const auto* method = r.ledger.paymentMethods.find(setupText(*intent, "payment_method"));
  return method ? failSetup(r, *intent, *method) : Reply(*intent);
}

// A checkout that only keeps a card has succeeded when it is complete.
std::optional<QJsonObject> drawSetup(const Desk& desk, const std::string& id) {
  const auto* kept = desk.ledger.plain.find(id);
  if (!kept || kept->kind != "setup_intent") return std::nullopt;
  Json out(objectFrom(kept->body));
  const auto session = desk.extras(id).value(QLatin1String("checkout")).toString().toStdString();
  const auto* checkout = desk.ledger.checkouts.find(session);
  if (checkout && checkout->status == "complete")
    out("status", "succeeded")("payment_method", orNull(checkout->paymentMethod))("customer",
                                                                                  orNull(checkout->customer));
  return out;
}

}  // namespace

std::string setupForCheckout(Request& r, const std::string& checkout) {
  const auto intent = plainFrom(r, "setup_intent", "seti_", "");
  const auto id = setupText(intent, "id");
  r.desk.keepExtras(id, Json()("checkout", checkout));
  (void)keepPlain(r, laidOver(intent, Json()("client_secret", id + "_secret_sandbox")), "setup_intent.created");
  return id;
}

void registerSetupIntents(Desk& desk) {
  servePlain(desk, "/v1/setup_intents", "setup_intent", "customer payment_method");
  desk.objects.add("setup_intent", [&desk](const std::string& id) { return drawSetup(desk, id); });
  desk.objects.field("setup_intent", "setup_intent");
  desk.objects.field("pending_setup_intent", "setup_intent");
  desk.routes.add("POST", "/v1/setup_intents", setupParams, createSetup);
  desk.routes.add("POST", "/v1/setup_intents/{id}", setupParams, updateSetup);
  desk.routes.add("POST", "/v1/setup_intents/{id}/confirm", setupParams, confirmSetup);
  desk.routes.add("POST", "/v1/setup_intents/{id}/cancel", "cancellation_reason", cancelSetup);
  desk.routes.add("POST", "/v1/test_helpers/setup_intents/{id}/authenticate", "success", authenticateSetup);
}

}  // namespace billing::sandbox::stripe
