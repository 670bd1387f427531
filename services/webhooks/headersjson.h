// The headers of a delivery as they are kept beside its bytes.
#pragma once

#include <string>
#include <string_view>

#include "webhooks/signature.h"

namespace billing::webhooks {

/// `text` itself when it is UTF-8; otherwise read as Latin-1, byte by byte, so that nothing is lost and documents stay
/// valid.
[[nodiscard]] std::string asUtf8(std::string_view text);

/// JSON array of [name, value] in the order received. Values that are not UTF-8 are taken as Latin-1; of credentials
/// (Authorization, Cookie, ...) only the fact that they were there is kept.
[[nodiscard]] std::string headersJson(const Headers& headers);

}  // namespace billing::webhooks
