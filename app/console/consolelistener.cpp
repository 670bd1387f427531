#include "app/console/consolelistener.h"

#include <QHostAddress>
#include <QTcpServer>

#include "app/console/onpool.h"
#include "support/whendone.h"

namespace billing::console {
namespace {

constexpr int newsEveryMs = 250;

}  // namespace

ConsoleListener::ConsoleListener(const workspace::Profile& profile, const WorkspaceSecrets& secrets,
                                 store::EventInbox& inbox, const Clock& clock, std::shared_ptr<localapi::LocalApi> api)
    : profile_(profile), secrets_(secrets), inbox_(inbox), clock_(clock), api_(std::move(api)) {
  pace_.setInterval(newsEveryMs);
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, [this] {
    newsWaits_ = false;
    Q_EMIT statusChanged();
  });
}

ConsoleListener::~ConsoleListener() {
  if (listener_) listener_->stop();
}

webhooks::ListenerStatus ConsoleListener::status() const {
  if (listener_) return listener_->status();
  webhooks::ListenerStatus stopped;
  stopped.error = startError_;
  return stopped;
}

QFuture<Result<quint16>> ConsoleListener::start(quint16 port) {
  webhooks::ListenerConfig config;
  config.port = port;
  config.routes = routes();
  config.local = api_;
  if (api_) api_->setSecrets(config.routes, secrets_.apiTokens());
  auto listener = std::make_shared<webhooks::Listener>(std::move(config), inbox_, clock_);
  listener->onStatusChanged([this] {
    if (!newsWaits_.exchange(true))
      QMetaObject::invokeMethod(&pace_, qOverload<>(&QTimer::start), Qt::QueuedConnection);
  });
  const auto starting = onPool<Result<quint16>>([listener] { return listener->start(); });
  whenDone(starting, this, [this, listener](const Result<quint16>& started) {
    startError_ = started ? std::string() : describe(started.error());
    if (started) listener_ = listener;
    Q_EMIT statusChanged();
  });
  return starting;
}

std::vector<webhooks::ListenerRoute> ConsoleListener::routes() const {
  std::vector<webhooks::ListenerRoute> all;
  for (const auto& route : profile_.routes) all.push_back({route, secrets_.of(route)});
  return all;
}

void ConsoleListener::takeSecrets() {
  if (listener_) listener_->setRoutes(routes());
  if (api_) api_->setSecrets(routes(), secrets_.apiTokens());
}

QFuture<void> ConsoleListener::stop() {
  auto listener = std::exchange(listener_, nullptr);
  startError_.clear();
  const auto stopping = onPool<bool>([listener] {
    if (listener) listener->stop();
    return true;
  });
  whenDone(stopping, this, [this](bool) { Q_EMIT statusChanged(); });
  return QFuture<void>(stopping);
}

quint16 ConsoleListener::nextFreePort(quint16 port) const {
  for (int candidate = port + 1; candidate <= 65535; ++candidate) {
    QTcpServer probe;
    if (probe.listen(QHostAddress::LocalHost, static_cast<quint16>(candidate))) return static_cast<quint16>(candidate);
  }
  return 0;
}

}  // namespace billing::console
