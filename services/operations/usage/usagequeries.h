// What an account uses and did, for those who show it. On a reader's connection.
#pragma once

#include "operations/rulescontext.h"
#include "store/accountrows.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// All quotas of the profile in their order, each with the periods before: at most 12, and of calendar months those
/// without any use as 0.
[[nodiscard]] Result<QVector<store::QuotaUsage>> quotaUsageOf(QSqlDatabase& database, const RulesContext& rules,
                                                              const store::AccountRow& account, Instant now);

/// The newest 200, newest first. `detail` says why it was refused, else how full its quotas then were.
[[nodiscard]] Result<QVector<store::BillableActionRow>> actionsOf(QSqlDatabase& database, const RulesContext& rules,
                                                                  qint64 account);

/// Fills the part of the detail that is about usage. `detail.row` is known.
[[nodiscard]] Result<void> addUsage(QSqlDatabase& database, const RulesContext& rules, Instant now,
                                    store::AccountDetail& detail);

}  // namespace billing::operations
