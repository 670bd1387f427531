// The sandbox as one thing: both dialects, hosted pages and a control interface on one loopback port, its own thread,
// its own file. What works against it works against the real provider.
//
// Paths: /v1 and /v2 Stripe; /pay/ID, /portal/ID and /invoice/ID pages and PDFs; /sandbox/... control (JSON): GET
// /sandbox (time, counts), POST /sandbox/clock {"to": ISO | "months": n | "days": n}, POST /sandbox/deliveries
// {"duplicate": n, "shuffle": bool, "pause": bool, "faster": factor}, GET /sandbox/deliveries, GET /sandbox/charges
// (count and sum), POST /sandbox/faults {"stage": "...", "times": n}, POST
// /sandbox/payouts {"withhold": payment}; everything else Dodo.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::sandbox {

/// A product that exists from the start, under the id that the workspace's profile names.
struct SeedProduct {
  Provider provider = Provider::Dodo;
  std::string id, name;  ///< id: Dodo's product id, Stripe's price id
  std::int64_t amountMinor = 0;
  std::string currency;
  std::string interval;  ///< "day", "week", "month", "year"; empty: one-off
  int intervalCount = 1;
  int trialDays = 0;
};

struct SandboxOptions {
  std::uint16_t port = 0;  ///< 0: the system picks one
  std::string file;        ///< empty: in memory
  std::string deliverTo;   ///< where the events go; empty: to the endpoints that were registered only
  /// Both providers' events go to deliverTo unless one is named.
  std::optional<Provider> deliverOnly;
  std::string dodoSecret, stripeSecret;
  double retryFactor = 1.0;  ///< 0.001: a thousand times faster than the provider
  std::vector<SeedProduct> products;
  std::vector<std::pair<std::string, std::string>> keys;  ///< FaceOptions::keys
  /// How far the sandbox's clock is ahead of the machine's: told at the start and whenever it is moved, on the
  /// sandbox's thread.
  std::function<void(std::int64_t aheadMs)> onClock;
};

struct SandboxStatus {
  bool running = false;
  std::uint16_t port = 0;
  Instant now;  ///< the sandbox's own time
  std::uint64_t calls = 0, delivered = 0, waiting = 0, failed = 0;
  std::int64_t charges = 0;
  std::string problem;  ///< why what has fallen due could not be done; empty: nothing is wrong
};

/// Owns its threads. Thread-safe.
class Sandbox {
 public:
  Sandbox(SandboxOptions options, const Clock& clock);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  /// One that runs already: its port.
  [[nodiscard]] Result<std::uint16_t> start();
  /// Waits for a start() that is under way.
  void stop();

  [[nodiscard]] SandboxStatus status() const;
  /// The sandbox's time at this moment.
  [[nodiscard]] Instant now() const;
  /// Moves the clock; blocks until everything that falls due is done (deliveries go on). Not on the GUI thread.
  /// Unavailable "sandbox_stopped", also when it is stopped meanwhile.
  [[nodiscard]] Result<Instant> advanceTo(Instant to);
  /// Where the events go from now on, and what they are signed with. `hmacHeader`: also with a header of that name,
  /// which is the hex HMAC-SHA256 of the body; then the secret may be any text.
  void deliverTo(std::string url, std::string dodoSecret, std::string stripeSecret, std::string hmacHeader = {});
  /// Blocks until nothing waits to be delivered at once, or `timeoutMs` passed: false.
  bool settle(int timeoutMs);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace billing::sandbox
