#include "app/console/liveproviderdesk.h"

#include <QFileInfo>
#include <QPromise>

#include "app/console/after.h"
#include "operations/audited.h"
#include "operations/connect/endpoints.h"
#include "operations/connect/keylook.h"
#include "workspace/connection.h"

namespace billing::console {
namespace {

using operations::ConnectionState;
using operations::EndpointState;
using operations::KeyTrial;

QString deskText(const std::string& text) {
  return QString::fromStdString(text);
}

Error notConnected(const std::string& why,
                   const std::string& next = "Provider, Connect… asks for the key and tries it") {
  return {ErrorKind::Unavailable, "not_connected", "The provider is not connected", why, next, false, {}};
}

std::optional<Error> whyNotHeld(const workspace::Profile& profile, const std::string& key) {
  return operations::whyNotToUse(operations::lookAtKey(profile.provider, key), profile.provider, profile.live());
}

template <class T>
QFuture<Result<T>> readily(Result<T> result) {
  return QtFuture::makeReadyFuture(std::move(result));
}

// What a refused trial means to somebody who wanted the key kept.
Error refusedKey(const workspace::Profile& profile, const KeyTrial& trial) {
  const bool wrongMode = trial.live != profile.live();
  return {wrongMode ? ErrorKind::Forbidden : ErrorKind::Unauthorized,
          wrongMode ? "wrong_mode" : "key_refused",
          trial.problem.toStdString(),
          {},
          trial.hint.toStdString(),
          false,
          {}};
}

}  // namespace

LiveProviderDesk::LiveProviderDesk(Parts parts)
    : parts_(std::move(parts)),
      who_([live = parts_.profile.live()] { return operations::handHere(QStringLiteral("console"), live); }),
      line_(std::make_shared<ProviderLine>(parts_.profile.provider, parts_.profile.live(), parts_.clock)),
      board_({parts_.database, parts_.clock, parts_.profile.provider, parts_.rules, parts_.eventsStored,
              [line = line_] { return line->now(); }}) {
  pool_.setMaxThreadCount(4);
  connect(&board_, &operations::SyncBoard::changed, this, [this] {
    catchUp();
    Q_EMIT syncChanged();
  });
  refresh();
}

LiveProviderDesk::~LiveProviderDesk() {
  closing_.cancel();
  pool_.waitForDone();
}

void LiveProviderDesk::useSandbox(Sandbox sandbox) {
  sandbox_ = std::move(sandbox);
  refresh();
}

bool LiveProviderDesk::usesSandbox() const {
  return workspace::usesSandbox(parts_.profile);
}

std::string LiveProviderDesk::key() const {
  if (usesSandbox()) return sandbox_.key ? sandbox_.key() : std::string();
  return parts_.secrets.providerKey();
}

void LiveProviderDesk::refresh() {
  const std::string base = usesSandbox() ? (sandbox_.base ? sandbox_.base() : std::string()) : parts_.profile.apiBase;
  const bool reachable = !usesSandbox() || !base.empty();
  const std::string held = reachable ? key() : std::string();
  // Whatever lies in the key ring: nobody is called with a key of the other mode.
  const auto unfit = held.empty() || usesSandbox() ? std::nullopt : whyNotHeld(parts_.profile, held);
  line_->connect(base, unfit ? std::string() : held,
                 unfit ? notConnected(unfit->message, unfit->hint)
                       : notConnected(usesSandbox() ? "the sandbox does not run" : "there is no API key"));
  catchUp();
  Q_EMIT connectionChanged();
}

void LiveProviderDesk::catchUp() {
  const auto& state = board_.state();
  if (caughtUp_ || usesSandbox() || state.running || state.lastDone == 0 || !line_->now()) return;
  caughtUp_ = true;
  board_.start(operations::SyncKind::MissedEvents);
}

std::function<std::shared_ptr<providers::BillingProvider>()> LiveProviderDesk::source() const {
  return [line = line_] { return line->now().value_or(nullptr); };
}

ConnectionState LiveProviderDesk::connection() const {
  const auto& profile = parts_.profile;
  ConnectionState state;
  state.sandbox = usesSandbox();
  state.provider = profile.provider == Provider::Stripe ? QStringLiteral("Stripe") : QStringLiteral("Dodo Payments");
  const auto now = line_->now();
  state.connected = now.has_value();
  if (!now) state.problem = deskText(now.error().reason);
  if (state.sandbox) {
    state.base = sandbox_.base ? deskText(sandbox_.base()) : QString();
    state.sandboxTime = state.connected && sandbox_.now ? sandbox_.now().ms : 0;
    const QString problem = sandbox_.problem ? sandbox_.problem() : QString();
    if (!problem.isEmpty()) state.problem = problem;
    return state;
  }
  state.base =
      deskText(profile.apiBase.empty() ? workspace::providerBase(profile.provider, profile.live()) : profile.apiBase);
  if (const auto held = key(); !held.empty()) state.keyHint = deskText(operations::keyHint(held));
  return state;
}

// On a thread of the desk's own; ends when the asker withdraws, or the desk goes.
template <class T>
QFuture<Result<T>> LiveProviderDesk::ask(
    std::function<Result<T>(providers::BillingProvider&, const CancelToken&)> question, CancelToken cancel) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  auto future = promise->future();
  pool_.start([promise, question = std::move(question), cancel, line = line_] {
    const auto provider = line->now();
    promise->addResult(provider ? question(**provider, cancel) : Result<T>(failure(provider.error())));
    promise->finish();
  });
  return future;
}

