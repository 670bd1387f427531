#include "sandbox/server/target.h"

#include <algorithm>

namespace billing::sandbox {

void setTarget(Ledger& ledger, Provider home, const std::string& url, const std::string& secret, Instant now) {
  const auto& all = ledger.endpoints.all();
  const auto found = std::ranges::find_if(
      all, [&](const auto& endpoint) { return endpoint->fromCommandLine && endpoint->home == home; });
  const bool wanted = !url.empty() && !secret.empty();
  if (found == all.end() && !wanted) return;
  Endpoint fresh;
  fresh.fromCommandLine = true;
  fresh.home = home;
  fresh.description = "Named when the sandbox was started";
  fresh.created = now;
  if (found == all.end()) fresh.id = ledger.newId(home == Provider::Dodo ? "whk_" : "we_");
  Endpoint& endpoint = found == all.end() ? ledger.endpoints.add(std::move(fresh)) : **found;
  endpoint.enabled = wanted;
  endpoint.url = url;
  endpoint.secret = secret;
  endpoint.updated = now;
  ledger.endpoints.touch(endpoint.id);
}

}  // namespace billing::sandbox
