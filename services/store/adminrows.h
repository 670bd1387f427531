// What panes and the command line show of changes by hand: calls on their way, the audit log, people, bulk runs. Plain
// values; instants are epoch milliseconds, amounts minor units of `currency`.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>
#include <optional>
#include <vector>

namespace billing::store {

/// Where a call is. Open: AwaitingApproval to Unconfirmed; nothing else can be asked of the same object meanwhile.
enum class OutboxState {
  AwaitingApproval,  ///< a second person has to agree before approvalEndsAt
  Waiting,           ///< in sight until leavesAt; undo means that it never left
  Sending,           ///< claimed by a worker: from here on it may have left
  Unconfirmed,       ///< no answer came: settled by asking, never by sending again
  Done,
  Refused,    ///< the provider, or our own check just before sending, said no; nothing changed
  NotDone,    ///< it was unconfirmed, and asking showed that it did not happen
  Withdrawn,  ///< undone in time
  Rejected,   ///< the second person did not agree
  Lapsed,     ///< nobody agreed in time
};
[[nodiscard]] const char* toString(OutboxState state);  ///< awaiting_approval, waiting, ..., not_done, ...
[[nodiscard]] std::optional<OutboxState> outboxStateFrom(const QString& word);
[[nodiscard]] bool isOpen(OutboxState state);

struct OutboxRow {
  qint64 id = 0;
  QString operation, kind, subject, customerExternalId, accountKey, provider;
  bool live = false;
  QByteArray orderJson, previewJson, resultJson;  ///< operations/admin/adminjson.h
  OutboxState state = OutboxState::Waiting;
  QString askedBy, askedRole, origin, reason;
  qint64 createdAt = 0, leavesAt = 0, updatedAt = 0;
  QString approvalWhy, decidedBy, decisionNote;
  std::optional<qint64> approvalEndsAt, decidedAt, claimedAt, answeredAt, nextAskAt;
  int askedCount = 0;
  QString requestId, errorCode, error, errorHint;
  std::optional<qint64> previewedMinor, actualMinor;
  QString currency, compensates;
  std::optional<qint64> bulkItem;
};

struct AuditRow {
  qint64 id = 0, at = 0;
  QString actor, role, origin, action, entity, externalId, customerExternalId, accountKey, operation, reason;
  bool live = false;
  QByteArray before, after;  ///< JSON objects of the fields that changed, values as texts
  QString requestId, previousHash, hash;
};

/// What is asked of the audit log; empty: any.
struct AuditQuestion {
  QString entity, externalId, customer, account, operation, actor;
  QString action;                  ///< one stage ("change_plan.done"), or all of an action ("change_plan")
  QString orAccount;               ///< besides those of `customer`, those of this account
  QString invoice;                 ///< on this invoice, or on a payment of it
  QString text;                    ///< every word of it in some field
  std::optional<qint64> from, to;  ///< [from, to)
  qint64 before = 0;               ///< entries older than this one; 0: from the newest
  qint64 after = 0;                ///< entries newer than this one
  bool oldestFirst = false;
  int limit = 200;
};

/// The newest entry: what one keeps elsewhere, to notice when the end of the log is cut off.
struct AuditHead {
  qint64 entries = 0;
  QString hash;
  bool operator==(const AuditHead&) const = default;
};

struct AuditFinding {
  qint64 entry = 0;  ///< where
  QString code;      ///< edited, gap, chain_broken, truncated, head_differs
  QString what;      ///< one sentence
};
struct AuditVerdict {
  qint64 entries = 0;
  AuditHead head;
  std::vector<AuditFinding> findings;  ///< empty: nothing was touched; the first hundred, in the log's order
  qint64 moreFindings = 0;             ///< beyond those
};

struct PersonRow {
  QString name, role;
  bool mayApprove = false, active = true;
  QString setBy;
  qint64 setAt = 0;
};

struct BulkRunRow {
  qint64 id = 0;
  QString name, state, note, askedBy, askedRole, origin, reason, approvalWhy, decidedBy, decisionNote;
  QByteArray orderJson, previewJson;
  bool live = false;
  std::optional<qint64> approvalEndsAt, decidedAt, endedAt;
  qint64 createdAt = 0, leavesAt = 0;
  int total = 0, waiting = 0, sent = 0, done = 0, refused = 0, unconfirmed = 0, skipped = 0;
};

struct BulkItemRow {
  qint64 id = 0, runId = 0, updatedAt = 0;
  QString subject, customerExternalId, accountKey, state, operation, message;
  QByteArray previewJson;  ///< as the person saw it; read one by one only
};

}  // namespace billing::store
