#include "operations/admin/outboxrunner.h"

#include <algorithm>

namespace billing::operations {
namespace {

using std::chrono::milliseconds;

// A moved clock or a lost wake-up is noticed after so long.
constexpr milliseconds kLongestRest{60'000};
// What is due and could not be done (nobody connected, a database that is full) is tried again after so long.
constexpr milliseconds kAgain{2'000};

std::optional<Instant> earlierOf(std::optional<Instant> one, std::optional<Instant> other) {
  if (one && other) return std::min(*one, *other);
  return one ? one : other;
}

}  // namespace

OutboxRunner::OutboxRunner(OutboxWorker::Parts parts, std::function<void(const Error&)> failed)
    : clock_(parts.clock),
      failed_(std::move(failed)),
      bulk_({parts.database, parts.rules, parts.clock}),
      worker_(std::move(parts)),
      thread_([this] { run(); }) {}

OutboxRunner::~OutboxRunner() {
  closing_.cancel();
  wake();
  thread_.join();
  for (const Settling& left : settlings_) left.promise->finish();
}

void OutboxRunner::wake() {
  {
    const std::scoped_lock hold(mutex_);
    woken_ = true;
  }
  news_.notify_one();
}

QFuture<Result<store::OutboxRow>> OutboxRunner::settle(const QString& operation, CancelToken cancel) {
  return inTurn({operation, std::move(cancel), {}, {}});
}

QFuture<Result<store::OutboxRow>> OutboxRunner::close(const QString& operation, OutboxWorker::Closing closing,
                                                      CancelToken cancel) {
  return inTurn({operation, std::move(cancel), std::move(closing), {}});
}

QFuture<Result<store::OutboxRow>> OutboxRunner::inTurn(Settling settling) {
  settling.promise = std::make_shared<QPromise<Result<store::OutboxRow>>>();
  settling.promise->start();
  auto future = settling.promise->future();
  {
    const std::scoped_lock hold(mutex_);
    settlings_.push_back(std::move(settling));
  }
  wake();
  return future;
}

void OutboxRunner::run() {
  while (!closing_.cancelled()) {
    const auto recovered = worker_.recover();
    if (recovered) break;
    failed_(recovered.error());
    waitFor(kAgain);
  }
  while (!closing_.cancelled()) {
    settleAll();
    if (!closing_.cancelled()) waitFor(turn());
  }
}

void OutboxRunner::settleAll() {
  while (!closing_.cancelled()) {
    Settling next;
    {
      const std::scoped_lock hold(mutex_);
      if (settlings_.empty()) return;
      next = std::move(settlings_.front());
      settlings_.pop_front();
    }
    next.promise->addResult(next.closing ? worker_.closeByHand(next.operation, *next.closing, next.cancel)
                                         : worker_.settleNow(next.operation, next.cancel));
    next.promise->finish();
  }
}

// How long until the next is due.
milliseconds OutboxRunner::turn() {
  const auto bulk = bulk_.step();
  if (!bulk) failed_(bulk.error());
  const auto step = worker_.step(closing_);
  if (!step) {
    if (step.error().kind != ErrorKind::Cancelled) failed_(step.error());
    return kAgain;
  }
  if (!bulk) return kAgain;
  // Calls of a bulk run were answered: the next of its items take their place.
  if (bulk->open && step->handled > 0) return milliseconds::zero();
  const auto next = earlierOf(step->next, bulk->next);
  if (!next) return kLongestRest;
  const milliseconds rest{next->ms - clock_.now().ms};
  if (rest <= milliseconds::zero() && step->handled == 0) return kAgain;
  return std::clamp(rest, milliseconds::zero(), kLongestRest);
}

void OutboxRunner::waitFor(milliseconds time) {
  std::unique_lock hold(mutex_);
  news_.wait_for(hold, time, [this] { return woken_; });
  woken_ = false;
}

}  // namespace billing::operations
