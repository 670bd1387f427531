// The connections of the thread that calls. Those that can carry another request wait here for a while; they belong to
// their thread and end with it.
#pragma once

#include <QSslSocket>
#include <memory>

#include "http/clientaddress.h"

namespace billing::http {

/// A connection of this thread to that host that was idle for a short while only and is still alive; null when there
/// is none.
[[nodiscard]] std::unique_ptr<QSslSocket> idleSocket(const ClientAddress& address);

/// Keeps it for the next request of this thread to the same host.
void keepIdle(const ClientAddress& address, std::unique_ptr<QSslSocket> socket);

/// Not yet connected. Certificates will be verified; loopback is reached without a proxy.
[[nodiscard]] std::unique_ptr<QSslSocket> freshSocket(const ClientAddress& address);

}  // namespace billing::http
