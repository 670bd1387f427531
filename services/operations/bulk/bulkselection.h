// Which objects a selection means, at this moment.
#pragma once

#include "operations/bulk/bulkvalues.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

inline constexpr int kMostBulkSubjects = 10'000;

/// On a reader's connection; in the order of the list, each object once. InvalidInput "not_in_bulk", "wrong_list",
/// "nothing_selected", "too_many", and for a view's unknown fields. Customers without account are left out.
[[nodiscard]] Result<QVector<BulkSubject>> subjectsOf(QSqlDatabase& database, store::Dialect dialect, OrderKind kind,
                                                      const BulkSelection& selection);

}  // namespace billing::operations
