// A workspace served on a free port: database, processor with the profile's rules, listener and local API.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>

#include "localapi/localapi.h"
#include "operations/accounts/accountrules.h"
#include "support/rawclient.h"
#include "support/testdatabase.h"
#include "webhooks/listener.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"
#include "workspace/shippedprofiles.h"

namespace billing::tests {

class ServedWorkspace {
 public:
  using Change = std::function<void(workspace::Profile&)>;

  explicit ServedWorkspace(const char* id, const Change& change = {}) : profile(shipped(id, change)) {
    if (!profile.rules.empty()) processor = makeProcessor();
    api = std::make_shared<localapi::LocalApi>(
        localapi::ApiServices{profile, *database, database.clock, [this] { static_cast<void>(processor->drain()); }});
    webhooks::ListenerConfig config;
    for (const auto& route : profile.routes) config.routes.push_back({route, {{"test", secret, {}}}});
    api->setSecrets(config.routes, {{"team", token, {}}});
    config.local = api;
    listener = std::make_unique<webhooks::Listener>(config, *waking, database.clock);
    processor->start();
    port = listener->start().value_or(0);
  }
  ~ServedWorkspace() {
    listener->stop(0);
    processor->stop();
  }

  RawResponse ask(const std::string& method, const std::string& path, const std::string& body = {},
                  const std::string& headers = {}) const {
    const bool json = path.starts_with("/api/");
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    if (headers.find("Authorization") == std::string::npos) request += "Authorization: Bearer " + token + "\r\n";
    if (method == "POST" && headers.find("Content-Type") == std::string::npos)
      request += std::string("Content-Type: ") +
                 (json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded") + "\r\n";
    if (method == "POST") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    RawClient client(port);
    client.send(request + "\r\n" + body);
    return client.response();
  }
  static QJsonObject json(const RawResponse& response) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
  }
  static QString code(const RawResponse& response) {
    return json(response).value(u"error").toObject().value(u"code").toString();
  }
  /// "/checkout/cks_..." of an answer's address.
  static std::string pathIn(const RawResponse& response, const char* field) {
    const std::string url = json(response).value(QLatin1String(field)).toString().toStdString();
    return url.substr(std::min(url.find('/', 8), url.size()));
  }
  void signUp(const std::string& account) {
    ask("POST", "/api/accounts", "{\"account\":\"" + account + "\",\"email\":\"" + account + "@example.com\"}");
  }

  const std::string token = "tok_0123456789";
  const std::string secret = workspace::generateSecret();
  test::TestDatabase database;
  const workspace::Profile profile;
  std::unique_ptr<operations::AccountRules> rules;
  std::unique_ptr<webhooks::Processor> processor;
  std::unique_ptr<webhooks::WakingInbox> waking;
  std::shared_ptr<localapi::LocalApi> api;
  std::unique_ptr<webhooks::Listener> listener;
  std::uint16_t port = 0;

 private:
  static workspace::Profile shipped(const char* id, const Change& change) {
    auto profile = workspace::shippedProfile(id).value_or(workspace::Profile());
    if (change) change(profile);
    return profile;
  }
  std::unique_ptr<webhooks::Processor> makeProcessor() {
    rules = std::make_unique<operations::AccountRules>(
        operations::RulesContext{profile.rules, profile.provider, profile.live()});
    auto made = std::make_unique<webhooks::Processor>(*database, database.clock, rules.get());
    waking = std::make_unique<webhooks::WakingInbox>(database->inbox(), *made);
    return made;
  }
};

}  // namespace billing::tests
