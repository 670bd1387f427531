#include "app/console/signingsecrets.h"

#include <QPromise>

#include "support/redaction.h"
#include "webhooks/signature.h"

namespace billing::console {
namespace {

constexpr std::int64_t graceMs = 24 * 3600 * 1000LL;  // Dodo and Stripe accept a rotated secret for 24 hours

}  // namespace

Result<void> WorkspaceSecrets::addFile(const std::string& option) {
  const auto equals = option.find('=');
  const bool forOneRoute = option.front() == '/' && equals != std::string::npos;
  auto secrets = workspace::readSecretFile(forOneRoute ? option.substr(equals + 1) : option);
  if (!secrets) return failure(secrets.error());
  for (const auto& route : profile_.routes) {
    if (forOneRoute && route.path != option.substr(0, equals)) continue;
    auto& known = byName_[route.secretName];
    known.insert(known.end(), secrets->begin(), secrets->end());
  }
  return {};
}

std::set<std::string> WorkspaceSecrets::missing() const {
  std::set<std::string> names;
  for (const auto& route : profile_.routes)
    if (!byName_.contains(route.secretName)) names.insert(route.secretName);
  return names;
}

QFuture<Result<void>> WorkspaceSecrets::load(std::shared_ptr<workspace::KeyRing> ring) {
  ring_ = ring;
  QPromise<Result<void>> start;
  start.start();
  start.addResult(Result<void>());
  start.finish();
  auto chain = start.future();
  for (const auto& name : missing())
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
        const auto text = known ? **found : workspace::generateSecret();
        if (known || profile_.mode == workspace::Mode::Test)
          byName_[name].push_back({name + " " + secretHint(text), text, std::nullopt});
        if (known || profile_.mode == workspace::Mode::Live)
          return QtFuture::makeReadyFuture(found ? Result<void>() : Result<void>(failure(found.error())));
        return ring->write(entry, text);
      })
      .unwrap();
}

QFuture<Result<void>> WorkspaceSecrets::replace(const workspace::WebhookRoute& route, const QString& text) {
  const std::string plain = text.toStdString();
  if (auto unfit = webhooks::checkSecret(route.scheme, plain))
    return QtFuture::makeReadyFuture(Result<void>(failure(std::move(*unfit))));
  const Instant end{clock_.now().ms + graceMs};
  auto& known = byName_[route.secretName];
  for (auto& secret : known)
    if (!secret.expiresAt || *secret.expiresAt > end) secret.expiresAt = end;
  known.insert(known.begin(), {route.secretName + " " + secretHint(plain), plain, std::nullopt});
  if (replaced_) replaced_();
  if (!ring_) return QtFuture::makeReadyFuture(Result<void>());  // secrets from files last for this session
  return ring_->write(QString::fromStdString(profile_.id + "/" + route.secretName), plain);
}

workspace::Secrets WorkspaceSecrets::of(const workspace::WebhookRoute& route) const {
  const auto found = byName_.find(route.secretName);
  if (found == byName_.end()) return {};
  workspace::Secrets valid;
  for (const auto& secret : found->second)
    if (!secret.expiresAt || *secret.expiresAt > clock_.now()) valid.push_back(secret);
  return valid;
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
