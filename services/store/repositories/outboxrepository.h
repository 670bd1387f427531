// Calls on their way. A call changes its state only together with an entry in the audit log: there is no other way to
// write here.
#pragma once

#include <QSqlDatabase>
#include <QStringList>
#include <optional>

#include "store/adminrows.h"
#include "store/audit/auditlog.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Writing on the writer's thread, within Database::write; reading on any connection.
class OutboxRepository {
 public:
  /// Conflict "call_open" when the lane of the subject is taken. The row with its id.
  [[nodiscard]] static Result<OutboxRow> add(WriteContext& context, OutboxRow row, const AuditEntry& audit,
                                             Instant now);
  /// Writes all that can change, if the row still is in the state `from`; Conflict "state_changed" otherwise. Closes
  /// the lane when the new state is not open.
  [[nodiscard]] static Result<void> move(WriteContext& context, OutboxState from, const OutboxRow& row,
                                         const AuditEntry& audit, Instant now);
  [[nodiscard]] static Result<std::optional<OutboxRow>> find(QSqlDatabase& database, const QString& operation);
  /// Waiting and due, oldest first; or unconfirmed and to be asked for.
  [[nodiscard]] static Result<QVector<OutboxRow>> due(QSqlDatabase& database, Instant now, int limit);
  [[nodiscard]] static Result<QVector<OutboxRow>> inState(QSqlDatabase& database, OutboxState state, int limit);
  /// When the next open call has to be looked at.
  [[nodiscard]] static Result<std::optional<Instant>> nextDue(QSqlDatabase& database);
  struct Question {
    bool openOnly = false;
    QString subject, customer, account;
    int limit = 200;
  };
  [[nodiscard]] static Result<QVector<OutboxRow>> list(QSqlDatabase& database, const Question& question);
  /// The invoices and payments of a subscription that we hold and that were made since then, by the provider's clock.
  [[nodiscard]] static Result<QStringList> billedSince(QSqlDatabase& database, const QString& subscription,
                                                       Instant since);
  struct Counts {
    int waiting = 0, approvals = 0, unconfirmed = 0;
  };
  [[nodiscard]] static Result<Counts> counts(QSqlDatabase& database);
};

}  // namespace billing::store
