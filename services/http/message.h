// What passes between the HTTP server and the rooms above it: plain values, nothing of the library that reads the
// socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace billing::http {

/// A header field as received: order and spelling kept, white space around the value removed.
struct Field {
  std::string name;
  std::string value;
};
using Fields = std::vector<Field>;

/// Request line and fields.
struct Head {
  std::string method;
  std::string target;  ///< as received: "/hook?x=1", "http://localhost:4242/hook", "*"
  int major = 1;
  int minor = 1;
  Fields fields;
};

struct Request {
  Head head;
  std::string path;    ///< of the target, without query, not decoded
  std::string body;    ///< decoded from chunks, otherwise byte for byte
  std::string remote;  ///< "127.0.0.1:53122"
};

inline constexpr std::string_view jsonContent = "application/json";
inline constexpr std::string_view htmlContent = "text/html; charset=utf-8";
inline constexpr std::string_view metricsContent = "text/plain; version=0.0.4; charset=utf-8";

struct Answer {
  int status = 200;
  std::string body;
  Fields fields;  ///< besides the usual ones: Allow, Retry-After, Location; names and values must be fit for a header
  std::string_view contentType = jsonContent;
};

/// Why a request gets no further than the server. `code` is stable and goes into the answer and the status.
struct Refusal {
  int status = 400;
  std::string_view code;
  std::string_view message;
};

/// Limits of one connection; the deadlines are absolute, not renewed by a byte that drips in.
struct Limits {
  std::size_t headerBytes = 16384;
  std::size_t headerFields = 100;
  std::size_t targetBytes = 8192;
  std::size_t bodyBytes = 1048576;
  int headerDeadlineMs = 5000;
  int bodyDeadlineMs = 10000;
  int idleDeadlineMs = 5000;
  int answerDeadlineMs = 15000;  ///< for the handler; then 503
  int maxConnections = 256;
  /// 411 for a POST, PUT or PATCH that does not say how long its body is; otherwise it has none (RFC 9112 6.3).
  bool requireLength = true;
};

/// ASCII letters compare alike whatever their case, as field names and tokens do.
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace billing::http
