#include "providers/calls/callerrors.h"

#include <algorithm>

namespace billing::providers {
namespace {

std::string couldNot(const ApiRequest& request) {
  return "Could not " + (request.what.empty() ? "call the provider" : request.what);
}

ErrorKind kindOfStatus(int status) {
  switch (status) {
    case 401:
      return ErrorKind::Unauthorized;
    case 403:
      return ErrorKind::Forbidden;
    case 404:
      return ErrorKind::NotFound;
    case 402:
    case 409:
      return ErrorKind::Conflict;
    case 429:
      return ErrorKind::Busy;
    default:
      return status >= 500 || status < 400 || status == 408 ? ErrorKind::Unavailable : ErrorKind::InvalidInput;
  }
}

std::string hintOfStatus(int status) {
  switch (status) {
    case 401:
      return "Check the API key: it may be wrong, revoked or of the other mode. Provider > Connect tests it";
    case 402:
      return "Ask the customer for another payment method";
    case 403:
      return "The key lacks this permission: give it write access at the provider, or use another key";
    case 404:
      return "It may be gone, or belong to the other mode or account. Read it again from the provider";
    case 405:
      return "Check the workspace's api_base: this address does not take such calls";
    case 409:
      return "Something else is under way for it. Read its state before trying again";
    case 429:
      return "Too many calls: wait a little and try again";
    default:
      break;
  }
  if (status >= 500 || status == 408) return "The trouble is on the provider's side: try again later";
  if (status < 400) return "Redirects are never followed with a key: check the workspace's api_base";
  return "Correct the value named and try again";
}

}  // namespace

std::string excerpt(const std::string& text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  std::string line = text.substr(0, end);
  std::replace_if(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return end < text.size() ? line + "…" : line;
}

Error complaintError(int status, const ProviderComplaint& complaint, const ApiRequest& request) {
  Error error;
  error.kind = kindOfStatus(status);
  error.code = complaint.code.empty() ? "http_" + std::to_string(status) : complaint.code;
  error.message = couldNot(request) + " (" + complaint.provider + ": " + std::to_string(status);
  error.message += complaint.code.empty() ? ")" : ' ' + complaint.code + ')';
  error.reason = complaint.field.empty() || complaint.text.starts_with(complaint.field)
                     ? excerpt(complaint.text)
                     : complaint.field + ": " + excerpt(complaint.text);
  error.hint = complaint.hint.empty() ? hintOfStatus(status) : complaint.hint;
  error.retryable = status == 429 || status == 408 || status >= 500;
  return error;
}

Error exchangeError(const http::Exchange& exchange, const ApiRequest& request) {
  Error error = *exchange.error;
  error.message = couldNot(request) + ": " + error.message;
  error.retryable = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
  return error;
}

Error notJsonError(const http::ClientAnswer& answer, const ApiRequest& request) {
  Error error{ErrorKind::Unavailable,
              "not_json",
              couldNot(request) + ": the answer is not JSON",
              {},
              "Something else may have answered in the provider's place (a proxy, a login page of the network, a wrong "
              "api_base)",
              true,
              {}};
  const auto type = answer.field("Content-Type");
  error.reason = (type.empty() ? "it begins with " : type + ", beginning with ") + excerpt(answer.body, 60);
  return error;
}

Error unconfirmedError(const Error& cause, const ApiRequest& request) {
  Error error = cause;
  error.code = kUnconfirmed;
  error.message = "Nobody knows whether this was done: " + (request.what.empty() ? "the call" : request.what);
  error.reason = cause.code + (cause.reason.empty() ? std::string() : ", " + cause.reason);
  error.hint = "It is not sent again by itself. Read from the provider what became of it, then decide";
  error.retryable = false;
  return error;
}

}  // namespace billing::providers
