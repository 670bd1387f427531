// Texts as parts of an address: percent-encoded but for letters, digits and "-._~".
#pragma once

#include <string>
#include <string_view>

namespace billing::providers {

/// Also for one piece of a path: nothing in an id can reach another path.
[[nodiscard]] std::string urlText(std::string_view text);

/// "a=1&b=x%20y".
class QueryText {
 public:
  QueryText& add(std::string_view key, std::string_view value);
  /// Left out when empty.
  QueryText& given(std::string_view key, std::string_view value);
  [[nodiscard]] const std::string& str() const { return text_; }

 private:
  std::string text_;
};

}  // namespace billing::providers
