#include "http/requestpolicy.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "http/characters.h"

namespace billing::http {
namespace {

constexpr std::string_view scheme = "http://";

bool isAbsolute(std::string_view target) {
  return equalsIgnoringCase(target.substr(0, scheme.size()), scheme);
}

// The value of a field that may stand once; `count` tells how often it does.
std::string_view single(const Head& head, std::string_view name, int& count) {
  std::string_view value;
  count = 0;
  for (const Field& field : head.fields)
    if (equalsIgnoringCase(field.name, name) && count++ == 0) value = field.value;
  return value;
}

// Calls `visit` for each comma-separated element of all fields of that name.
template <class Visit>
void eachElement(const Head& head, std::string_view name, Visit visit) {
  for (const Field& field : head.fields) {
    if (!equalsIgnoringCase(field.name, name)) continue;
    std::string_view rest = field.value;
    for (;;) {
      const auto comma = rest.find(',');
      std::string_view element = rest.substr(0, comma);
      const auto begin = element.find_first_not_of(" \t");
      element = begin == std::string_view::npos ? std::string_view{}
                                                : element.substr(begin, element.find_last_not_of(" \t") - begin + 1);
      visit(element);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
}

// "name" or "name:port" where the name is one of the loopback's and the port ours.
bool isOurs(std::string_view authority, std::uint16_t port) {
  const auto colon = authority.rfind(':');
  const bool hasPort = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  const std::string_view name = hasPort ? authority.substr(0, colon) : authority;
  if (hasPort && authority.substr(colon + 1) != std::to_string(port)) return false;
  return name == "127.0.0.1" || name == "[::1]" || equalsIgnoringCase(name, "localhost");
}

// A link or redirect that fills the whole tab (Fetch metadata); a frame or a script's request is none.
bool isNavigation(const Head& head) {
  int modes = 0, destinations = 0;
  return head.method == "GET" && single(head, "Sec-Fetch-Mode", modes) == "navigate" && modes == 1 &&
         single(head, "Sec-Fetch-Dest", destinations) == "document" && destinations == 1;
}

std::optional<Refusal> readLength(const Head& head, Framing& framing) {
  int count = 0;
  const std::string_view text = single(head, "Content-Length", count);
  if (count == 0) return std::nullopt;
  if (count > 1) return Refusal{400, "invalid_content_length", "Content-Length is given more than once."};
  const char* begin = text.data();
  const char* end = begin + text.size();
  const auto [last, error] = std::from_chars(begin, end, framing.length);
  if (text.empty() || !isDigit(text.front()) || last != end || error != std::errc{})
    return Refusal{400, "invalid_content_length", "Content-Length is not a number of bytes."};
  framing.announced = true;
  return std::nullopt;
}

std::optional<Refusal> readEncoding(const Head& head, Framing& framing) {
  int codings = 0, unknown = 0, chunked = 0;
  bool empty = false, chunkedLast = false;
  eachElement(head, "Transfer-Encoding", [&](std::string_view coding) {
    ++codings;
    empty = empty || coding.empty();
    chunkedLast = equalsIgnoringCase(coding, "chunked");
    chunkedLast ? ++chunked : ++unknown;
  });
  if (codings == 0) return std::nullopt;
  if (framing.announced)
    return Refusal{400, "ambiguous_length", "Content-Length and Transfer-Encoding contradict each other."};
  if (head.minor == 0) return Refusal{400, "invalid_transfer_encoding", "HTTP/1.0 has no Transfer-Encoding."};
  if (empty || chunked > 1 || (chunked == 1 && !chunkedLast))
    return Refusal{400, "invalid_transfer_encoding", "Transfer-Encoding is malformed."};
  if (unknown > 0) return Refusal{501, "unknown_transfer_encoding", "Only the chunked transfer coding is understood."};
  framing.announced = framing.chunked = true;
  return std::nullopt;
}

std::optional<Refusal> readExpect(const Head& head, Framing& framing) {
  int count = 0;
  const std::string_view text = single(head, "Expect", count);
  if (count == 0 || head.minor == 0) return std::nullopt;
  if (count > 1 || !equalsIgnoringCase(text, "100-continue"))
    return Refusal{417, "unknown_expectation", "Only Expect: 100-continue is understood."};
  framing.expectContinue = framing.hasBody();
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> judgeFraming(const Head& head, std::size_t bodyBytes, Framing& framing) {
  if (auto refusal = readLength(head, framing)) return refusal;
  if (auto refusal = readEncoding(head, framing)) return refusal;
  if (framing.length > bodyBytes) return Refusal{413, "body_too_large", "The body is too large."};
  framing.keepAlive = head.minor == 1;
  eachElement(head, "Connection", [&](std::string_view option) {
    if (equalsIgnoringCase(option, "close")) framing.keepAlive = false;
  });
  return readExpect(head, framing);
}

std::optional<Refusal> judgeOrigin(const Head& head, std::uint16_t port) {
  int count = 0;
  std::string_view host = single(head, "Host", count);
  if (count > 1 || (count == 0 && head.minor > 0))
    return Refusal{400, "invalid_host", "The Host header must be there exactly once."};
  const bool named = count == 1;
  if (named && !isOurs(host, port))
    return Refusal{421, "foreign_host", "This host name does not belong to the listener."};
  if (isAbsolute(head.target)) {
    host = std::string_view(head.target).substr(scheme.size());
    if (!isOurs(host.substr(0, host.find_first_of("/?")), port))
      return Refusal{421, "foreign_host", "This host name does not belong to the listener."};
  }
  const std::string_view origin = single(head, "Origin", count);
  const bool ownOrigin = count == 1 && isAbsolute(origin) && isOurs(origin.substr(scheme.size()), port);
  if (count > 0 && !ownOrigin) return Refusal{403, "cross_site", "Web pages of other sites are not served."};
  const std::string_view site = single(head, "Sec-Fetch-Site", count);
  const bool foreign = count == 1 && site != "same-origin" && site != "none";
  if (count > 1 || (foreign && !isNavigation(head)))
    return Refusal{403, "cross_site", "Web pages of other sites are not served."};
  return std::nullopt;
}

std::optional<Refusal> judgeMethod(const Head& head) {
  constexpr std::array<std::string_view, 9> known{"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                  "CONNECT", "OPTIONS", "TRACE", "PATCH"};
  if (std::find(known.begin(), known.end(), head.method) != known.end()) return std::nullopt;
  return Refusal{501, "unknown_method", "The method is not known."};
}

bool meansBody(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH";
}

std::string pathOf(const std::string& target) {
  std::string_view rest = target;
  if (isAbsolute(rest)) {
    rest.remove_prefix(scheme.size());
    const auto slash = rest.find_first_of("/?");
    rest = slash == std::string_view::npos || rest[slash] == '?' ? std::string_view("/") : rest.substr(slash);
  }
  return std::string(rest.substr(0, rest.find('?')));
}

}  // namespace billing::http
