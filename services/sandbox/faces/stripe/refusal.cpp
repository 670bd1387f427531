#include "sandbox/faces/stripe/refusal.h"

#include <array>

#include "sandbox/faces/stripe/json.h"

namespace billing::sandbox::stripe {
namespace {

struct EngineWord {
  const char* ours;
  int status;
  const char* code;
};

// What the engine calls it, and what Stripe does.
constexpr std::array engineWords{
    EngineWord{"not_found", 404, "resource_missing"},
    EngineWord{"already_refunded", 400, "charge_already_refunded"},
    EngineWord{"refund_exceeds", 400, ""},
    EngineWord{"not_refundable", 400, "charge_not_refundable"},
    EngineWord{"invoice_not_open", 400, ""},
    EngineWord{"invoice_not_draft", 400, "invoice_not_editable"},
    EngineWord{"invoice_empty", 400, "invoice_no_customer_line_items"},
    EngineWord{"subscription_inactive", 404, "resource_missing"},
    EngineWord{"payment_unexpected_state", 400, "payment_intent_unexpected_state"},
    EngineWord{"disputed", 400, "charge_disputed"},
};

std::string docAddress(const Refusal& refusal) {
  return "https://stripe.com/docs/error-codes/" + [code = refusal.code]() mutable {
    for (auto& c : code)
      if (c == '_') c = '-';
    return code;
  }();
}

// The codes that are codes of their own at Stripe, not decline codes of card_declined.
bool isOwnCode(const std::string& declineCode) {
  return declineCode == "expired_card" || declineCode == "incorrect_cvc" || declineCode == "processing_error";
}

}  // namespace

tl::unexpected<Refusal> refuse(Refusal refusal) {
  return tl::make_unexpected(std::move(refusal));
}

Refusal invalid(std::string message, std::string param, std::string code) {
  Refusal refusal;
  refusal.message = std::move(message);
  refusal.param = std::move(param);
  refusal.code = std::move(code);
  return refusal;
}

Refusal missingParameter(const std::string& param) {
  return invalid("Missing required param: " + param + ".", param, "parameter_missing");
}

Refusal unknownParameter(const std::string& param) {
  return invalid("Received unknown parameter: " + param, param, "parameter_unknown");
}

Refusal badInteger(const std::string& param, const std::string& value) {
  return invalid("Invalid integer: " + value, param, "parameter_invalid_integer");
}

Refusal noSuch(const std::string& kind, const std::string& id, const std::string& param, int status) {
  auto refusal = invalid("No such " + kind + ": '" + id + "'", param, "resource_missing");
  refusal.status = status;
  return refusal;
}

Refusal cardRefusal(const std::string& code, const std::string& declineCode, const std::string& message) {
  Refusal refusal{402, "card_error", code.empty() ? "card_declined" : code, message, {}, declineCode, {}};
  if (refusal.code == "card_declined" && isOwnCode(declineCode)) refusal.code = declineCode;
  if (refusal.message.empty()) refusal.message = "Your card was declined.";
  return refusal;
}

Refusal refusalOf(const Error& error) {
  if (error.code == "card_declined") return cardRefusal(error.code, error.reason, error.message);
  if (error.code == "payment_action_required")
    return cardRefusal("invoice_payment_intent_requires_action", {},
                       "This payment requires additional user action before it can be completed successfully. Payment "
                       "can be completed using the PaymentIntent associated with the invoice.");
  auto refusal = invalid(error.message, {}, error.code);
  for (const auto& word : engineWords)
    if (error.code == word.ours) refusal.status = word.status, refusal.code = word.code;
  if (error.kind == ErrorKind::Internal) refusal.status = 500, refusal.type = "api_error";
  return refusal;
}

QJsonObject errorBody(const Refusal& refusal) {
  QJsonObject error = refusal.more;
  Json out(error);
  out("type", refusal.type)("message", refusal.message);
  if (!refusal.code.empty()) out("code", refusal.code)("doc_url", docAddress(refusal));
  if (!refusal.param.empty()) out("param", refusal.param);
  if (!refusal.declineCode.empty()) out("decline_code", refusal.declineCode);
  return Json()("error", out);
}

}  // namespace billing::sandbox::stripe
