// A bash script that signs an event anew each time it runs. The secret comes from $WEBHOOK_SECRET and never stands in a
// command line.
#pragma once

#include "operations/fireevent.h"

namespace billing::operations {

/// The headers as bash fills them in: "webhook-timestamp: $timestamp".
[[nodiscard]] QVector<QByteArray> selfSigningHeaders(const FireRequest& request);

/// `send` runs with a function `body` that prints the body, and the variables of selfSigningHeaders() set.
[[nodiscard]] QByteArray selfSigningScript(const FireRequest& request, const QByteArray& send);

}  // namespace billing::operations
