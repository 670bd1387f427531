// Stripe's events: which ones tell of what happened, with the object as it is then and what changed in it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sandbox/faces/stripe/desk.h"
#include "sandbox/ledger/happening.h"

namespace billing::sandbox::stripe {

class StripeVoice {
 public:
  explicit StripeVoice(Desk& desk) : desk_(desk) {}
  [[nodiscard]] std::vector<Spoken> speak(const Happening& happening);
  /// {id, object: "event", api_version, created, data, livemode, pending_webhooks, request, type}
  [[nodiscard]] std::string body(const Event& event);
  [[nodiscard]] QJsonObject eventObject(const Event& event);
  [[nodiscard]] int pendingWebhooks(const std::string& event);

 private:
  /// nullopt when nothing was told of it before.
  [[nodiscard]] std::optional<QJsonObject> previousOf(const Happening& happening, const std::string& kind,
                                                      const QJsonObject& now);

  Desk& desk_;
  std::size_t eventsSeen_ = 0, deliveriesSeen_ = 0;
  std::unordered_map<std::string, std::size_t> lastTold_;  ///< kind and id: place in the ledger's events
  std::unordered_map<std::string, std::vector<std::size_t>> deliveriesOf_;
};

/// The old values of what differs in `now`: objects go into the difference, lists and texts stand for themselves.
[[nodiscard]] QJsonObject differences(const QJsonObject& before, const QJsonObject& now);

}  // namespace billing::sandbox::stripe
