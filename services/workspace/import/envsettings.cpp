#include "workspace/import/envsettings.h"

#include <QUrl>
#include <array>
#include <charconv>

#include "workspace/import/tomledit.h"

namespace billing::workspace {
namespace {

EnvAnswer set(std::string path, std::string literal, std::string shown) {
  return {EnvSetting{std::move(path), std::move(literal), std::move(shown)}, std::nullopt};
}
EnvAnswer noted(std::string shown) {
  return {EnvSetting{{}, {}, std::move(shown)}, std::nullopt};
}
EnvAnswer refuse(std::string_view name, std::string expected, std::string fix) {
  return {std::nullopt,
          EnvRefusal{"env_value_refused", std::string(name) + " is " + std::move(expected), std::move(fix)}};
}

std::optional<bool> flagFrom(std::string_view value) {
  if (value == "true" || value == "1" || value == "yes") return true;
  if (value == "false" || value == "0" || value == "no") return false;
  return std::nullopt;
}

EnvAnswer flagSetting(std::string_view name, const std::string& value, const char* path) {
  const auto flag = flagFrom(value);
  if (!flag) return refuse(name, "neither true nor false", "Write true or false");
  return set(path, *flag ? "true" : "false", *flag ? "true" : "false");
}

// An address without user, password or anything else that could carry a secret.
std::optional<QUrl> plainAddress(const std::string& value) {
  QUrl url(QString::fromStdString(value), QUrl::StrictMode);
  const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
  if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty()) return std::nullopt;
  url.setQuery(QString());
  url.setFragment(QString());
  return url;
}

std::string origin(const QUrl& url) {
  return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toStdString();
}

// The host of the variable, with the path that the profile already has for its return.
EnvAnswer successUrl(std::string_view name, const std::string& value, const Profile& profile) {
  const auto url = plainAddress(value);
  if (!url) return refuse(name, "no plain web address", "Write https:// and the host, without user and password");
  const QUrl known(QString::fromStdString(profile.api.successUrl));
  auto path = known.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority).toStdString();
  if (path.empty()) path = "/billing?success=true";
  const auto text = origin(*url) + path;
  return set("api.success_url", tomlText(text), text);
}

EnvAnswer apiBase(std::string_view name, const std::string& value) {
  const auto url = plainAddress(value);
  if (!url) return refuse(name, "no plain web address", "Write https://test.dodopayments.com");
  return set("api_base", tomlText(origin(*url)), origin(*url));
}

EnvAnswer trialDays(std::string_view name, const std::string& value) {
  int days = -1;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), days);
  if (error != std::errc() || end != value.data() + value.size() || days < 0 || days > 3650)
    return refuse(name, "no number of days", "Write a whole number, such as 7");
  return set("trial.days", std::to_string(days), std::to_string(days));
}

EnvAnswer modeSetting(std::string_view name, const std::string& value, Provider provider) {
  if (provider != Provider::Dodo) return noted("not used with this provider");
  const auto mode = modeOf(name, value, provider);
  if (!mode) return refuse(name, "neither test nor live", "Write test or live");
  const std::string word = *mode == Mode::Live ? "live" : "test";
  return set("mode", tomlText(word), word);
}

EnvAnswer providerSetting(std::string_view name, const std::string& value) {
  const auto provider = providerFrom(value);
  if (!provider) return refuse(name, "neither dodo nor stripe", "Write dodo or stripe");
  return set("provider", tomlText(toString(*provider)), std::string(toString(*provider)));
}

EnvAnswer signatureSwitch(std::string_view name, const std::string& value) {
  const auto flag = flagFrom(value);
  if (flag == true) return noted("true, as here always");
  return refuse(name, "not true, but signatures are always required here", "Write true");
}

}  // namespace

std::optional<Mode> modeOf(std::string_view name, std::string_view value, Provider provider) {
  if (provider == Provider::Dodo && (name == "DODO_MODE" || name == "DODO_PAYMENTS_ENVIRONMENT")) {
    if (value == "test" || value == "test_mode") return Mode::Test;
    if (value == "live" || value == "live_mode") return Mode::Live;
  }
  if (provider == Provider::Stripe && name == "STRIPE_SECRET_KEY") {
    if (value.starts_with("sk_test_") || value.starts_with("rk_test_")) return Mode::Test;
    if (value.starts_with("sk_live_") || value.starts_with("rk_live_")) return Mode::Live;
  }
  return std::nullopt;
}

EnvAnswer settingOf(std::string_view name, const std::string& value, const Profile& profile) {
  if (name == "BILLING_PROVIDER") return providerSetting(name, value);
  if (name == "DODO_MODE" || name == "DODO_PAYMENTS_ENVIRONMENT") return modeSetting(name, value, profile.provider);
  if (name == "DODO_API_BASE" || name == "DODO_PAYMENTS_BASE_URL") return apiBase(name, value);
  for (const auto* address : {"NEXT_PUBLIC_APP_URL", "NEXT_PUBLIC_BASE_URL", "APP_URL", "BASE_URL"})
    if (name == address) return successUrl(name, value, profile);
  if (name == "BILLING_TRIAL_DAYS") return trialDays(name, value);
  if (name == "BILLING_AUTODOWNGRADE_ENABLED") return flagSetting(name, value, "downgrade.enabled");
  if (name == "ENTITLEMENT_ALLOW_UNVERIFIED") return flagSetting(name, value, "entitlements.allow_unverified");
  if (name == "REQUIRE_HMAC_SIGNATURE") return signatureSwitch(name, value);
  if (name == "STRIPE_PUBLISHABLE_KEY" || name == "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY")
    return noted("public key, not needed here");
  if (name == "NODE_ENV") return noted(value == "production" ? "production" : "not production");
  return {};
}

std::string secretNameOf(std::string_view variable, const Profile& profile) {
  const auto routeSecret = [&](Provider provider) {
    for (const auto& route : profile.routes)
      if (route.provider == provider) return route.secretName;
    return std::string(toString(provider));
  };
  if (variable == "DODO_WEBHOOK_SECRET" || variable == "DODO_PAYMENTS_WEBHOOK_KEY") return routeSecret(Provider::Dodo);
  if (variable == "STRIPE_WEBHOOK_SECRET") return routeSecret(Provider::Stripe);
  if (variable == "DODO_API_KEY" || variable == "DODO_PAYMENTS_API_KEY") return "dodo.api_key";
  if (variable == "STRIPE_SECRET_KEY") return "stripe.api_key";
  if (variable == "HMAC_SECRET") return "hmac";
  return {};
}

}  // namespace billing::workspace
