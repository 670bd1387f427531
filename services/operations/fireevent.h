// Signs an event and posts it to a loopback URL, and tells everything about request and answer.
#pragma once

#include <QByteArray>
#include <QFuture>
#include <QObject>
#include <QString>
#include <QUrl>
#include <QVector>
#include <functional>

#include "support/instant.h"
#include "support/result.h"
#include "webhooks/signature.h"

namespace billing::operations {

struct FireRequest {
  QUrl url;  ///< http, loopback host only
  workspace::WebhookRoute route;
  workspace::Secret secret;
  bool sign = true;
  QByteArray eventId;
  QByteArray body;  ///< sent as it is
  QVector<QPair<QByteArray, QByteArray>> extraHeaders;
};

struct FireOutcome {
  QVector<QPair<QByteArray, QByteArray>> requestHeaders;
  QByteArray requestBody;
  int status = 0;
  QVector<QPair<QByteArray, QByteArray>> responseHeaders;
  QByteArray responseBody;
  qint64 connectMs = 0;
  qint64 totalMs = 0;
};

/// One at a time or many; each on a connection of its own. Lives on a thread with an event loop. Never follows
/// redirects; gives up after 15 s.
class FireEvent : public QObject {
  Q_OBJECT
 public:
  explicit FireEvent(const Clock& clock, QObject* parent = nullptr);
  /// Forbidden for hosts other than 127.0.0.1, [::1] and localhost; Unavailable when nobody listens; Timeout.
  [[nodiscard]] QFuture<Result<FireOutcome>> run(const FireRequest& request);
  /// Writes down that a person fires this; it is sent when that is on disk, and not at all when it cannot be.
  using Record = std::function<QFuture<Result<void>>(const FireRequest& request)>;
  void recordBy(Record record) { record_ = std::move(record); }

 private:
  const Clock& clock_;
  Record record_;
};

/// The request as a curl command line. Without the secret the signature headers are computed and only the signature is
/// shown; with it, the command signs anew with openssl each time it runs and reads the secret from $WEBHOOK_SECRET.
[[nodiscard]] QString asCurl(const FireRequest& request, Instant now, bool withSecret);

}  // namespace billing::operations
