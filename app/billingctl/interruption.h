// Ctrl-C and SIGTERM of a command that works: what is under way ends as a question that was withdrawn.
#pragma once

#include "support/canceltoken.h"
#include "support/instant.h"

namespace billing::ctl {

/// Of the whole program; cancelled by the first of these signals once they are heeded.
[[nodiscard]] const CancelToken& interruption();
void heedInterruption();

/// Until the clock says so: true; until an interruption: false, at once.
[[nodiscard]] bool waitUntil(Instant then, const Clock& clock);

}  // namespace billing::ctl
