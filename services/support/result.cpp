#include "support/result.h"

#include <utility>

namespace billing {

namespace {

// A provider's words often end their sentence themselves.
std::string unended(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string describe(const Error& error) {
  std::string text = error.message;
  if (!error.reason.empty()) text = unended(std::move(text)) + ": " + error.reason;
  if (!error.hint.empty()) text = unended(std::move(text)) + ". " + error.hint;
  if (!error.requestId.empty()) text += " (request " + error.requestId + ")";
  return text;
}

}  // namespace billing
