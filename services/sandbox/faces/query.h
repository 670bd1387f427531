// Percent-encoded text of addresses and form bodies.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace billing::sandbox {

/// "%20" becomes a space; what is no valid escape stays as it is. `plus`: "+" is a space too, as in queries and forms,
/// not in paths.
[[nodiscard]] std::string percentDecoded(std::string_view text, bool plus);
/// RFC 3986: everything but letters, digits and "-._~".
[[nodiscard]] std::string percentEncoded(std::string_view text);

using QueryPairs = std::vector<std::pair<std::string, std::string>>;
/// Of "a=1&b=x+y", in their order, decoded. "a" alone has an empty value.
[[nodiscard]] QueryPairs queryPairs(std::string_view query);
/// The first of that name.
[[nodiscard]] std::optional<std::string> queryValue(const QueryPairs& pairs, std::string_view name);

}  // namespace billing::sandbox
