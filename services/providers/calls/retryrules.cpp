#include "providers/calls/retryrules.h"

#include <algorithm>

namespace billing::providers {
namespace {

bool isServerTrouble(int status) {
  return status == 408 || status >= 500;
}

// Once something has left, a write without a key may have been done.
Verdict afterSending(const CallNature& nature) {
  return nature.read || nature.repeatable ? Verdict::Again : Verdict::Unconfirmed;
}

bool canNeverHelp(const Error& error) {
  return error.code == "bad_url" || error.code == "bad_field" || error.code == "tls_refused";
}

Verdict judgeFailure(const http::Exchange& exchange, const CallNature& nature) {
  const bool cancelled = exchange.error->kind == ErrorKind::Cancelled;
  if (exchange.reached == http::Stage::Connect)
    return cancelled || canNeverHelp(*exchange.error) ? Verdict::Refused : Verdict::Again;
  if (cancelled || exchange.error->code == "answer_too_large")
    return nature.read ? Verdict::Refused : Verdict::Unconfirmed;
  return afterSending(nature);
}

Verdict judgeStatus(int status, const CallNature& nature, std::optional<bool> shouldRetry) {
  const bool harmless = nature.read || nature.repeatable;
  if (status == 429) return shouldRetry.value_or(true) ? Verdict::Again : Verdict::Refused;
  // The twin of a call with the same key is still at work. Without keys, 409 is the answer.
  const bool twin = status == 409 && nature.repeatable && !nature.read;
  if (isServerTrouble(status) || twin || (harmless && shouldRetry == true)) {
    if (!harmless) return Verdict::Unconfirmed;
    if (shouldRetry.value_or(true)) return Verdict::Again;
    return isServerTrouble(status) && !nature.read ? Verdict::Unconfirmed : Verdict::Refused;
  }
  return Verdict::Refused;
}

}  // namespace

Verdict judge(const http::Exchange& exchange, const CallNature& nature, std::optional<bool> shouldRetry) {
  const bool refusedInPart = exchange.answer && exchange.answer->status >= 300;
  // A status that refuses counts even if the words that explain it broke off.
  if (refusedInPart && (!exchange.error || exchange.error->kind != ErrorKind::Cancelled))
    return judgeStatus(exchange.answer->status, nature, shouldRetry);
  if (exchange.error) return judgeFailure(exchange, nature);
  return nature.wantsJson && isNotJson(*exchange.answer) ? afterSending(nature) : Verdict::Good;
}

bool settlesEarlierAttempts(const http::ClientAnswer& answer, std::string_view requestIdField) {
  if (answer.status < 400) return false;
  if (answer.field("Idempotent-Replayed") == "true") return true;
  return (answer.status == 402 || answer.status == 404) && !answer.field(requestIdField).empty();
}

bool isNotJson(const http::ClientAnswer& answer) {
  const auto first = answer.body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && answer.body[first] != '{' && answer.body[first] != '[';
}

std::int64_t backoffMs(int done, double chance) {
  const std::int64_t full = std::min<std::int64_t>(8000, 500LL << std::min(done - 1, 10));
  return full - static_cast<std::int64_t>(static_cast<double>(full) * 0.25 * chance);
}

}  // namespace billing::providers
