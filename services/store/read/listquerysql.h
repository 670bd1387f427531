// From a question in the language of lists to a WHERE and an ORDER BY.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "store/read/clause.h"
#include "store/read/listdefinition.h"
#include "support/result.h"

namespace billing::store {

/// All words and all chips that are switched on. A chip that needs a value and has none does not restrict.
/// InvalidInput for a field that the list does not have and for values of the wrong kind.
[[nodiscard]] Result<Clause> whereOf(const ListDefinition& list, const SqlDialect& dialect, const ListQuery& query);

/// Unambiguous: the id decides between equals, so that asking twice gives the same order.
[[nodiscard]] Result<QString> orderOf(const ListDefinition& list, const SqlDialect& dialect, const ListQuery& query);

}  // namespace billing::store
