// What a body may have been before something on the way changed it, with the words for the change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace billing::webhooks {

struct BodyVariant {
  std::string body;
  std::string clause;  ///< "without the line feed at its end"; empty for the body as received
};

/// The body as received first, then each usual change that makes a difference for it.
[[nodiscard]] std::vector<BodyVariant> bodyVariants(std::string_view body);

}  // namespace billing::webhooks
