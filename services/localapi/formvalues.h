// "a=1&b=two%20words": the query of a request target, and the body of a form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/result.h"

namespace billing::localapi {

class FormValues {
 public:
  /// InvalidInput "bad_encoding" for a % without two digits, text that is not UTF-8, and control characters;
  /// "repeated_parameter" for a name that comes twice.
  [[nodiscard]] static Result<FormValues> parse(std::string_view text);
  /// Of the part behind the first "?".
  [[nodiscard]] static Result<FormValues> ofTarget(std::string_view target);

  /// Empty when it is not there.
  [[nodiscard]] const std::string& text(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace billing::localapi
