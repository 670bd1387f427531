// Provider against database against webhooks. Answers come by whenDone on the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <QVector>
#include <functional>
#include <optional>

#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

/// One disagreement. Values are texts as people read them (domain/fieldtext.h).
struct Drift {
  qint64 id = 0;
  QString kind;  ///< field, missing_here, missing_there, paid_without_access, access_without_payment, credit_cache,
                 ///< payout_without_payment, payout_amount, payout_twice, payment_without_payout
  QString entity, externalId, customerExternalId, accountKey, field;
  QString atProvider, inDatabase, inWebhooks;
  QString cause;        ///< missed_event, late_event, manual_edit, not_applied, unknown
  QString explanation;  ///< one sentence: why we think so
  QString repair;       ///< one sentence: what would mend it; empty: a person has to look
  QString state;        ///< open, repaired, accepted
};

struct ReconcileRun {
  qint64 id = 0;
  QString state, askedBy, error;
  qint64 startedAt = 0;
  std::optional<qint64> endedAt;
  qint64 compared = 0, found = 0;
};

struct ReconcileReport {
  ReconcileRun run;
  QVector<Drift> drifts;
};

/// What a repair would do, call by call, before anything is done.
struct RepairStep {
  qint64 drift = 0;
  QString action;  ///< apply_provider_state, retry_event, recount_credits, grant_access, revoke_access, order
  QString words;   ///< "Take over “cancelled” from the provider for sub_01H…"
  QString before, after;
};
struct RepairPlan {
  QVector<RepairStep> steps;
  QStringList refused;  ///< drifts that nothing here mends, and why
};

using ReconcileProgress = std::function<void(qint64 done, qint64 total, QString what)>;

class ReconcileDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// Asks the provider for everything; reading only. `progress` is called from other threads. Conflict "running".
  virtual QFuture<Result<ReconcileReport>> run(ReconcileProgress progress, CancelToken cancel) = 0;
  /// The newest that ended, and the drifts of the newest that went to its end; NotFound before the first.
  virtual QFuture<Result<ReconcileReport>> lastReport(CancelToken cancel) = 0;
  virtual QFuture<Result<RepairPlan>> plan(QVector<qint64> drifts, CancelToken cancel) = 0;
  /// Each step in a transaction with its audit entry; carries how many were done. Forbidden "role", "live_locked";
  /// InvalidInput "reason_missing"; Conflict "stale" with both versions when a value has changed since the plan: what
  /// came before that step is done and stays.
  virtual QFuture<Result<int>> repair(RepairPlan plan, QString reason, CancelToken cancel) = 0;
  /// "This is right as it is": kept in the audit log with its reason.
  virtual QFuture<Result<void>> accept(QVector<qint64> drifts, QString reason) = 0;

 Q_SIGNALS:
  void changed();  ///< a run ended, or drifts were decided
};

}  // namespace billing::operations
