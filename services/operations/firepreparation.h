// What will be sent, before anything is: the loopback rule, the signature, and every header.
#pragma once

#include "operations/fireevent.h"

namespace billing::operations {

using WireHeaders = QVector<QPair<QByteArray, QByteArray>>;

struct PreparedFire {
  QUrl url;             ///< the address that is connected to: a literal, never a name that somebody else may resolve
  WireHeaders headers;  ///< all of them, Host and Content-Length included
  QByteArray body;
};

/// http and a loopback host written as 127.0.0.1, [::1] or localhost, without user name. Forbidden otherwise.
[[nodiscard]] Result<void> checkLoopback(const QUrl& url);

/// The headers of the signature; none when the request shall not be signed.
[[nodiscard]] Result<WireHeaders> signatureHeaders(const FireRequest& request, Instant now);

/// InvalidInput for a header name or value that HTTP does not allow, or a secret that does not fit; Forbidden for other
/// hosts.
[[nodiscard]] Result<PreparedFire> prepareFire(const FireRequest& request, Instant now);

}  // namespace billing::operations
