// Finds out what a key can do by asking for one object of each kind: nothing is changed by that.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "providers/answer/calls.h"
#include "providers/providervalues.h"
#include "support/instant.h"

namespace billing::providers {

struct Probe {
  std::string name;  ///< "disputes"
  ApiRequest request;
  bool required = true;  ///< else a refusal is not told of
};

/// Asks all of them; `heard` is given each body. A key that is not accepted at all, or a provider that cannot be
/// reached, is an error; what is refused to a good key is told in Capabilities::missing.
[[nodiscard]] Result<Capabilities> askProbes(const Calls& calls, const std::vector<Probe>& probes, const Clock& clock,
                                             const CancelToken& cancel,
                                             const std::function<void(const Probe&, std::string_view)>& heard);

}  // namespace billing::providers
