// Changes single settings of a workspace file and leaves everything else, comments above all, as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace billing::workspace {

/// A text as TOML writes it, in quotes, with nothing in it that could end the line.
[[nodiscard]] std::string tomlText(std::string_view text);

/// `path` like "mode", "trial.days" or "plan[1].price[0].test"; `literal` as TOML writes it. A setting that is not
/// there is added to its table, a table that is not there at the end of the file. nullopt where that cannot be done
/// line by line: an inline table, a dotted key.
[[nodiscard]] std::optional<std::string> withSetting(const std::string& text, std::string_view path,
                                                     std::string_view literal);

}  // namespace billing::workspace
