// What the window asks of changes of many objects at once, of rehearsals, links and the catalogue. Answers come by
// whenDone on the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>
#include <optional>

#include "operations/bulk/bulkrun.h"
#include "operations/catalogue/cataloguefile.h"
#include "operations/links/linkorder.h"
#include "operations/rehearsal/rehearsal.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

/// What is to be rehearsed.
struct RehearsalWish {
  enum class Kind { Downgrade, Bulk, Migration };
  Kind kind = Kind::Downgrade;
  std::optional<Instant> at;  ///< Downgrade; nullopt: the next run of the timetable
  AdminOrder order;           ///< Bulk
  BulkSelection selection;    ///< Bulk
  PriceMigration migration;   ///< Migration
};

/// Owned by the application context; outlives every pane. Signals on the window's thread.
class BulkDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// `progress` is called from other threads.
  virtual QFuture<Result<BulkPreview>> preview(AdminOrder order, BulkSelection selection, BulkProgress progress,
                                               CancelToken cancel) = 0;
  /// Forbidden "live_locked", "not_confirmed" (typed text differs from preview.toType), and the errors of startBulk.
  virtual QFuture<Result<store::BulkRunRow>> start(AdminOrder order, BulkPreview preview, QString typed) = 0;
  virtual QFuture<Result<store::BulkRunRow>> steer(qint64 run, BulkSteer steer, QString note) = 0;
  virtual QFuture<Result<store::BulkRunRow>> decide(qint64 run, bool approve, QString note) = 0;
  /// Newest first, at most 200.
  virtual QFuture<Result<QVector<store::BulkRunRow>>> runs(CancelToken cancel) = 0;
  virtual QFuture<Result<BulkReport>> report(qint64 run, CancelToken cancel) = 0;

  virtual QFuture<Result<Rehearsal>> rehearse(RehearsalWish wish, BulkProgress progress, CancelToken cancel) = 0;

  /// Forbidden "role", "live_locked"; else the errors of operations::makeLink. Kept in the audit log.
  virtual QFuture<Result<MadeLink>> makeLink(AdminOrder order, CancelToken cancel) = 0;

  /// What the edit would do to the workspace's file. NotFound "no_such_file" for a workspace that comes with the
  /// program; else the errors of operations::planChange.
  virtual QFuture<Result<CatalogueChange>> planChange(workspace::PlanEdit edit) = 0;
  /// Records and writes it; carries the path of the copy of what it was. Forbidden "role", "live_locked"; the errors of
  /// writeCatalogue. A price that was made at the provider is written by itself.
  virtual QFuture<Result<QString>> writeCatalogue(CatalogueChange change) = 0;

 Q_SIGNALS:
  /// The workspace's file was written; it counts once the workspace is opened anew.
  void catalogueWritten(const QString& what);
  void runsChanged();  ///< some run or item has another state
};

}  // namespace billing::operations
