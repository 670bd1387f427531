#include "sandbox/faces/dodo/outcome.h"

#include <algorithm>
#include <array>

#include "sandbox/faces/jsonbody.h"

namespace billing::sandbox::dodo {

namespace {

struct TranslatedCode {
  std::string_view ours;
  int status;
  const char* code;
};

constexpr std::array translatedCodes{
    TranslatedCode{"not_found", 404, "NOT_FOUND"},
    TranslatedCode{"card_declined", 422, "UNSUCCESSFUL_PAYMENT_ID"},
    TranslatedCode{"subscription_inactive", 422, "SUBSCRIPTION_INACTIVE"},
    TranslatedCode{"subscription_expired", 422, "SUBSCRIPTION_EXPIRED"},
    TranslatedCode{"change_pending", 409, "PREVIOUS_PAYMENT_PENDING"},
    TranslatedCode{"scheduled_cancellation", 422, "PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION"},
    TranslatedCode{"on_demand", 422, "ON_DEMAND_PLAN_CHANGE_NOT_SUPPORTED"},
    TranslatedCode{"no_scheduled_change", 404, "NOT_FOUND"},
    TranslatedCode{"price_inactive", 422, "PRODUCT_IS_DELETED"},
    TranslatedCode{"currency_mismatch", 422, "UNSUPPORTED_BILLING_CURRENCY"},
    TranslatedCode{"mixed_intervals", 422, "UNSUPPORTED_ACTION"},
    TranslatedCode{"discount_expired", 422, "DISCOUNT_CODE_EXPIRED"},
    TranslatedCode{"discount_used_up", 422, "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED"},
    TranslatedCode{"discount_inactive", 422, "INVALID_DISCOUNT_CODE"},
    TranslatedCode{"not_on_demand", 422, "SUBSCRIPTION_NOT_ON_DEMAND"},
    TranslatedCode{"refund_exceeds", 400, "REFUND_AMOUNT_EXCEEDS_PAID_AMOUNT"},
    TranslatedCode{"already_refunded", 400, "PAYMENT_ALREADY_REFUNDED"},
    TranslatedCode{"not_refundable", 400, "PAYMENT_NOT_SUCCEEDED"},
    TranslatedCode{"insufficient_credits", 400, "NEGATIVE_BALANCE_ADJUSTMENT"},
    TranslatedCode{"no_payment_method", 422, "NO_ELIGIBLE_PAYMENT_METHODS"},
};

}  // namespace

tl::unexpected<Problem> notFound(const std::string& what, const std::string& id) {
  return problem(404, "NOT_FOUND", what + " " + id + " not found");
}

tl::unexpected<Problem> problemOf(const Error& error) {
  const auto* known = std::find_if(translatedCodes.begin(), translatedCodes.end(),
                                   [&](const auto& one) { return one.ours == error.code; });
  if (known != translatedCodes.end()) return problem(known->status, known->code, error.message);
  if (error.kind == ErrorKind::NotFound) return problem(404, "NOT_FOUND", error.message);
  if (error.kind == ErrorKind::Conflict) return problem(409, "UNSUPPORTED_ACTION", error.message);
  if (error.kind == ErrorKind::Internal) return problem(500, "INTERNAL_SERVER_ERROR", error.message);
  return problem(422, "INVALID_REQUEST_PARAMETERS", error.message);
}

CallAnswer answerOf(const Problem& problem) {
  return {problem.status,
          jsonText({{QStringLiteral("code"), jsonString(problem.code)},
                    {QStringLiteral("message"), jsonString(problem.message)}}),
          "application/json",
          {}};
}

}  // namespace billing::sandbox::dodo
