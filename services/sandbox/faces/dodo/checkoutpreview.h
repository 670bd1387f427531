// What POST /checkouts/preview answers.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

/// `cost`: what the engine says the checkout would be charged now.
[[nodiscard]] QJsonObject checkoutPreviewJson(Desk& desk, const Checkout& checkout, const Invoice& cost);

}  // namespace billing::sandbox::dodo
