// Products that are there from the start, under the ids that a workspace's profile names.
#pragma once

#include <vector>

#include "sandbox/ledger/ledger.h"
#include "sandbox/sandbox.h"

namespace billing::sandbox {

/// Those that are missing; an id that exists keeps what was made of it.
void plantSeeds(Ledger& ledger, const std::vector<SeedProduct>& products, Instant now);

}  // namespace billing::sandbox
