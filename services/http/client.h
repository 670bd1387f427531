// An HTTP client for calls that may cost money: it never repeats or redirects anything by itself, and always tells how
// far a call had come when it ended. TLS is verified.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/message.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::http {

struct ClientRequest {
  std::string method = "GET";
  std::string url;  ///< absolute, http or https, already encoded
  Fields fields;
  std::string body;
  int connectTimeoutMs = 10000;
  int answerTimeoutMs = 60000;         ///< from the first byte sent to the last byte received
  std::size_t answerLimit = 67108864;  ///< bytes; longer answers end as "answer_too_large"
};

struct ClientAnswer {
  int status = 0;
  Fields fields;
  std::string body;
  /// The first field of that name, whatever its case; empty when absent.
  [[nodiscard]] std::string field(std::string_view name) const;
};

/// How far a call had come. From Send on the other side may have acted.
enum class Stage {
  Connect,  ///< name, connection or TLS: nothing of the request has left
  Send,     ///< some of it may have left
  Wait,     ///< all of it has left, no status has come
  Body,     ///< a status has come, the body broke off
  Done,
};
[[nodiscard]] std::string_view toString(Stage stage);

struct Exchange {
  Stage reached = Stage::Connect;
  std::optional<ClientAnswer> answer;  ///< Done: complete. Body: status and fields, and what came of the body
  /// Unless Done. Codes: cannot_resolve, cannot_connect, tls_refused, connect_timeout, connection_lost, answer_timeout,
  /// answer_too_large, cancelled, bad_url. A redirect is an answer like any other.
  std::optional<Error> error;
};

class Client {
 public:
  virtual ~Client() = default;
  /// Blocks; on worker threads only, several at once. `cancel` ends it within 100 ms.
  [[nodiscard]] virtual Exchange exchange(const ClientRequest& request, const CancelToken& cancel) = 0;
};

/// Qt Network, one connection pool for each thread that calls. Thread-safe.
[[nodiscard]] std::unique_ptr<Client> makeNetworkClient();

}  // namespace billing::http
