// One request on its way to an answer: what was asked, and how to answer it from any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "http/server.h"
#include "localapi/apicore.h"
#include "localapi/formvalues.h"
#include "localapi/jsonbody.h"

namespace billing::localapi {

class ApiCall;
using CallPtr = std::shared_ptr<const ApiCall>;

class ApiCall : public std::enable_shared_from_this<ApiCall> {
 public:
  ApiCall(std::shared_ptr<ApiCore> core, std::string route, http::Request request, http::Reply reply);

  const std::shared_ptr<ApiCore> core;
  const std::string route;  ///< as in the table: "/checkout/{id}"
  const http::Request request;
  const std::string requestId;
  FormValues query;
  FormValues form;            ///< of a page's form
  JsonBody body;              ///< of POST requests to /api
  std::string tail;           ///< what stands for {id} in the path
  std::uint16_t port = 0;     ///< of the listener
  bool trusted = false;       ///< it carries the token, needed or not
  std::string listenerFacts;  ///< for /metrics only

  /// On the listener's thread, soon. Any thread; the first answer counts.
  void answer(std::function<http::Answer()> make) const;
  void fail(const Error& error) const;
  [[nodiscard]] Instant now() const { return core->services.clock.now(); }

  /// The account that the request is about: X-Account-Id, or ?account= (org, userId, customer_id), or the same in the
  /// body. InvalidInput "account_missing", or "account_ambiguous" when two of them differ.
  [[nodiscard]] Result<std::string> account() const;
  /// "http://127.0.0.1:4242", by the name that the client used.
  [[nodiscard]] std::string baseUrl() const;

  /// Runs `work` in a write; its value, or the error, makes the answer.
  template <class T>
  void write(std::function<Result<T>(store::WriteContext&)> work,
             std::function<http::Answer(const Result<T>&)> make) const;
  /// Runs `work` on a reader.
  template <class T>
  void read(std::function<Result<T>(QSqlDatabase&)> work, std::function<http::Answer(const Result<T>&)> make) const;

 private:
  const http::Reply reply_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// {"error":{...}} with the status that its kind asks for: 400, 401, 404, 409, 502, 503.
[[nodiscard]] http::Answer errorOf(const Error& error);
[[nodiscard]] http::Answer ok(std::string json);
/// "X-Request-Id" of the client where it is harmless, else a new one.
[[nodiscard]] std::string requestIdOf(const http::Head& head);

template <class T>
void ApiCall::write(std::function<Result<T>(store::WriteContext&)> work,
                    std::function<http::Answer(const Result<T>&)> make) const {
  const auto kept = std::make_shared<Result<T>>(failure(ErrorKind::Internal, "not_run", "The request was not run"));
  core->services.database.write(
      [work = std::move(work), kept](store::WriteContext& context) -> Result<void> {
        *kept = work(context);
        return kept->map([](const T&) {});
      },
      [self = shared_from_this(), kept, make = std::move(make)](Result<void> outcome) {
        if (!outcome) *kept = failure(outcome.error());
        self->answer([kept, make] { return make(*kept); });
      });
}

template <class T>
void ApiCall::read(std::function<Result<T>(QSqlDatabase&)> work,
                   std::function<http::Answer(const Result<T>&)> make) const {
  core->services.database.read<T>(std::move(work))
      .then([self = shared_from_this(), make = std::move(make)](const Result<T>& found) {
        self->answer([found, make] { return make(found); });
      });
}

}  // namespace billing::localapi
