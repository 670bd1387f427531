// A link that was made by hand is kept in the audit log: for whom, for what, by whom. The address itself is not kept:
// whoever has it may use it.
#pragma once

#include <QString>
#include <optional>

#include "operations/admin/permissions.h"
#include "operations/links/linkorder.h"
#include "store/audit/auditlog.h"

namespace billing::operations {

struct LinkRecord {
  AdminOrder order;
  std::optional<Result<MadeLink>> outcome;  ///< nullopt: about to be asked
  Actor actor;
  QString operation;
  bool live = false;
};
/// Within a write. "checkout_link.asked", "checkout_link.done", "portal_link.refused", "... .unconfirmed" where no
/// answer came.
[[nodiscard]] Result<void> recordLink(store::WriteContext& context, const LinkRecord& record, Instant now);

}  // namespace billing::operations
