#include "app/billingctl/interruption.h"

#include <semaphore.h>
#include <csignal>
#include <ctime>

namespace billing::ctl {
namespace {

constexpr long kNanosPerMs = 1'000'000, kNanosPerSecond = 1'000'000'000;

// Posted by the handler, which may do little more: one who waits wakes at once.
sem_t& interruptionCame() {
  static sem_t came = [] {
    sem_t made;
    sem_init(&made, 0, 0);
    return made;
  }();
  return came;
}

void onInterruption(int) {
  interruption().cancel();
  sem_post(&interruptionCame());
}

timespec inMs(std::int64_t ms) {
  timespec then{};
  clock_gettime(CLOCK_MONOTONIC, &then);
  then.tv_sec += ms / 1000;
  then.tv_nsec += (ms % 1000) * kNanosPerMs;
  if (then.tv_nsec >= kNanosPerSecond) {
    then.tv_nsec -= kNanosPerSecond;
    ++then.tv_sec;
  }
  return then;
}

}  // namespace

const CancelToken& interruption() {
  static const CancelToken token;
  return token;
}

void heedInterruption() {
  // Made before the handler is, which must not make anything.
  static_cast<void>(interruption());
  static_cast<void>(interruptionCame());
  std::signal(SIGINT, onInterruption);
  std::signal(SIGTERM, onInterruption);
}

bool waitUntil(Instant then, const Clock& clock) {
  while (!interruption().cancelled()) {
    const std::int64_t rest = then.ms - clock.now().ms;
    if (rest <= 0) return true;
    const timespec end = inMs(rest);
    // The outcome is asked of clock and token: a wait may end early.
    static_cast<void>(sem_clockwait(&interruptionCame(), CLOCK_MONOTONIC, &end));
  }
  return false;
}

}  // namespace billing::ctl
