// What connecting found out, in lines or as JSON.
#pragma once

#include <optional>

#include "operations/providerdesk.h"
#include "workspace/profile.h"

namespace billing::ctl {

struct ConnectOutcome {
  operations::KeyTrial key;
  std::optional<operations::EndpointState> endpoint;  ///< where one was asked about
  bool kept = false;
};

void tellConnect(const workspace::Profile& profile, const ConnectOutcome& outcome);
void tellConnectJson(const workspace::Profile& profile, const ConnectOutcome& outcome);

}  // namespace billing::ctl
