#include <QTimeZone>
#include <QUrl>

#include "workspace/checks/checks.h"
#include "workspace/connection.h"

namespace billing::workspace {
namespace {

bool isLoopback(const QUrl& url) {
  const auto host = url.host();
  return host == QLatin1String("localhost") || host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

QUrl addressOf(const std::string& text) {
  return QUrl(QString::fromStdString(text), QUrl::StrictMode);
}

void checkApiBase(const CheckedProfile& checked) {
  const auto& profile = checked.profile;
  if (profile.apiBase.empty()) return;
  const auto url = addressOf(profile.apiBase);
  const auto host = url.host().toStdString();
  const std::string usual = providerBase(profile.provider, profile.live());
  const std::string otherMode = providerBase(profile.provider, !profile.live());
  const auto fix = "Write api_base = \"" + usual + "\", or take the line out";
  const auto report = [&](Severity severity, const char* code, const std::string& what) {
    checked.found.add(severity, code, "api_base", what, fix);
  };
  if (profile.apiBase == kSandboxBase) {
    if (profile.live())
      report(Severity::Error, "sandbox_in_live_mode", "The sandbox moves no money: nobody would ever be charged");
    return;
  }
  if (!url.isValid() || host.empty())
    report(Severity::Error, "bad_api_base", "“" + profile.apiBase + "” is no address");
  else if (url.scheme() != QLatin1String("https") && !isLoopback(url))
    report(Severity::Error, "bad_api_base", "The provider would be asked without encryption");
  else if (host == "api.dodopayments.com")
    report(Severity::Warning, "unknown_api_base",
           "Dodo's own pages do not name " + host + "; each mode has an address of its own");
  else if (otherMode != usual && host == addressOf(otherMode).host().toStdString())
    report(Severity::Error, "api_base_of_other_mode",
           host + " is the address for " + (profile.live() ? "test" : "live") + " mode");
  else if (host != addressOf(usual).host().toStdString() && !isLoopback(url))
    report(Severity::Warning, "unknown_api_base",
           host + " is not an address of " + std::string(toString(profile.provider)));
}

// What goes over a network unencrypted can be read there, the password of the database and its customers too.
void checkTeamDatabase(const CheckedProfile& checked) {
  const TeamDatabase& server = checked.profile.database;
  if (!server.isUsed()) return;
  const bool near =
      server.host == "localhost" || server.host == "127.0.0.1" || server.host == "::1" || server.host.starts_with('/');
  if (server.tls == TeamDatabase::Tls::Prefer && !near)
    checked.found.add(checked.profile.live() ? Severity::Error : Severity::Warning, "database_unencrypted", "database",
                      "The way to " + server.host + " is only encrypted if the server likes",
                      "Write tls = \"require\", or better tls = \"verify\"");
  if (server.tls != TeamDatabase::Tls::Verify && !server.tlsAuthority.empty())
    checked.found.add(Severity::Warning, "database_authority_unused", "database.tls_authority",
                      "The server's certificate is not checked, so nothing is made of this file",
                      "Write tls = \"verify\"");
}

void checkSuccessUrl(const CheckedProfile& checked) {
  const auto& profile = checked.profile;
  if (!profile.api.enabled) return;
  const auto& text = profile.api.successUrl;
  const auto url = addressOf(text);
  const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
  if (text.empty())
    checked.found.add(Severity::Advice, "no_success_url", "api",
                      "A checkout that names no address of its own does not know where to return to",
                      "Write success_url = \"http://localhost:3000/billing?success=true\"");
  else if (!url.isValid() || !web || url.host().isEmpty())
    checked.found.add(Severity::Error, "bad_success_url", "api.success_url", "“" + text + "” is no web address",
                      "Begin it with https:// and the host");
  else if (profile.live() && (url.scheme() != QLatin1String("https") || isLoopback(url)))
    checked.found.add(Severity::Warning, "success_url_not_public", "api.success_url",
                      "Paying customers would be sent to " + text, "Write the public address, with https");
}

void checkLive(const CheckedProfile& checked) {
  const auto& profile = checked.profile;
  const auto& rules = profile.rules;
  const auto report = [&](Severity severity, const char* code, const char* path, const char* what, const char* fix) {
    checked.found.add(severity, code, path, what, fix);
  };
  if (rules.entitlements.allowUnverified)
    report(profile.live() ? Severity::Error : Severity::Advice, "allow_unverified", "entitlements.allow_unverified",
           "Access is given without a payment to anybody who asks",
           "Write false; in an emergency use the switch, which has an end");
  if (!profile.live()) return;
  if (profile.demo)
    report(Severity::Error, "live_demo", "demo", "Demo data would be mixed with that of real customers",
           "Take demo = true out");
  if (rules.quotaOnError == OnError::Allow)
    report(Severity::Warning, "fails_open", "quota.on_error", "When usage cannot be checked, everything is let through",
           "Write on_error = \"deny\", or watch the list");
  if (rules.entitlements.enabled && rules.entitlements.onError == OnError::Allow)
    report(Severity::Warning, "fails_open", "entitlements.on_error",
           "When access cannot be checked, everybody is let in", "Write on_error = \"deny\", or watch the list");
  if (rules.unknownProduct == UnknownProduct::UseDefault)
    report(Severity::Warning, "unknown_product_default", "unknown_product.answer",
           "Whoever pays for an unknown product, however cheap, gets a plan", "Write answer = \"refuse\"");
}

// What a change by hand goes through is chosen per workspace; these choices leave nothing of it.
void checkAdmin(const CheckedProfile& checked) {
  const auto& admin = checked.profile.admin;
  const auto report = [&](const char* code, const char* path, const std::string& what, const char* fix) {
    checked.found.add(checked.profile.live() ? Severity::Warning : Severity::Advice, code, path, what, fix);
  };
  constexpr std::int64_t kManyUnits = 100'000;
  const bool live = checked.profile.live();
  if (admin.undoSeconds(live) == 0)
    report("no_time_to_undo", live ? "admin.undo_seconds_live" : "admin.undo_seconds_test",
           "A change by hand leaves at once: nobody can take it back", "Write a number of seconds, such as 60");
  if (admin.approvalLimitUnits > kManyUnits)
    report("approval_out_of_reach", "admin.approval_above",
           "Nobody is asked for a second word below " + std::to_string(admin.approvalLimitUnits) + " units",
           "Write what one person may give away alone, such as 500");
}

}  // namespace

void checkSafety(const CheckedProfile& checked) {
  checkApiBase(checked);
  checkSuccessUrl(checked);
  checkLive(checked);
  checkAdmin(checked);
  checkTeamDatabase(checked);
  const auto& zone = checked.profile.timeZone;
  if (!QTimeZone(QByteArray::fromStdString(zone)).isValid())
    checked.found.add(Severity::Error, "unknown_time_zone", "time_zone", "“" + zone + "” is not a time zone",
                      "Write an IANA name, such as \"UTC\" or \"Europe/Berlin\"");
}

}  // namespace billing::workspace
