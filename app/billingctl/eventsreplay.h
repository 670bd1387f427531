// `billingctl events replay`: stored events once more, over HTTP or through the processor.
#pragma once

#include "app/billingctl/eventsoptions.h"

namespace billing::ctl {

/// With a URL the stored bytes are sent again; without one, dead and unhandled events are applied again, here.
[[nodiscard]] int replayEvents(const EventsOptions& options);

}  // namespace billing::ctl
