// Checks between our own tables: access against payments, cached credits against the ledger. Reads only.
#pragma once

#include <QVector>

#include "operations/rulescontext.h"
#include "store/database.h"
#include "store/repositories/reconcilerepository.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

[[nodiscard]] Result<QVector<store::DriftRow>> findLocalDrifts(store::Database& database, const RulesContext& rules,
                                                               Instant now, const CancelToken& cancel);

}  // namespace billing::operations
