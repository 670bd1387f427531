// What the window asks of the payment provider and the sandbox. Answers come by whenDone on the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct ConnectionState {
  bool sandbox = false;    ///< the local stand-in
  bool connected = false;  ///< there is a key, or the sandbox runs
  QString provider;        ///< "Dodo Payments", "Stripe"
  QString base;            ///< "https://test.dodopayments.com", "http://127.0.0.1:41234"
  QString keyHint;         ///< "sk_test_…wxyz"; never the key
  qint64 sandboxTime = 0;  ///< epoch milliseconds of the sandbox's clock; 0: none
  QString problem;         ///< why it is not connected
};

struct SyncState {
  bool running = false;
  QString kind, resource;
  qint64 seen = 0, total = 0;
  qint64 lastDone = 0;  ///< epoch milliseconds; 0: never
  QString lastResult;   ///< "12,034 read, 3 new, 17 changed"
  QString lastError;
};

struct KeyTrial {
  bool accepted = false;
  bool live = false;
  QString account;
  QString writing;       ///< "can read and write", "can read only", "can read; writing cannot be told"
  QStringList missing;   ///< what was refused
  QString clockWarning;  ///< empty: the clocks agree
  QString problem, hint;
};

struct EndpointState {
  bool registered = false;
  QString id, url;
  QStringList missingTypes;  ///< that the workspace needs and the endpoint does not send
  QString note;
};

/// Owned by the application context; outlives every pane. Signals on the window's thread.
class ProviderDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  [[nodiscard]] virtual ConnectionState connection() const = 0;
  [[nodiscard]] virtual SyncState sync() const = 0;
  virtual void startSync(bool full) = 0;
  virtual void cancelSync() = 0;

  /// Tries a key with reading calls only; it is kept nowhere.
  virtual QFuture<Result<KeyTrial>> tryKey(QString key, CancelToken cancel) = 0;
  /// Puts the key into the key ring and uses it from now on. Forbidden "wrong_mode" for a live key in a test workspace
  /// and the other way round; Conflict "key_in_use" when another workspace of the other mode holds it.
  virtual QFuture<Result<void>> keepKey(QString key) = 0;
  virtual QFuture<Result<EndpointState>> checkEndpoint(QString url, CancelToken cancel) = 0;
  /// Registers it; the secret goes into the key ring and is accepted by the listener from now on.
  virtual QFuture<Result<EndpointState>> registerEndpoint(QString url, CancelToken cancel) = 0;

  /// Sandbox only: moves its clock. Carries the new time.
  virtual QFuture<Result<qint64>> advanceSandbox(int months, int days) = 0;

 Q_SIGNALS:
  void connectionChanged();
  void syncChanged();
};

}  // namespace billing::operations
