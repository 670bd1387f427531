// One request and its answer, timed.
#pragma once

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPromise>

#include "operations/firepreparation.h"

namespace billing::operations {

/// Lives as long as the exchange, then deletes itself. Sends once: a connection that breaks is told, not tried again.
class FireExchange : public QObject {
  Q_OBJECT
 public:
  FireExchange(PreparedFire fire, QObject* parent);
  [[nodiscard]] QFuture<Result<FireOutcome>> start();

 private:
  enum class Ending { Natural, TimedOut, TooLarge };
  void end(Ending ending);
  void onReadable();
  void onFinished();
  [[nodiscard]] Result<FireOutcome> outcome() const;
  [[nodiscard]] Error whyNoAnswer() const;

  PreparedFire fire_;
  QNetworkAccessManager
      network_;  ///< of its own: a shared one would send on a connection that the server is about to close
  QPromise<Result<FireOutcome>> promise_;
  QNetworkReply* reply_ = nullptr;
  QElapsedTimer clock_;
  qint64 connectStartedMs_ = 0;
  qint64 connectMs_ = 0;
  QByteArray answer_;
  Ending ending_ = Ending::Natural;
};

}  // namespace billing::operations
