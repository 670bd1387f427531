// What people may see of a secret that was found in a file.
#pragma once

#include <string>
#include <string_view>

namespace billing::workspace {

/// "whsec_…3f9a, 38 characters": a prefix that providers use, the last four characters of a long one, the length.
[[nodiscard]] std::string maskedSecret(std::string_view secret);

/// True for "whsec_...", "sk_test_xxx", "changeme" and the like.
[[nodiscard]] bool isPlaceholderSecret(std::string_view secret);

}  // namespace billing::workspace
