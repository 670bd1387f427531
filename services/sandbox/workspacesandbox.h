// The sandbox that stands in for one workspace's provider: seeded with what the workspace sells, delivering to the
// workspace's own listener. Its time is the workspace's time.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "sandbox/sandbox.h"
#include "workspace/profile.h"
#include "workspace/secretstore.h"

namespace billing::sandbox {

/// The machine's time, and as much further as the sandbox's clock has been moved. Thread-safe.
class SandboxClock final : public Clock {
 public:
  explicit SandboxClock(const Clock& machine) : machine_(machine) {}
  [[nodiscard]] Instant now() const override { return {machine_.now().ms + ahead_.load()}; }
  void setAhead(std::int64_t ms) { ahead_.store(ms); }

 private:
  const Clock& machine_;
  std::atomic<std::int64_t> ahead_{0};
};

/// Owns the sandbox. Thread-safe; start, stop and advance block and are called on worker threads.
class WorkspaceSandbox {
 public:
  /// `file` keeps the ledger; empty: in memory. `profile` and `clock` outlive it; the clock is moved with the
  /// sandbox's. `moved` is called on the sandbox's thread whenever that happens, and once at the start.
  WorkspaceSandbox(const workspace::Profile& profile, std::string file, const Clock& machine, SandboxClock& clock,
                   std::function<void()> moved = {});

  [[nodiscard]] Result<void> start();
  void stop() { box_.stop(); }
  /// Events go to the listener on that port from now on, to the route of the workspace's provider; without such a route
  /// or secret nowhere.
  void deliverTo(std::uint16_t listenerPort,
                 const std::function<workspace::Secrets(const workspace::WebhookRoute&)>& secretsOf);
  /// Months first, then days; carries the new time when everything that fell due is done.
  [[nodiscard]] Result<Instant> advance(int months, int days);

  /// "http://127.0.0.1:41234"; empty while it does not run.
  [[nodiscard]] std::string base() const;
  /// A key that it takes; it is no secret.
  [[nodiscard]] std::string key() const;
  [[nodiscard]] SandboxStatus status() const { return box_.status(); }
  /// Blocks until nothing waits to be delivered at once; false when that takes longer.
  bool settle(int timeoutMs) { return box_.settle(timeoutMs); }

 private:
  const workspace::Profile& profile_;
  Sandbox box_;
};

/// Where a workspace's sandbox keeps its ledger: beside the database.
[[nodiscard]] std::string sandboxFileOf(const std::string& databaseFile);

}  // namespace billing::sandbox
