// The version of Stripe's API that this program speaks; its shapes change with it.
#pragma once

namespace billing::providers::stripe {

inline constexpr const char* kApiVersion = "2026-10-28.endive";

}  // namespace billing::providers::stripe
