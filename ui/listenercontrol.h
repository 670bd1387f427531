// What the window may do with the local endpoint: see how it is, start it, stop it. The application gives the real one.
#pragma once

#include <QFuture>
#include <QObject>

#include "support/result.h"
#include "webhooks/listener.h"

namespace billing::ui {

class ListenerControl : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  [[nodiscard]] virtual webhooks::ListenerStatus status() const = 0;
  /// Port 0 lets the system pick. Busy with "port_in_use" says who holds it. Carries the port that is listened on.
  virtual QFuture<Result<quint16>> start(quint16 port) = 0;
  /// Lets running answers finish; never blocks the caller.
  virtual QFuture<void> stop() = 0;
  /// A free loopback port after `port`, for "take the next one".
  [[nodiscard]] virtual quint16 nextFreePort(quint16 port) const = 0;

 Q_SIGNALS:
  /// On the window's thread, at most a few times a second however many deliveries arrive.
  void statusChanged();
};

}  // namespace billing::ui
