// How `billingctl fire` tells what it sent and what came back.
#pragma once

#include "operations/fireevent.h"

namespace billing::ctl {

void tellExchange(const QByteArray& eventId, const operations::FireOutcome& outcome, bool json);
/// A request that was signed, but not sent.
void tellDryRun(const operations::FireRequest& request, const operations::FireOutcome& unsent, bool json);

}  // namespace billing::ctl
