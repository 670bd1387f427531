// Takes stored events, reads them, and applies each exactly once: state and outcome in one transaction.
#pragma once

#include <cstdint>
#include <memory>

#include "store/database.h"
#include "support/instant.h"
#include "support/result.h"
#include "webhooks/eventrules.h"

namespace billing::webhooks {

/// Works through pending events in the order of arrival, a batch at a time, giving way to deliveries that wait to be
/// stored. Starts with what an earlier run left pending. An event that cannot be read or applied becomes "dead" with
/// its reason. While the switch pause_processing is on, events stay pending; poke it when the switch is turned off (its
/// end is noticed by itself). Owns its thread.
class Processor {
 public:
  /// `rules` are applied to every event, within its transaction; they outlive this.
  Processor(store::Database& database, const Clock& clock, EventRules* rules = nullptr);
  ~Processor();
  void start();
  /// Finishes the running batch. What is left stays pending.
  void stop();
  /// Wakes it: something was stored. Thread-safe.
  void poke();
  /// Blocks until nothing is pending or processing is paused (tests, generator, `billingctl`), or gives the error for
  /// which the store refuses.
  /// Never on the GUI thread, and not before start().
  Result<void> drain();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace billing::webhooks
