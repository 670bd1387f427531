#include "providers/answer/calls.h"

namespace billing::providers {

Error acceptedButUnknown(const ApiRequest& request, Error cause) {
  cause.reason = cause.reason.empty() ? cause.message : cause.reason;
  cause.code = kUnconfirmed;
  cause.message = "The provider accepted \"" + request.what + "\", but how it ended is not known";
  cause.hint = "Read the object again before anything else; do not send it a second time";
  cause.retryable = false;
  return cause;
}

Error Calls::told(const ApiRequest& request, const ApiAnswer& answer, Error error) {
  if (error.requestId.empty()) error.requestId = answer.requestId;
  if (request.method != "GET" && !request.safeToRepeat) return acceptedButUnknown(request, std::move(error));
  if (!request.what.empty()) error.message = "The provider's answer to \"" + request.what + "\" cannot be read";
  return error;
}

}  // namespace billing::providers
