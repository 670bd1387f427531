// Sends a stored event again: its very bytes under its own id, freshly signed.
//
// What comes of it: our own listener knows the id and answers 200 as a duplicate; the event gets one attempt more and
// has no second effect (to apply a dead event again, use retryEvents). Another endpoint receives it as the provider
// would have resent it.
#pragma once

#include "operations/fireevent.h"
#include "store/listrows.h"

namespace billing::operations {

struct ReplayTarget {
  QUrl url;
  workspace::WebhookRoute route;  ///< its scheme signs
  workspace::Secret secret;
};

/// From the newest attempt whose signature was good, else the newest. An event that was refused before its id was known
/// gets the id that its header said, or none at all: InvalidInput where the scheme needs one. NotFound when no bytes
/// are kept.
[[nodiscard]] Result<FireRequest> replayRequest(const store::WebhookEventDetail& event, const ReplayTarget& target);

}  // namespace billing::operations
