// The body of an API request: one JSON object, read strictly. What is of the wrong type is refused by its name.
#pragma once

#include <QJsonObject>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "support/result.h"

namespace billing::localapi {

/// All errors are InvalidInput; those about a field have the code "bad_field" and name it.
class JsonBody {
 public:
  JsonBody() = default;
  /// Codes of the payload check: "empty", "not_json", "too_deep", "duplicate_keys", ...; "not_an_object".
  [[nodiscard]] static Result<JsonBody> parse(std::string_view body);

  /// nullopt when it is missing or null. At most 1,000 bytes, no control characters.
  [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name) const;
  /// A whole number; 1e3 and 2.0 are, 2.5 and everything beyond 64 bits are not.
  [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view name) const;
  [[nodiscard]] Result<std::optional<bool>> flag(std::string_view name) const;
  /// An object of texts; empty when it is missing. At most 50 entries.
  [[nodiscard]] Result<std::map<std::string, std::string>> texts(std::string_view name) const;
  /// The first of these names that is there.
  [[nodiscard]] Result<std::optional<std::string>> anyText(std::initializer_list<std::string_view> names) const;

 private:
  [[nodiscard]] QJsonValue value(std::string_view name) const;
  QJsonObject object_;
};

/// What a required value is missing from the request.
[[nodiscard]] tl::unexpected<Error> missingField(std::string_view name);
[[nodiscard]] tl::unexpected<Error> badField(std::string_view name, std::string_view expected);

}  // namespace billing::localapi
