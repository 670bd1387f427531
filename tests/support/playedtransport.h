// A transport that records what is sent and plays answers in their order: for tests of the providers above it.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "providers/billingprovider.h"
#include "providers/transport.h"

namespace billing::test {

struct Played {
  std::vector<providers::ApiRequest> sent;
  std::deque<Result<providers::ApiAnswer>> answers;
  std::string base;

  Played& then(std::string body) {
    answers.emplace_back(providers::ApiAnswer{200, std::move(body), "application/json", "req_1", date});
    return *this;
  }
  Played& thenError(ErrorKind kind, std::string code) {
    answers.emplace_back(tl::make_unexpected(Error{kind, std::move(code), "refused", {}, {}, false, "req_2"}));
    return *this;
  }
  /// "GET /payments?page_number=0"; without those that are left out of `from` on.
  [[nodiscard]] std::string line(std::size_t at) const {
    if (at >= sent.size()) return "nothing was sent";
    const auto& request = sent[at];
    if (!request.url.empty()) return request.method + ' ' + request.url;
    return request.method + ' ' + request.path + (request.query.empty() ? "" : '?' + request.query);
  }
  [[nodiscard]] std::string body(std::size_t at) const { return at < sent.size() ? sent[at].body : "nothing was sent"; }

  std::string date;
};

class PlayedTransport final : public providers::Transport {
 public:
  explicit PlayedTransport(std::shared_ptr<Played> played) : played_(std::move(played)) {}
  Result<providers::ApiAnswer> send(const providers::ApiRequest& request, const CancelToken&) override {
    played_->sent.push_back(request);
    if (played_->answers.empty()) return failure(ErrorKind::Internal, "no_answer_left", "The play is over");
    auto answer = std::move(played_->answers.front());
    played_->answers.pop_front();
    return answer;
  }
  [[nodiscard]] std::string base() const override { return played_->base; }

 private:
  std::shared_ptr<Played> played_;
};

/// A provider over a play, at noon of 10 March 2026.
struct PlayedProvider {
  explicit PlayedProvider(Provider provider)
      : played(std::make_shared<Played>()),
        api(providers::makeProvider(provider, std::make_unique<PlayedTransport>(played), clock)) {}

  ManualClock clock{Instant::fromSeconds(1773144000)};
  CancelToken cancel;
  std::shared_ptr<Played> played;
  std::unique_ptr<providers::BillingProvider> api;
};

/// The code of an error; empty when there is none.
template <class T>
[[nodiscard]] std::string codeOf(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace billing::test
