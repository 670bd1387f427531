// Whether it is the store that failed, and not the request that was wrong.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

/// Errors that say nothing about the request: fail-open and fail-closed decide on these.
[[nodiscard]] inline bool isStoreFailure(const Error& error) {
  switch (error.kind) {
    case ErrorKind::InvalidInput:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
      return false;
    default:
      return true;
  }
}

/// As errorOf; 503 when the store failed.
[[nodiscard]] inline http::Answer storeAnswer(const Error& error) {
  http::Answer answer = errorOf(error);
  if (isStoreFailure(error) && answer.status != 503) {
    answer.status = 503;
    answer.fields.push_back({"Retry-After", "1"});
  }
  return answer;
}

}  // namespace billing::localapi
