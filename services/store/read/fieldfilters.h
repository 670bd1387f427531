// One chip as SQL.
#pragma once

#include "store/listrows.h"
#include "store/read/clause.h"
#include "store/read/listdefinition.h"
#include "support/result.h"

namespace billing::store {

[[nodiscard]] Result<Clause> filterClause(const ListDefinition& list, const SqlDialect& dialect,
                                          const FieldFilter& filter);

[[nodiscard]] Error unknownField(const ListDefinition& list, const QByteArray& name);

}  // namespace billing::store
