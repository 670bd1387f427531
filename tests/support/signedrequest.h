// A delivery as a provider would send it, for tests.
#pragma once

#include <string>

#include "webhooks/signature.h"

namespace billing::tests {

/// Head and body of a signed POST to `route.path`; `more` are further header lines, each with its CRLF.
inline std::string signedRequest(const workspace::WebhookRoute& route, const workspace::Secret& secret, Instant now,
                                 const std::string& eventId, const std::string& body, const std::string& more = {}) {
  std::string request = "POST " + route.path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  if (const auto headers = webhooks::sign(route, secret, eventId, body, now))
    for (const auto& header : *headers) request += header.name + ": " + header.value + "\r\n";
  return request + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace billing::tests
