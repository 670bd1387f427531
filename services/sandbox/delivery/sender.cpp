#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "sandbox/delivery/deliverer.h"

namespace billing::sandbox {
namespace {

constexpr int answerWithinMs = 15000;  // providers.md 1.6

Sender::Outcome outcomeOf(const Sender::Letter& letter, const http::Exchange& exchange) {
  if (exchange.error) return {letter.delivery, 0, describe(*exchange.error)};
  return {letter.delivery, exchange.answer ? exchange.answer->status : 0, {}};
}

class ThreadedSender final : public Sender {
 public:
  ThreadedSender(std::unique_ptr<http::Client> client, int workers) : client_(std::move(client)) {
    for (int i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
  }
  ~ThreadedSender() override {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    cancel_.cancel();
    woken_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }
  ThreadedSender(const ThreadedSender&) = delete;
  ThreadedSender& operator=(const ThreadedSender&) = delete;

  void send(Letter letter, std::function<void(Outcome)> done) override {
    {
      const std::scoped_lock lock(mutex_);
      queue_.emplace_back(std::move(letter), std::move(done));
    }
    woken_.notify_one();
  }

 private:
  using Job = std::pair<Letter, std::function<void(Outcome)>>;

  std::optional<Job> next() {
    std::unique_lock lock(mutex_);
    woken_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return std::nullopt;
    Job job = std::move(queue_.front());
    queue_.pop_front();
    return job;
  }

  void work() {
    while (const auto job = next()) {
      http::ClientRequest request;
      request.method = "POST";
      request.url = job->first.url;
      request.fields = job->first.fields;
      request.body = job->first.body;
      request.connectTimeoutMs = request.answerTimeoutMs = answerWithinMs;
      const http::Exchange exchange = client_->exchange(request, cancel_);
      // What was broken off by our own end is not a failure of the receiver: it is sent again after a restart.
      if (!cancel_.cancelled()) job->second(outcomeOf(job->first, exchange));
    }
  }

  std::unique_ptr<http::Client> client_;
  CancelToken cancel_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace

std::unique_ptr<Sender> makeSender(std::unique_ptr<http::Client> client, int workers) {
  return std::make_unique<ThreadedSender>(std::move(client), workers);
}

}  // namespace billing::sandbox
