// The endpoint that was named when the sandbox was started, beside those that clients register.
#pragma once

#include <string>

#include "sandbox/ledger/ledger.h"

namespace billing::sandbox {

/// From now on that home's events go to `url`, signed with `secret`; without one of them they go there no more.
void setTarget(Ledger& ledger, Provider home, const std::string& url, const std::string& secret, Instant now);

}  // namespace billing::sandbox
