// What the window asks of changes by hand. Answers come by whenDone on the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <QVector>
#include <optional>

#include "operations/admin/adminorder.h"
#include "operations/admin/orderpreview.h"
#include "operations/admin/permissions.h"
#include "store/adminrows.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct AdminState {
  Actor person;
  QString enforcedBy;  ///< "This machine only guides: ...", "PostgreSQL's rights enforce roles"
  bool live = false;
  bool locked = false;               ///< live mode only
  bool lockedItself = false;         ///< no hand moved for a quarter of an hour
  QString unlockedBy, unlockReason;  ///< while unlocked
  std::optional<qint64> unlockedUntil;
  int waiting = 0, approvals = 0, unconfirmed = 0;  ///< calls that are open, for badges
};

struct OutboxQuestion {
  bool openOnly = false;
  QString subject, customer, account;  ///< empty: any
  int limit = 200;                     ///< newest first
};

using store::AuditQuestion;

/// Owned by the application context; outlives every pane. Signals on the window's thread.
class AdminDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  [[nodiscard]] virtual AdminState state() const = 0;

  virtual QFuture<Result<void>> unlock(QString reason) = 0;
  virtual void lock() = 0;
  virtual void touched() = 0;  ///< a hand moved

  virtual QFuture<Result<OrderPreview>> preview(AdminOrder order, CancelToken cancel) = 0;
  /// What of a payment can be given back, line by line; empty where it has no lines of its own.
  virtual QFuture<Result<QVector<providers::RefundableLine>>> refundableLines(QString payment, CancelToken cancel) = 0;
  /// Forbidden "live_locked", "not_confirmed" (typed text differs from preview.toType), and the errors of submitOrder.
  virtual QFuture<Result<store::OutboxRow>> submit(AdminOrder order, OrderPreview preview, QString typed) = 0;
  virtual QFuture<Result<store::OutboxRow>> withdraw(QString operation) = 0;
  virtual QFuture<Result<store::OutboxRow>> decide(QString operation, bool approve, QString note) = 0;
  virtual QFuture<Result<store::OutboxRow>> settle(QString operation, CancelToken cancel) = 0;
  /// Of a call that the provider refuses to tell of, what a person found out: OutboxWorker::closeByHand. Forbidden
  /// "live_locked" besides.
  virtual QFuture<Result<store::OutboxRow>> close(QString operation, bool asDone, QString reason) = 0;
  virtual QFuture<Result<QVector<store::OutboxRow>>> outbox(OutboxQuestion question, CancelToken cancel) = 0;

  virtual QFuture<Result<QVector<store::AuditRow>>> audit(AuditQuestion question, CancelToken cancel) = 0;
  /// Compared with the head that this machine remembers of the last time as well.
  virtual QFuture<Result<store::AuditVerdict>> verifyAudit(CancelToken cancel) = 0;

  virtual QFuture<Result<QVector<store::PersonRow>>> people(CancelToken cancel) = 0;
  virtual QFuture<Result<void>> setPerson(store::PersonRow person, QString reason) = 0;

 Q_SIGNALS:
  void stateChanged();   ///< lock, role, counts
  void outboxChanged();  ///< some call has another state
};

}  // namespace billing::operations
