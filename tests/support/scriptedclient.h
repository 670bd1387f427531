// An HTTP client that answers from a list, and patience that only writes down how long it should have waited.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "http/client.h"
#include "providers/transport.h"

namespace billing::tests {

[[nodiscard]] inline http::Exchange answered(int status, std::string body = "{}", http::Fields fields = {}) {
  return {http::Stage::Done, http::ClientAnswer{status, std::move(fields), std::move(body)}, std::nullopt};
}

[[nodiscard]] inline http::Exchange broken(http::Stage stage, const char* code = "connection_lost",
                                           ErrorKind kind = ErrorKind::Unavailable) {
  return {stage, std::nullopt, Error{kind, code, "It broke", {}, {}, false, {}}};
}

class ScriptedClient final : public http::Client {
 public:
  /// Given in this order; the last one again and again.
  std::deque<http::Exchange> script;
  std::vector<http::ClientRequest> seen;

  http::Exchange exchange(const http::ClientRequest& request, const CancelToken&) override {
    seen.push_back(request);
    auto next = script.front();
    if (script.size() > 1) script.pop_front();
    return next;
  }
};

class NotedPatience final : public providers::Patience {
 public:
  explicit NotedPatience(ManualClock& clock) : clock_(clock) {}
  std::vector<std::int64_t> waits;
  bool cancelled = false;  ///< what the next wait says

  bool wait(std::int64_t ms, const CancelToken&) override {
    waits.push_back(ms);
    clock_.advance(ms);
    return !cancelled;
  }

 private:
  ManualClock& clock_;
};

}  // namespace billing::tests
