// The routes of `billingctl listen` from its options, each with its secrets.
#pragma once

#include <string>
#include <vector>

#include "support/result.h"
#include "webhooks/listener.h"

namespace billing::ctl {

struct RouteOptions {
  std::vector<std::string> routes;       ///< PATH=SCHEME
  std::vector<std::string> secretFiles;  ///< FILE for all routes, or PATH=FILE for one of them
  std::string provider;                  ///< "dodo", "stripe", or empty: what the scheme says
  int badSignatureStatus = 400;
};

/// InvalidInput for options that do not fit together, a route without a secret, or a secret that its scheme cannot use;
/// NotFound for a file that cannot be read.
[[nodiscard]] Result<std::vector<webhooks::ListenerRoute>> listenRoutes(const RouteOptions& options);

}  // namespace billing::ctl
