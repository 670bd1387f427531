// What a well-formed head may ask of a server that only programs on this machine should reach: the right host name, no
// page of another site, and one clear statement of how long the body is. Pure. Sources: RFC 9110 (Host, Expect, Allow),
// RFC 9112 6 (framing), Fetch metadata (Sec-Fetch-Site).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace billing::http {

/// How the body arrives.
struct Framing {
  bool announced = false;  ///< Content-Length or chunked; without either there is no body
  bool chunked = false;
  std::uint64_t length = 0;  ///< unless chunked
  bool expectContinue = false;
  bool keepAlive = true;
  [[nodiscard]] bool hasBody() const { return chunked || length > 0; }
};

/// Content-Length, Transfer-Encoding, Expect and Connection. A malformed or doubtful statement is refused, a length
/// above `bodyBytes` is 413.
[[nodiscard]] std::optional<Refusal> judgeFraming(const Head& head, std::size_t bodyBytes, Framing& framing);

/// Host must name this machine's loopback and our port (or none), once; a browser's request from another site is
/// refused, but for a person who is led to a page here: a navigation reads only and shows nothing to the site it came
/// from.
[[nodiscard]] std::optional<Refusal> judgeOrigin(const Head& head, std::uint16_t port);

/// A method that RFC 9110 or RFC 5789 does not define is 501; whether a defined one is allowed is the handler's
/// business.
[[nodiscard]] std::optional<Refusal> judgeMethod(const Head& head);

/// Such a request has to say how long its body is (RFC 9110 8.6); of the others silence means that there is none.
[[nodiscard]] bool meansBody(std::string_view method);

/// The path of the target without query; for "http://host/path" the part behind the host. "*" stays.
[[nodiscard]] std::string pathOf(const std::string& target);

}  // namespace billing::http
