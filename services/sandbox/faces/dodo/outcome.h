// What a request to Dodo's face ends in: an answer, or a problem in Dodo's words.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "sandbox/faces/face.h"
#include "support/result.h"

namespace billing::sandbox::dodo {

/// `code` is one of the provider's published ones (UPPER_SNAKE).
struct Problem {
  int status = 422;
  std::string code, message;
};

template <class T>
using Outcome = tl::expected<T, Problem>;

[[nodiscard]] inline tl::unexpected<Problem> problem(int status, std::string code, std::string message) {
  return tl::make_unexpected(Problem{status, std::move(code), std::move(message)});
}

/// "Customer cus_1 not found", 404.
[[nodiscard]] tl::unexpected<Problem> notFound(const std::string& what, const std::string& id);
/// The engine's neutral code in Dodo's words.
[[nodiscard]] tl::unexpected<Problem> problemOf(const Error& error);

/// {"code": ..., "message": ...}
[[nodiscard]] CallAnswer answerOf(const Problem& problem);

}  // namespace billing::sandbox::dodo
