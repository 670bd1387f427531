// The question with which each job begins: rows of accounts, in their order.
#pragma once

#include <vector>

#include "store/statementcache.h"

namespace billing::operations {

/// First column of all rows.
[[nodiscard]] inline Result<std::vector<std::int64_t>> accountRowsOf(store::WriteContext& context, const QString& sql,
                                                                     const QVariantList& values) {
  auto rows = store::Statement::run(context, sql, values);
  if (!rows) return failure(rows.error());
  std::vector<std::int64_t> accounts;
  while (rows->next()) accounts.push_back(rows->value(0).toLongLong());
  return accounts;
}

}  // namespace billing::operations
