// From the bytes of one delivery to what the store is to keep and the sender to be told. Pure: time and secrets are
// given.
#pragma once

#include <string>

#include "store/eventinbox.h"
#include "support/instant.h"
#include "webhooks/signature.h"

namespace billing::webhooks {

struct ReceivedDelivery {
  Headers headers;
  std::string body;    ///< as received
  std::string remote;  ///< "127.0.0.1:53122"
};

struct JudgedDelivery {
  store::IncomingEvent event;
  std::string reason;   ///< "ok", or the verdict or payload word that refuses it
  std::string message;  ///< for the sender: what is wrong, never how a signature could be made to match
};

/// Verifies the signature, then checks the payload of a well-signed body. The event id is, in this order: the id header
/// that the signature covers; the id inside the body (Stripe: evt_...); "sha256:" and the hash of the body, so that a
/// sender which names no id is still deduplicated when it sends the same bytes again.
[[nodiscard]] JudgedDelivery judgeDelivery(const workspace::WebhookRoute& route, const workspace::Secrets& secrets,
                                           ReceivedDelivery delivery, Instant now);

}  // namespace billing::webhooks
