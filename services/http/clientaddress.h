// Where a request goes, taken apart: the target's bytes stay exactly as the caller encoded them.
#pragma once

#include <QString>
#include <cstdint>
#include <string>

#include "support/result.h"

namespace billing::http {

struct ClientAddress {
  bool tls = true;
  QString host;  ///< without brackets
  std::uint16_t port = 443;
  std::string hostField;  ///< "api.stripe.com", "127.0.0.1:4242"
  std::string target;     ///< path and query as given, at least "/"
  bool loopback = false;
};

/// InvalidInput "bad_url" for what is not an absolute http or https address: with a user in it, with blanks, without
/// a host. A fragment is left away.
[[nodiscard]] Result<ClientAddress> clientAddress(const std::string& url);

}  // namespace billing::http
