#include "workspace/import/secretmask.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace billing::workspace {
namespace {

constexpr std::array<std::string_view, 8> publicPrefixes{"whsec_",   "whsk_",    "sk_test_", "sk_live_",
                                                         "rk_test_", "rk_live_", "pk_test_", "pk_live_"};

std::string_view prefixOf(std::string_view secret) {
  for (const auto prefix : publicPrefixes)
    if (secret.starts_with(prefix)) return prefix;
  return {};
}

}  // namespace

std::string maskedSecret(std::string_view secret) {
  constexpr std::size_t shortestTold = 20;  // of a shorter one four characters would be too much
  const auto prefix = prefixOf(secret);
  const bool isLong = secret.size() >= prefix.size() + shortestTold;
  return std::string(prefix) + "…" + std::string(isLong ? secret.substr(secret.size() - 4) : "") + ", " +
         std::to_string(secret.size()) + " characters";
}

bool isPlaceholderSecret(std::string_view secret) {
  std::string lower(secret);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto own = std::string_view(lower).substr(prefixOf(lower).size());
  if (own.empty()) return true;
  if (std::ranges::all_of(own, [&](char c) { return c == own.front(); })) return true;
  for (const auto* word :
       {"...", "…", "xxxx", "your_", "your-", "changeme", "change_me", "placeholder", "replace", "<", ">"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace billing::workspace
