// Whoever calls billingctl, and a write that is waited for.
#pragma once

#include <string>

#include "operations/admin/takehand.h"
#include "store/database.h"
#include "workspace/profile.h"

namespace billing::ctl {

/// Looked up in the workspace's people by the name of the login: for what anybody may.
[[nodiscard]] Result<operations::Actor> whoActs(store::Database& database);
/// Whoever may give this order (or say a word about one), in either mode. In live mode `unlock` is the reason for which
/// it is opened for this one command, and kept in the audit log. Errors as operations::takeHand.
[[nodiscard]] Result<operations::Actor> whoWrites(store::Database& database, const workspace::Profile& profile,
                                                  const std::string& unlock, operations::OrderKind kind);
[[nodiscard]] Result<operations::Actor> whoSaysSo(store::Database& database, const workspace::Profile& profile,
                                                  const std::string& unlock);
[[nodiscard]] Result<void> written(store::Database& database, const store::Database::Work& work);
/// "op_" and 24 letters.
[[nodiscard]] std::string newOperation();

}  // namespace billing::ctl
