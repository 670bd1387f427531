#include "sandbox/engine/engine.h"

namespace billing::sandbox {

Engine::Engine(Ledger& ledger, const Clock& clock, Tell tell)
    : ledger_(ledger), clock_(clock), tell_(std::move(tell)) {}

Instant Engine::now(const std::string& testClock) const {
  if (const TestClock* frozen = testClock.empty() ? nullptr : ledger_.testClocks.find(testClock)) return frozen->frozen;
  return Instant{clock_.now().ms + ledger_.clockOffsetMs};
}

void Engine::tell(What what, const std::string& id, const std::string& previous) {
  if (tell_) tell_(Happening{what, id, previous, {}});
}

void Engine::tellPlain(const std::string& type, const std::string& id) {
  if (tell_) tell_(Happening{What::Plain, id, {}, type});
}

}  // namespace billing::sandbox
