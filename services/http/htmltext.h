// What every page that this program serves has in common: escaped text, and headers that keep others away from it.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace billing::http {

/// Text as HTML, fit for attributes too.
[[nodiscard]] std::string html(std::string_view text);

/// Never framed, no script, nothing from elsewhere.
[[nodiscard]] Fields pageFields();

/// 303.
[[nodiscard]] Answer seeOther(const std::string& url);

}  // namespace billing::http
