#include "operations/connect/keylook.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace billing::operations {
namespace {

struct KeyPrefix {
  std::string_view prefix, what, hint;
};

// Texts that are often pasted in place of a key.
constexpr std::array kOtherThings{
    KeyPrefix{"whsec_", "This is a webhook secret, not an API key", "Enter it under Webhooks, Signing secrets"},
    KeyPrefix{"whsk_", "This is a webhook secret, not an API key", "Enter it under Webhooks, Signing secrets"},
    KeyPrefix{"pk_", "This is a publishable key: it cannot read anything",
              "Copy the secret key (sk_) or a restricted one (rk_) from Stripe's dashboard, Developers, API keys"},
    KeyPrefix{"http", "This is an address, not a key", "Copy the key from the provider's dashboard"},
};

constexpr std::array<std::string_view, 4> kStripePrefixes{"sk_test_", "rk_test_", "sk_live_", "rk_live_"};

Error unfit(std::string_view what, std::string_view hint) {
  return {ErrorKind::InvalidInput, "unfit_key", std::string(what), {}, std::string(hint), false, {}};
}

std::string_view stripePrefixOf(std::string_view key) {
  for (const auto prefix : kStripePrefixes)
    if (key.starts_with(prefix)) return prefix;
  return {};
}

std::optional<Error> whyUnfit(Provider provider, const std::string& key) {
  if (key.empty()) return unfit("No key was given", "Copy it from the provider's dashboard");
  const bool odd = std::any_of(key.begin(), key.end(), [](char c) { return c <= 0x20 || c >= 0x7f; });
  if (odd) return unfit("A key has no blanks or line breaks inside", "Copy it again, the key alone");
  for (const auto& [prefix, what, hint] : kOtherThings)
    if (key.starts_with(prefix)) return unfit(what, hint);
  const bool stripes = !stripePrefixOf(key).empty();
  if (provider == Provider::Dodo && stripes)
    return unfit("This is a key of Stripe, and this workspace speaks to Dodo Payments",
                 "Use a key of Dodo Payments, or a workspace with provider = \"stripe\"");
  if (provider == Provider::Stripe && !stripes)
    return unfit("This is not a key of Stripe: those begin with sk_test_, rk_test_, sk_live_ or rk_live_",
                 "Copy the secret key from Stripe's dashboard, Developers, API keys");
  return std::nullopt;
}

std::string withoutBlanksAround(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

KeyLook lookAtKey(Provider provider, const std::string& pasted) {
  KeyLook look;
  look.key = withoutBlanksAround(pasted);
  look.unfit = whyUnfit(provider, look.key);
  if (provider == Provider::Stripe && !look.unfit)
    look.live = stripePrefixOf(look.key).find("_live_") != std::string_view::npos;
  return look;
}

std::optional<Error> whyNotToUse(const KeyLook& look, Provider provider, bool live) {
  if (look.unfit) return look.unfit;
  if (look.live && *look.live != live) return wrongModeOfKey(provider, *look.live);
  return std::nullopt;
}

Error wrongModeOfKey(Provider provider, bool keyLive) {
  const std::string of = keyLive ? "live" : "test", wanted = keyLive ? "test" : "live";
  const std::string name = provider == Provider::Stripe ? "Stripe" : "Dodo Payments";
  return {ErrorKind::Forbidden,
          "wrong_mode",
          "This is a " + of + " key of " + name + ", and this workspace is for " + wanted + " mode",
          {},
          "Test and live never share a workspace: make one for " + of + " mode, or paste a " + wanted + " key",
          false,
          {}};
}

std::string keyHint(const std::string& key) {
  const auto prefix = std::string(stripePrefixOf(key));
  const bool longEnough = key.size() >= prefix.size() + 16;
  return prefix + "…" + (longEnough ? key.substr(key.size() - 4) : std::string());
}

}  // namespace billing::operations
