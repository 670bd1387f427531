// Tells the ledger's events to whoever listens: signed as the provider signs, on the provider's schedule. What is still
// to be delivered lives in the ledger (deliveries), so that a restart goes on where it stopped.
//
// Schedules: Dodo at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h (eight tries, providers.md 1.6). Stripe
// for up to 3 days with backoff (2.4): at once, then after 1, 5, 30 min, 1, 2, 4, 8, 11, 11, 11, 11, 12 h. A delivery
// counts when the answer is 2xx within 15 s; redirects are not followed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/client.h"
#include "sandbox/engine/engine.h"
#include "sandbox/ledger/happening.h"

namespace billing::sandbox {

struct DeliverySettings {
  double retryFactor = 1.0;  ///< 0.001: a thousand times faster than the provider; 0: all retries at once
  int duplicate = 0;         ///< how often each delivery is sent besides the first time
  bool shuffle = false;      ///< those that are due together go in any order
  bool paused = false;       ///< nothing is sent; it waits
  std::uint64_t seed = 1;    ///< of the shuffle
};

struct DeliveryCounts {
  std::uint64_t delivered = 0, waiting = 0, failed = 0;  ///< waiting: also those whose next try is hours away
};

/// The sender's half: one worker thread with an HTTP client; knows neither ledger nor dialect.
class Sender {
 public:
  struct Letter {
    std::string delivery, url, body;
    http::Fields fields;
  };
  struct Outcome {
    std::string delivery;
    int status = 0;     ///< 0: no answer
    std::string error;  ///< empty when there was an answer
  };
  virtual ~Sender() = default;
  /// Takes it and returns; `done` is called from the worker's thread.
  virtual void send(Letter letter, std::function<void(Outcome)> done) = 0;
};
/// `workers` letters are under way at once; 1 keeps the order. Ends within 200 ms when destroyed; what was not sent is
/// sent by the next one.
[[nodiscard]] std::unique_ptr<Sender> makeSender(std::unique_ptr<http::Client> client, int workers = 4);

/// Lives on the sandbox's thread; every method is called there, also outcome().
class Deliverer {
 public:
  /// `clock` is the machine's: deliveries and their signatures know no other. `post` brings a call from the sender's
  /// thread to the sandbox's thread; it may be called until the sender is destroyed. All outlive the deliverer.
  /// A voice may be null: that dialect tells nothing.
  Deliverer(Engine& engine, const Clock& clock, Sender& sender, std::function<void(std::function<void()>)> post);

  void setVoice(Provider home, Voice* voice);
  void set(const DeliverySettings& settings);
  [[nodiscard]] const DeliverySettings& settings() const;
  /// Called whenever an outcome has changed the ledger: time to save, and to ask nextDue() again.
  void onChange(std::function<void()> changed);

  /// The engine's Tell: makes the events that the home's voice speaks of, and a delivery of each to each endpoint of
  /// that home that asked for its type. Whose home: that of the object (see homeOf).
  void tell(const Happening& happening);
  /// A dialect's own events, already spoken (Stripe's Plain objects, a resent event).
  void enqueue(Provider home, const std::vector<Spoken>& spoken);
  /// Sends an event again, to all endpoints of its home or to one.
  [[nodiscard]] Result<void> resend(const std::string& event, const std::string& endpoint = {});

  /// Hands what is due at the machine's time to the sender.
  void pump();
  /// When pump() has something to do next; nullopt: nothing waits (or paused).
  [[nodiscard]] MaybeInstant nextDue() const;
  /// Nothing waits to be sent at once and nothing is under way.
  [[nodiscard]] bool quiet() const;
  [[nodiscard]] DeliveryCounts counts() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

/// Whose object it is: read from the ledger; Stripe's when it is of neither (Plain objects).
[[nodiscard]] Provider homeOf(Ledger& ledger, const Happening& happening);

/// The headers of one delivery: content type, the provider's signature (two while a rotated secret is still good), the
/// endpoint's own. InvalidInput when a secret cannot be used.
[[nodiscard]] Result<http::Fields> signedFields(const Endpoint& endpoint, const std::string& eventId,
                                                const std::string& body, Instant at);

/// How long after the try before it; nullopt: it was the last. `attempts`: how many there were, at least 1.
[[nodiscard]] std::optional<std::int64_t> retryDelayMs(Provider home, int attempts);

}  // namespace billing::sandbox
