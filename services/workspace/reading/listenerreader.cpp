#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

Provider readProvider(TableReader& table, Provider fallback) {
  return table.choice<Provider>("provider", {{"dodo", Provider::Dodo}, {"stripe", Provider::Stripe}}, fallback);
}

int readBadSignatureStatus(TableReader& table) {
  const auto status = table.number("bad_signature_status", 400, 100, 599);
  if (status == 400 || status == 401) return static_cast<int>(status);
  table.mistake("bad_signature_status", "bad_signature_status is 400 or 401",
                "Write 400 (malformed) or 401 (not authorised): anything else would hide a forgery or stop retries");
  return 400;
}

WebhookRoute readRoute(TableReader& table, Provider fallback) {
  auto scheme = table.text("scheme", "standard-webhooks");
  const auto header = table.text("header");
  if (!header.empty()) scheme += ":" + header;
  const auto path = table.name("path", "/webhooks/dodo");
  auto read = parseRoute(path + "=" + scheme);
  if (!read && !path.empty())
    table.mistake(read.error().code == "bad_route" ? "path" : "scheme", read.error().message, read.error().hint);
  WebhookRoute route = read.value_or(WebhookRoute());
  if (!read) route.path = path;
  route.provider = readProvider(table, route.scheme == SignatureScheme::Stripe ? Provider::Stripe : fallback);
  route.badSignatureStatus = readBadSignatureStatus(table);
  route.toleranceSeconds = static_cast<int>(table.number("tolerance_seconds", 300, 1, 86400));
  route.secretName = table.text("secret", std::string(toString(route.provider)));
  table.finish();
  return route;
}

}  // namespace

void readListener(TableReader& root, Profile& profile) {
  auto table = root.table("listener");
  if (!table) return;
  profile.port = static_cast<std::uint16_t>(table->number("port", profile.port, 0, 65535));
  for (auto& route : table->tables("route")) profile.routes.push_back(readRoute(route, profile.provider));
  table->finish();
}

void readApi(TableReader& root, ApiSettings& api) {
  auto table = root.table("api");
  if (!table) return;
  api.enabled = table->flag("enabled", true);
  api.requestsPerMinute = static_cast<int>(table->number("requests_per_minute", api.requestsPerMinute, 1, 1'000'000));
  api.tokenSecret = table->text("token", api.tokenSecret);
  api.successUrl = table->text("success_url");
  table->finish();
}

void readAdmin(TableReader& root, AdminSettings& admin) {
  auto table = root.table("admin");
  if (!table) return;
  const auto seconds = [&](const char* key, int usual) { return static_cast<int>(table->number(key, usual, 0, 600)); };
  admin.undoSecondsTest = seconds("undo_seconds_test", admin.undoSecondsTest);
  admin.undoSecondsLive = seconds("undo_seconds_live", admin.undoSecondsLive);
  admin.approvalLimitUnits = table->number("approval_above", admin.approvalLimitUnits, 0, 1'000'000'000);
  admin.approvalHours = static_cast<int>(table->number("approval_hours", admin.approvalHours, 1, 720));
  table->finish();
}

}  // namespace billing::workspace
