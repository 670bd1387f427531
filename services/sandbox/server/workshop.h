// What lives on the sandbox's one thread: ledger and engine, the two faces, the pages and the control paths.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sandbox/delivery/deliverer.h"
#include "sandbox/faces/face.h"
#include "sandbox/pages/pages.h"
#include "sandbox/sandbox.h"
#include "sandbox/server/control.h"
#include "sandbox/server/faults.h"
#include "sandbox/server/headersigner.h"

namespace billing::sandbox {

class Workshop {
 public:
  /// Brings a call to the workshop's thread; from any thread.
  using Post = std::function<void(std::function<void()>)>;
  /// The errors of Ledger::open. `clock` outlives it. Used on the thread that opens it.
  [[nodiscard]] static Result<std::unique_ptr<Workshop>> open(const SandboxOptions& options, const Clock& clock,
                                                              Post post);
  Workshop(std::unique_ptr<Ledger> ledger, const SandboxOptions& options, const Clock& clock, Post post);

  /// Changes are in memory until save().
  [[nodiscard]] Outcome answer(const Call& call);
  [[nodiscard]] Result<void> save();
  [[nodiscard]] Result<Instant> advance(Instant to);
  /// Does what has fallen due.
  [[nodiscard]] Result<void> catchUp();
  /// Sends what is due to be delivered; after save(), so that nothing is told that could be lost.
  void deliver() { deliverer_->pump(); }
  /// Until something falls due or is to be delivered again; -1: nothing waits.
  [[nodiscard]] std::int64_t msUntilDue() const;
  /// Nothing waits to be delivered at once.
  [[nodiscard]] bool quiet() const { return deliverer_->quiet(); }
  void deliverTo(const std::string& url, const std::string& dodoSecret, const std::string& stripeSecret,
                 const std::string& hmacHeader);
  [[nodiscard]] std::int64_t aheadMs() const { return ledger_->clockOffsetMs; }
  void fillStatus(SandboxStatus& status) const;

 private:
  [[nodiscard]] Outcome route(const Call& call);

  const Clock& clock_;
  const std::optional<Provider> deliverOnly_;
  std::unique_ptr<Ledger> ledger_;
  Engine engine_;
  std::unique_ptr<Face> dodo_, stripe_;
  HeaderSigner sender_;
  std::unique_ptr<Deliverer> deliverer_;
  Pages pages_;
  Faults faults_;
  std::uint64_t calls_ = 0;
  Control control_;
};

}  // namespace billing::sandbox
