// A payment provider as the window sees it, without one: states are set, wishes are noted, answers come at once.
#pragma once

#include <QPromise>

#include "operations/providerdesk.h"

namespace billing::test {

class FakeProviderDesk final : public operations::ProviderDesk {
 public:
  FakeProviderDesk() {
    now.connected = true;
    now.provider = QStringLiteral("Stripe");
    now.base = QStringLiteral("https://api.stripe.com");
  }

  [[nodiscard]] operations::ConnectionState connection() const override { return now; }
  [[nodiscard]] operations::SyncState sync() const override { return syncing; }
  void startSync(bool full) override {
    asked << (full ? QStringLiteral("full") : QStringLiteral("new"));
    syncing.running = true;
    syncing.resource.clear();
    syncing.seen = syncing.total = 0;
    Q_EMIT syncChanged();
  }
  void cancelSync() override {
    asked << QStringLiteral("cancel");
    end({}, {});
  }
  /// How far it is.
  void progress(const QString& resource, qint64 seen, qint64 total) {
    syncing.resource = resource;
    syncing.seen = seen;
    syncing.total = total;
    Q_EMIT syncChanged();
  }
  /// With a result it is done at kFakeNow's clock of the test; with an error it failed; with neither it was cancelled.
  void end(const QString& result, const QString& error, qint64 at = 0) {
    syncing.running = false;
    syncing.lastError = error;
    if (!result.isEmpty()) {
      syncing.lastResult = result;
      syncing.lastDone = at;
    }
    Q_EMIT syncChanged();
  }
  void setConnection(const operations::ConnectionState& state) {
    now = state;
    Q_EMIT connectionChanged();
  }

  QFuture<Result<operations::KeyTrial>> tryKey(QString, CancelToken) override { return answer(trial); }
  QFuture<Result<void>> keepKey(QString key) override {
    kept << key;
    return answer(keeping);
  }
  QFuture<Result<operations::EndpointState>> checkEndpoint(QString, CancelToken) override { return answer(endpoint); }
  QFuture<Result<operations::EndpointState>> registerEndpoint(QString url, CancelToken) override {
    asked << QStringLiteral("register ") + url;
    return answer(endpoint);
  }
  QFuture<Result<qint64>> advanceSandbox(int, int) override { return answer(Result<qint64>(now.sandboxTime)); }

  operations::ConnectionState now;
  operations::SyncState syncing;
  QStringList asked;  ///< "new", "full", "cancel", "register URL"
  QStringList kept;   ///< keys; invented ones
  Result<operations::KeyTrial> trial = operations::KeyTrial{};
  Result<void> keeping;
  Result<operations::EndpointState> endpoint = operations::EndpointState{};

 private:
  template <class T>
  static QFuture<Result<T>> answer(const Result<T>& value) {
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
  }
};

}  // namespace billing::test