template <class T>
QFuture<Result<T>> LiveProviderDesk::noted(const char* action, const char* entity, const QString& externalId,
                                           const QByteArray& fields, std::function<QFuture<Result<T>>()> next) {
  auto entry = operations::entryBy(who_(), action, entity, externalId);
  entry.after = fields;
  return after(operations::noteByHand(parts_.database, entry, parts_.clock.now()), this,
               [next = std::move(next)](const Result<void>& done) {
                 return done ? next() : readily(Result<T>(failure(done.error())));
               });
}

void LiveProviderDesk::startSync(bool full) {
  caughtUp_ = true;
  board_.start(full ? operations::SyncKind::Full : operations::SyncKind::Incremental, who_());
}

QFuture<Result<KeyTrial>> LiveProviderDesk::tryKey(QString key, CancelToken cancel) {
  auto promise = std::make_shared<QPromise<Result<KeyTrial>>>();
  promise->start();
  auto future = promise->future();
  const std::string base = usesSandbox() && sandbox_.base ? sandbox_.base() : parts_.profile.apiBase;
  pool_.start([promise, line = line_, base, profile = &parts_.profile, text = key.toStdString(), cancel] {
    promise->addResult(operations::tryKey(*profile, text, line->maker(base), cancel));
    promise->finish();
  });
  return future;
}

// A key is kept only after the provider has taken it: that is how its mode is known for certain.
QFuture<Result<void>> LiveProviderDesk::keepKey(QString key) {
  if (usesSandbox())
    return readily(Result<void>(failure(ErrorKind::Conflict, "sandbox_needs_no_key", "The sandbox needs no key", {},
                                        "Make a workspace that speaks to the provider itself")));
  return after(tryKey(key, closing_), this, [this, text = key.trimmed().toStdString()](const Result<KeyTrial>& trial) {
    if (!trial) return readily(Result<void>(failure(trial.error())));
    if (!trial->accepted) return readily(Result<void>(failure(refusedKey(parts_.profile, *trial))));
    return keep(text);
  });
}

QFuture<Result<void>> LiveProviderDesk::keep(const std::string& key) {
  const auto kept = after(checkOthers(key), this, [this, key](const Result<void>& free) {
    return free ? parts_.secrets.keepProviderKey(key) : readily(free);
  });
  whenDone(kept, this, [this](const Result<void>&) { refresh(); });
  return kept;
}

QFuture<Result<void>> LiveProviderDesk::checkOthers(const std::string& key) {
  if (workspaces_ == nullptr) return readily(Result<void>());
  return after(workspaces_->choices(), this, [this, key](const Result<QVector<ui::WorkspaceChoice>>& choices) {
    QStringList others;
    for (const auto& choice : choices.value_or(QVector<ui::WorkspaceChoice>()))
      if (choice.live != parts_.profile.live()) others << QFileInfo(choice.id).completeBaseName();
    return parts_.secrets.checkUnshared(key, others);
  });
}

QFuture<Result<EndpointState>> LiveProviderDesk::checkEndpoint(QString url, CancelToken cancel) {
  return ask<EndpointState>(
      [profile = &parts_.profile, url = url.toStdString()](providers::BillingProvider& provider,
                                                           const CancelToken& token) {
        return operations::checkEndpoint(provider, *profile, url, token);
      },
      cancel);
}

QFuture<Result<EndpointState>> LiveProviderDesk::registerEndpoint(QString url, CancelToken cancel) {
  const std::string address = url.toStdString();
  const bool anywhere = usesSandbox() || !parts_.profile.apiBase.empty();
  if (const auto fit = operations::checkEndpointUrl(address, anywhere); !fit)
    return readily(Result<EndpointState>(failure(fit.error())));
  const auto registering = noted<operations::Registration>(
      "register_endpoint.asked", "workspace", url, operations::auditFields({{"url", url}}), [this, address, cancel] {
        return ask<operations::Registration>(
            [profile = &parts_.profile, address](providers::BillingProvider& provider, const CancelToken& token) {
              return operations::registerEndpoint(provider, *profile, address, token);
            },
            cancel);
      });
  return after(registering, this, [this, address](const Result<operations::Registration>& made) {
    if (!made) return readily(Result<EndpointState>(failure(made.error())));
    return keepSecret(made->state, address, made->secret);
  });
}

// The listener takes it at once; what was signed with the one before is accepted for another day.
QFuture<Result<EndpointState>> LiveProviderDesk::keepSecret(const EndpointState& state, const std::string& url,
                                                            const std::string& secret) {
  const workspace::WebhookRoute* route = nullptr;
  for (const auto& own : parts_.profile.routes)
    if (own.provider == parts_.profile.provider && (route == nullptr || url.ends_with(own.path))) route = &own;
  if (secret.empty() || route == nullptr) return readily(Result<EndpointState>(state));
  for (const auto& known : parts_.secrets.of(*route))
    if (known.text == secret) return readily(Result<EndpointState>(state));
  return after(parts_.secrets.replace(*route, deskText(secret)), this, [state](const Result<void>& kept) {
    return readily(kept ? Result<EndpointState>(state) : Result<EndpointState>(failure(kept.error())));
  });
}

QFuture<Result<qint64>> LiveProviderDesk::advanceSandbox(int months, int days) {
  if (usesSandbox() && sandbox_.advance)
    return noted<qint64>(
        "sandbox_clock.moved", "workspace", QStringLiteral("sandbox"),
        operations::auditFields({{"months", QString::number(months)}, {"days", QString::number(days)}}),
        [this, months, days] { return sandbox_.advance(months, days); });
  return readily(Result<qint64>(failure(ErrorKind::Conflict, "no_sandbox", "Only the sandbox's clock can be moved", {},
                                        "Make a workspace with api_base = \"sandbox\"")));
}

}  // namespace billing::console
