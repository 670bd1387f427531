#include "support/result.h"

namespace billing {

std::string describe(const Error& error) {
  std::string text = error.message;
  if (!error.reason.empty()) text += ": " + error.reason;
  if (!error.hint.empty()) text += ". " + error.hint;
  if (!error.requestId.empty()) text += " (request " + error.requestId + ")";
  return text;
}

}  // namespace billing
