#include "webhooks/processor.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "store/repositories/switchrepository.h"
#include "webhooks/eventbatch.h"

namespace billing::webhooks {
namespace {

constexpr int kBatch = 64;
constexpr int kBatchBesideDeliveries = 16;  // about what a turn is long enough for
constexpr std::chrono::seconds kPauseAfterFailure{1};
constexpr std::chrono::seconds kLookAtClock{30};  // while paused until some time: the clock may be set meanwhile

// The disk is full, the file is locked, the server grants no right: the events are not to blame and wait until it is
// over.
bool isOfTheStore(const Error& error) {
  switch (error.kind) {
    case ErrorKind::Full:
    case ErrorKind::ReadOnly:
    case ErrorKind::Forbidden:
    case ErrorKind::Corrupt:
    case ErrorKind::Busy:
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled:
      return true;
    default:
      return false;
  }
}

}  // namespace

// One thread works through all events in the order of arrival, so each subscription's lane keeps its order too. The
// events of the next batch are fetched by the write that applies the present one, and read between the two, while
// deliveries are stored.
class Processor::Impl {
 public:
  Impl(store::Database& database, const Clock& clock, EventRules* rules)
      : database_(database), clock_(clock), rules_(rules) {}

  void start() {
    const std::scoped_lock lock(mutex_);
    if (thread_.joinable()) return;
    stopping_ = false;
    ++asked_;
    thread_ = std::thread([this] { loop(); });
  }

  void stop() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  void poke() {
    {
      const std::scoped_lock lock(mutex_);
      ++asked_;
    }
    wake_.notify_all();
  }

  Result<void> drain() {
    std::unique_lock lock(mutex_);
    const std::uint64_t question = ++asked_;
    wake_.notify_all();
    wake_.wait(lock, [&] { return answered_ >= question || stopping_; });
    return outcome_;
  }

 private:
  // Every poke is a question: is there something to do? It is answered when a look found nothing more.
  void loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      wake_.wait(lock, [this] { return stopping_ || asked_ > answered_; });
      if (stopping_) break;
      const std::uint64_t question = asked_;
      lock.unlock();
      Result<void> outcome = workThrough();
      lock.lock();
      if (stopping_) break;
      const bool failed = !outcome;
      outcome_ = std::move(outcome);
      answered_ = question;
      wake_.notify_all();
      if (failed) {
        wake_.wait_for(lock, kPauseAfterFailure, [this] { return stopping_; });
      } else if (pausedUntil_) {
        wake_.wait_for(lock, untilPauseEnds(), [this] { return stopping_ || asked_ > answered_; });
      } else {
        continue;
      }
      ++asked_;  // the events still wait
    }
    wake_.notify_all();
  }

  std::chrono::milliseconds untilPauseEnds() const {
    const std::chrono::milliseconds left{std::max<std::int64_t>(0, pausedUntil_->ms - clock_.now().ms)};
    return std::min<std::chrono::milliseconds>(left, kLookAtClock);
  }

  bool stopping() {
    const std::scoped_lock lock(mutex_);
    return stopping_;
  }

  // Until nothing is pending, processing is paused, or the store refuses.
  Result<void> workThrough() {
    pausedUntil_.reset();
    Result<std::vector<store::PendingEvent>> next = applyAndFetch({});
    while (next && !next->empty() && !stopping()) {
      std::vector<ReadEvent> events;
      events.reserve(next->size());
      for (const store::PendingEvent& pending : *next) events.push_back(readEvent(pending, rules_));
      next = applyAndFetch(std::move(events));
    }
    return next.map([](const auto&) {});
  }

  Result<std::vector<store::PendingEvent>> applyAndFetch(std::vector<ReadEvent> events) {
    EventBatch batch(std::move(events), clock_.now(), rules_);
    std::vector<store::PendingEvent> fetched;
    const Result<void> outcome = write([&](store::WriteContext& context) -> Result<void> {
      fetched.clear();
      if (auto paused = isPaused(context); !paused || *paused) return paused.map([](bool) {});
      if (auto applied = batch.apply(context); !applied) return applied;
      const int most = context.deliveriesWait() ? kBatchBesideDeliveries : kBatch;
      auto pending = store::WebhookEventRepository::pending(context, most);
      if (!pending) return failure(pending.error());
      fetched = std::move(*pending);
      return {};
    });
    if (outcome) return fetched;
    if (isOfTheStore(outcome.error()) || batch.events().empty()) return failure(outcome.error());
    return applyOneByOne(batch.events());
  }

  // One of them cannot be applied: it must neither hold up the others nor be tried for ever.
  Result<std::vector<store::PendingEvent>> applyOneByOne(const std::vector<ReadEvent>& events) {
    for (const ReadEvent& event : events) {
      EventBatch alone({event}, clock_.now(), rules_);
      Result<void> outcome = write([&](store::WriteContext& context) -> Result<void> {
        if (auto paused = isPaused(context); !paused || *paused) return paused.map([](bool) {});
        return alone.apply(context);
      });
      if (!outcome && !isOfTheStore(outcome.error())) {
        const Error reason = outcome.error();
        outcome = write([&](store::WriteContext& context) { return bury(context, event.row, reason, clock_.now()); });
      }
      if (!outcome) return failure(outcome.error());
    }
    return applyAndFetch({});
  }

  // Asked within the write that would apply events, so that nothing is applied after the switch was committed.
  Result<bool> isPaused(store::WriteContext& context) {
    const auto paused = store::SwitchRepository::find(context, "pause_processing", clock_.now());
    if (!paused) return failure(paused.error());
    if (!*paused || !(*paused)->on) return false;
    if ((*paused)->endsAt) pausedUntil_ = Instant{*(*paused)->endsAt};
    return true;
  }

  Result<void> write(store::Database::Work work) {
    std::promise<Result<void>> promise;
    auto future = promise.get_future();
    database_.write(
        std::move(work), [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); },
        store::Priority::Background);
    return future.get();
  }

  store::Database& database_;
  const Clock& clock_;
  EventRules* const rules_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::uint64_t asked_ = 0;
  std::uint64_t answered_ = 0;
  Result<void> outcome_;
  std::optional<Instant> pausedUntil_;  // of the last look; written by the writer while this thread waits for it
  bool stopping_ = false;
};

Processor::Processor(store::Database& database, const Clock& clock, EventRules* rules)
    : impl_(std::make_unique<Impl>(database, clock, rules)) {}
Processor::~Processor() {
  stop();
}
void Processor::start() {
  impl_->start();
}
void Processor::stop() {
  impl_->stop();
}
void Processor::poke() {
  impl_->poke();
}
Result<void> Processor::drain() {
  return impl_->drain();
}

}  // namespace billing::webhooks
