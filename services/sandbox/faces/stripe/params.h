// The parameters of a request: form encoding of query and body, nested by brackets, in the order given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace billing::sandbox::stripe {

/// A text, or parameters within it: a[b]=1 and a[0][c]=1 alike; the names of a list's entries are their indices.
struct Param {
  std::string text;
  bool given = false;  ///< a text was given, perhaps an empty one
  std::vector<std::pair<std::string, Param>> inner;

  [[nodiscard]] const Param* find(std::string_view name) const;
  Param& make(const std::string& name);
};

/// Both "+" and "%20" are a space; "a[]" counts on from the last index; a name given twice keeps the last.
[[nodiscard]] Param decodeForm(std::string_view query, std::string_view body);
[[nodiscard]] std::string percentDecoded(std::string_view text, bool plusIsSpace);

/// "name address[line1 city] metadata[*] items[id price]": which parameters a call knows. Indices of lists are passed
/// over; a name without brackets takes whatever is below it. `expand` is always known. The first unknown one's full
/// name ("items[0][prices]"), or nullopt.
[[nodiscard]] std::optional<std::string> firstUnknown(const Param& params, std::string_view known);

}  // namespace billing::sandbox::stripe
