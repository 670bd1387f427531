// Unique events of 1.5 kB, signed before the clock runs.
#pragma once

#include <string>
#include <vector>

namespace billing::benchmark {

/// `count` complete requests for `path`, each with an id of its own. `secret` is "whsec_" and base64.
[[nodiscard]] std::vector<std::string> signedEvents(const std::string& path, const std::string& secret, int count);

/// One body; `number` makes it unique.
[[nodiscard]] std::string eventBody(int number);

}  // namespace billing::benchmark
