// How a provider is spoken to: retries, limits and errors alike for every call. A provider's own habits (authorisation,
// body, error format) are told by its Habits; the rules about repeating are here, once.
//
// What may be repeated. A read (GET) is repeated whenever that can help. A write is repeated only when it is certain
// that the other side did not act (nothing has left: Stage::Connect; or 429 before anything was done), or when it
// carries an idempotency key that the provider honours. Otherwise a write without an answer is `unconfirmed`: the
// caller asks the provider what became of it, and never sends it again blindly.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/client.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::providers {

/// Error::code of a write of which nobody knows whether it was done.
inline constexpr const char* kUnconfirmed = "unconfirmed";
[[nodiscard]] bool isUnconfirmed(const Error& error);

struct ApiRequest {
  std::string method = "GET";
  std::string path;   ///< from the base on, encoded: "/v1/customers/cus_1"
  std::string query;  ///< encoded, without "?"
  /// Absolute, in place of base, path and query (a PDF on another host of the provider): sent without the fields of the
  /// Habits, so without the key.
  std::string url;
  std::string body;
  std::string contentType;     ///< of the body
  std::string idempotencyKey;  ///< empty: none; honoured by Stripe only
  std::string accept = "application/json";
  std::string what;           ///< for people: "change the plan of sub_1"
  bool safeToRepeat = false;  ///< a write that changes nothing the second time (sets a value, carries its own key)
};

struct ApiAnswer {
  int status = 200;
  std::string body;
  std::string contentType;
  std::string requestId;
  std::string date;  ///< the Date field as it came; empty when there was none
};

/// Waiting between attempts, so that tests do not have to.
class Patience {
 public:
  virtual ~Patience() = default;
  /// False when cancelled meanwhile.
  virtual bool wait(std::int64_t ms, const CancelToken& cancel) = 0;
};

struct TransportLimits {
  int attempts = 3;                    ///< in all
  std::int64_t longestWaitMs = 30000;  ///< a longer Retry-After is an error that says when
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// An answer has status 2xx. Errors: kinds Unauthorized, Forbidden, NotFound, Conflict, InvalidInput, Busy (429),
  /// Unavailable, Timeout, Cancelled, Internal; code: the provider's own, or kUnconfirmed and those of http::Exchange;
  /// requestId where one came; never the key. `reason` names the field for 422.
  [[nodiscard]] virtual Result<ApiAnswer> send(const ApiRequest& request, const CancelToken& cancel) = 0;
  /// Habits::base: which host answers, and so which mode (Dodo) and which other hosts are of its family.
  [[nodiscard]] virtual std::string base() const { return {}; }
};

/// What differs between the providers.
struct Habits {
  std::string base;              ///< "https://api.stripe.com", without a slash at the end
  http::Fields fields;           ///< of every request, with the authorisation
  std::string requestIdField;    ///< "Request-Id"
  std::string shouldRetryField;  ///< "true" or "false" when the provider knows whether asking again helps
  bool honoursIdempotencyKeys = false;
  /// Kind, code, message, reason, hint for a status that is not 2xx; `body` may be anything.
  std::function<Error(const http::ClientAnswer& answer, const ApiRequest& request)> errorOf;
};

/// `client` and `patience` outlive it. Thread-safe.
[[nodiscard]] std::unique_ptr<Transport> makeTransport(http::Client& client, Habits habits, TransportLimits limits,
                                                       const Clock& clock, Patience* patience = nullptr);

/// The key goes into the fields and nowhere else. `base` empty: the provider's own for the mode.
[[nodiscard]] Habits dodoHabits(const std::string& base, bool live, const std::string& key);
[[nodiscard]] Habits stripeHabits(const std::string& base, const std::string& key);

}  // namespace billing::providers
