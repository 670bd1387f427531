#include "app/console/signingsecrets.h"

#include <QPromise>
#include <algorithm>

#include "app/console/after.h"
#include "support/redaction.h"
#include "webhooks/signature.h"
#include "workspace/connection.h"

namespace billing::console {
namespace {

/// A bearer token has no use for the prefix and the padding of a webhook secret.
std::string newToken() {
  std::string text = workspace::generateSecret().substr(std::string_view("whsec_").size());
  std::erase(text, '=');
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return "api_" + text;
}

constexpr std::int64_t graceMs = 24 * 3600 * 1000LL;  // Dodo and Stripe accept a rotated secret for 24 hours

}  // namespace

Result<void> WorkspaceSecrets::addFile(const std::string& option) {
  const auto equals = option.find('=');
  const std::string target = option.substr(0, equals);
  const bool ofDatabase = profile_.database.isUsed() && target == workspace::kDatabaseSecret;
  const bool byName = equals != std::string::npos && (ofDatabase || needed().contains(target));
  const bool forOneRoute = option.front() == '/' && equals != std::string::npos;
  auto secrets = workspace::readSecretFile(byName || forOneRoute ? option.substr(equals + 1) : option);
  if (!secrets) return failure(secrets.error());
  std::set<std::string> names;
  if (byName) names.insert(target);
  for (const auto& route : profile_.routes)
    if (!byName && (!forOneRoute || route.path == target)) names.insert(route.secretName);
  for (const auto& name : names) {
    auto& held = byName_[name];
    held.insert(held.end(), secrets->begin(), secrets->end());
  }
  return {};
}

std::set<std::string> WorkspaceSecrets::needed() const {
  std::set<std::string> names;
  for (const auto& route : profile_.routes) names.insert(route.secretName);
  if (profile_.api.enabled) names.insert(profile_.api.tokenSecret);
  return names;
}

std::set<std::string> WorkspaceSecrets::missing() const {
  std::set<std::string> names;
  for (const auto& name : needed())
    if (!byName_.contains(name)) names.insert(name);
  return names;
}

QFuture<Result<void>> WorkspaceSecrets::load(std::shared_ptr<workspace::KeyRing> ring) {
  ring_ = ring;
  auto names = missing();
  for (const auto& name : workspace::secretNamesOf(profile_))
    if (!byName_.contains(name)) names.insert(name);
  QPromise<Result<void>> start;
  start.start();
  start.addResult(Result<void>());
  start.finish();
  auto chain = start.future();
  for (const auto& name : names)
    chain = chain
                .then([this, ring, name](Result<void> before) {
                  auto loaded = loadOne(ring, name);
                  return before ? loaded : loaded.then([before](const Result<void>&) { return before; });
                })
                .unwrap();
  return chain;
}

QFuture<Result<void>> WorkspaceSecrets::loadOne(const std::shared_ptr<workspace::KeyRing>& ring,
                                                const std::string& name) {
  const auto entry = QString::fromStdString(profile_.id + "/" + name);
  return ring->read(entry)
      .then([this, ring, name, entry](Result<std::optional<std::string>> found) -> QFuture<Result<void>> {
        const bool known = found && found->has_value();
        // Nobody can make up a provider's key, and nothing is made up in live mode.
        const bool invents = profile_.mode == workspace::Mode::Test && needed().contains(name);
        const auto text =
            known ? **found
            : invents
                ? (profile_.api.enabled && name == profile_.api.tokenSecret ? newToken() : workspace::generateSecret())
                : std::string();
        if (known || invents) byName_[name].push_back({name + " " + secretHint(text), text, std::nullopt});
        if (known || !invents)
          return QtFuture::makeReadyFuture(found ? Result<void>() : Result<void>(failure(found.error())));
        return ring->write(entry, text);
      })
      .unwrap();
}

QFuture<Result<void>> WorkspaceSecrets::replace(const workspace::WebhookRoute& route, const QString& text) {
  const std::string plain = text.toStdString();
  const bool signs = std::ranges::any_of(
      profile_.routes, [&](const workspace::WebhookRoute& own) { return own.secretName == route.secretName; });
  if (auto unfit = signs ? webhooks::checkSecret(route.scheme, plain) : std::nullopt)
    return QtFuture::makeReadyFuture(Result<void>(failure(std::move(*unfit))));
  return recorded(route.secretName, plain, [this, name = route.secretName, plain] { return put(name, plain); });
}

QFuture<Result<void>> WorkspaceSecrets::recorded(const std::string& name, const std::string& text,
                                                 std::function<QFuture<Result<void>>()> next) {
  if (!record_) return next();
  return after(
      record_(name, QString::fromStdString(secretHint(text))), &here_,
      [next = std::move(next)](const Result<void>& done) { return done ? next() : QtFuture::makeReadyFuture(done); });
}

QFuture<Result<void>> WorkspaceSecrets::put(const std::string& name, const std::string& plain) {
  const Instant end{clock_.now().ms + graceMs};
  auto& known = byName_[name];
  for (auto& secret : known)
    if (!secret.expiresAt || *secret.expiresAt > end) secret.expiresAt = end;
  known.insert(known.begin(), {name + " " + secretHint(plain), plain, std::nullopt});
  if (replaced_) replaced_();
  if (!ring_) return QtFuture::makeReadyFuture(Result<void>());  // secrets from files last for this session
  return ring_->write(QString::fromStdString(profile_.id + "/" + name), plain);
}

std::string WorkspaceSecrets::databasePassword() const {
  const auto passwords = named(workspace::kDatabaseSecret);
  return passwords.empty() ? std::string() : passwords.front().text;
}

std::string WorkspaceSecrets::providerKey() const {
  const auto keys = named(workspace::apiKeySecret(profile_.provider));
  return keys.empty() ? std::string() : keys.front().text;
}

QFuture<Result<void>> WorkspaceSecrets::keepProviderKey(const std::string& key) {
  const std::string name = workspace::apiKeySecret(profile_.provider);
  return recorded(name, key, [this, key] { return putProviderKey(key); });
}

QFuture<Result<void>> WorkspaceSecrets::putProviderKey(const std::string& key) {
  const std::string name = workspace::apiKeySecret(profile_.provider);
  byName_[name] = {{name + " " + secretHint(key), key, std::nullopt}};
  if (!ring_) return QtFuture::makeReadyFuture(Result<void>());  // for this session
  return ring_->write(QString::fromStdString(profile_.id + "/" + name), key);
}

QFuture<Result<void>> WorkspaceSecrets::checkUnshared(const std::string& key, const QStringList& workspaceIds) const {
  auto chain = QtFuture::makeReadyFuture(Result<void>());
  if (!ring_) return chain;
  const QString name = QString::fromStdString(workspace::apiKeySecret(profile_.provider));
  for (const QString& id : workspaceIds)
    chain =
        chain
            .then([ring = ring_, key, id, entry = id + QLatin1Char('/') + name](const Result<void>& before) {
              if (!before) return QtFuture::makeReadyFuture(before);
              return ring->read(entry).then([key, id](const Result<std::optional<std::string>>& other) {
                if (!other || *other != key) return Result<void>();
                return Result<void>(failure(ErrorKind::Conflict, "key_in_use",
                                            "The workspace “" + id.toStdString() + "” of the other mode holds this key",
                                            "Test and live never share a key", "Make a key of this mode"));
              });
            })
            .unwrap();
  return chain;
}

workspace::Secrets WorkspaceSecrets::named(const std::string& name) const {
  const auto found = byName_.find(name);
  if (found == byName_.end()) return {};
  workspace::Secrets valid;
  for (const auto& secret : found->second)
    if (!secret.expiresAt || *secret.expiresAt > clock_.now()) valid.push_back(secret);
  return valid;
}

workspace::Secrets WorkspaceSecrets::of(const workspace::WebhookRoute& route) const {
  return named(route.secretName);
}

workspace::Secrets WorkspaceSecrets::apiTokens() const {
  return named(profile_.api.tokenSecret);
}

std::vector<workspace::KnownSecret> WorkspaceSecrets::known() const {
  std::vector<workspace::KnownSecret> all;
  for (const auto& [name, secrets] : byName_)
    for (const auto& secret : secrets)
      if (!secret.expiresAt) all.push_back({profile_.mode, name, secret.text});
  return all;
}

bool WorkspaceSecrets::keptForGood() const {
  return ring_ != nullptr && std::dynamic_pointer_cast<workspace::SessionKeyRing>(ring_) == nullptr;
}

QStringList WorkspaceSecrets::labels(const workspace::WebhookRoute& route) const {
  QStringList labels;
  for (const auto& secret : of(route)) labels += QString::fromStdString(secret.label);
  return labels;
}

Result<workspace::Secret> WorkspaceSecrets::secret(const workspace::WebhookRoute& route, const QString& label) const {
  for (auto& secret : of(route))
    if (QString::fromStdString(secret.label) == label) return secret;
  return failure(ErrorKind::NotFound, "no_such_secret",
                 "There is no secret “" + label.toStdString() + "” for " + route.path, {},
                 "Choose another secret, or fire without a signature");
}

}  // namespace billing::console
