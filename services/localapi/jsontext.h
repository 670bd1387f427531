// Builds small JSON answers as text: integers stay integers, decimals are written digit by digit, never as a double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/instant.h"
#include "support/jsonstring.h"

namespace billing::localapi {

/// One object. Fields appear in the order in which they are added.
class JsonObjectText {
 public:
  JsonObjectText& text(std::string_view name, std::string_view value) {
    key(name);
    appendJsonString(out_, value);
    return *this;
  }
  /// null for an empty text.
  JsonObjectText& textOrNull(std::string_view name, std::string_view value) {
    return value.empty() ? raw(name, "null") : text(name, value);
  }
  JsonObjectText& number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
  JsonObjectText& number(std::string_view name, std::optional<std::int64_t> value) {
    return value ? number(name, *value) : raw(name, "null");
  }
  JsonObjectText& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
  JsonObjectText& instant(std::string_view name, std::optional<Instant> value) {
    return value ? text(name, toIso8601(*value)) : raw(name, "null");
  }
  /// `value` is JSON.
  JsonObjectText& raw(std::string_view name, std::string_view value) {
    key(name);
    out_.append(value);
    return *this;
  }
  [[nodiscard]] std::string done() const { return out_ + "}"; }

 private:
  void key(std::string_view name) {
    if (out_.size() > 1) out_ += ',';
    appendJsonString(out_, name);
    out_ += ':';
  }
  std::string out_ = "{";
};

/// An array of JSON values.
[[nodiscard]] inline std::string jsonArray(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out.append(out.size() > 1 ? "," : "").append(item);
  return out + "]";
}

}  // namespace billing::localapi
