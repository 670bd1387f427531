// What lives on the sandbox's one thread: ledger and engine, the two faces, the pages and the control paths.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sandbox/faces/face.h"
#include "sandbox/sandbox.h"
#include "sandbox/server/control.h"
#include "sandbox/server/faults.h"

namespace billing::sandbox {

class Workshop {
 public:
  /// The errors of Ledger::open. `clock` outlives it. Used on the thread that opens it.
  [[nodiscard]] static Result<std::unique_ptr<Workshop>> open(const SandboxOptions& options, const Clock& clock);
  Workshop(std::unique_ptr<Ledger> ledger, const SandboxOptions& options, const Clock& clock);

  /// Changes are in memory until save().
  [[nodiscard]] Outcome answer(const Call& call);
  [[nodiscard]] Result<void> save();
  [[nodiscard]] Result<Instant> advance(Instant to);
  /// Does what has fallen due.
  [[nodiscard]] Result<void> catchUp();
  /// Of the sandbox's time until something falls due; -1: nothing waits.
  [[nodiscard]] std::int64_t msUntilDue() const;
  void fillStatus(SandboxStatus& status) const;

 private:
  [[nodiscard]] Outcome route(const Call& call);

  std::unique_ptr<Ledger> ledger_;
  std::vector<Happening> happenings_;
  Engine engine_;
  std::unique_ptr<Face> dodo_, stripe_;
  Faults faults_;
  std::uint64_t calls_ = 0;
  Control control_;
};

}  // namespace billing::sandbox
