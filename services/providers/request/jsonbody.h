// A small JSON object for a request, in the order in which its members were given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace billing::providers {

class JsonBody {
 public:
  JsonBody& text(std::string_view key, std::string_view value);
  /// Left out when empty.
  JsonBody& given(std::string_view key, std::string_view value);
  JsonBody& number(std::string_view key, std::int64_t value);
  JsonBody& flag(std::string_view key, bool value);
  /// `json` is a value that is JSON already.
  JsonBody& value(std::string_view key, std::string_view json);
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] std::string str() const { return '{' + members_ + '}'; }

 private:
  std::string members_;
};

/// The elements are JSON already: "[1,2]".
class JsonList {
 public:
  JsonList& add(std::string_view json);
  JsonList& addText(std::string_view text);
  [[nodiscard]] std::string str() const { return '[' + elements_ + ']'; }

 private:
  std::string elements_;
};

}  // namespace billing::providers
