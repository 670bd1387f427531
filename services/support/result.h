// Errors are data until the last moment: a kind for code, a sentence for people, and whether asking again can help.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace billing {

/// What went wrong, as far as a program has to branch on it. The words for people live in Error::message.
enum class ErrorKind {
  InvalidInput,  ///< the caller's data cannot be accepted as it is
  NotFound,
  Conflict,  ///< it exists already, or somebody else changed it
  Unauthorized,
  Forbidden,
  Unavailable,  ///< the other side cannot be reached or is not ready
  Timeout,
  Busy,         ///< a lock or port is held by somebody else
  Full,         ///< no space left on the device
  ReadOnly,     ///< file or folder cannot be written
  Corrupt,      ///< the data on disk is damaged
  NewerSchema,  ///< written by a newer version of this program
  Cancelled,
  Internal,
};

/// One failure. `message` says what happened, `reason` why (may be empty), `hint` what to do next (may be empty).
struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string code;  ///< stable, snake_case, for scripts: "database_full"
  std::string message;
  std::string reason;
  std::string hint;
  bool retryable = false;
  std::string requestId;  ///< the provider's request id, where there is one
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, std::string code, std::string message,
                                                   std::string reason = {}, std::string hint = {}) {
  return tl::make_unexpected(
      Error{kind, std::move(code), std::move(message), std::move(reason), std::move(hint), false, {}});
}

[[nodiscard]] inline tl::unexpected<Error> failure(Error error) {
  return tl::make_unexpected(std::move(error));
}

/// "message: reason. hint" in one line, for logs and the command line.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace billing
