// Changes of many objects, rehearsals and links in the open workspace, as the window's thread sees them.
#pragma once

#include <QHash>
#include <QThreadPool>
#include <functional>
#include <memory>

#include "app/console/liveadmindesk.h"
#include "operations/bulkdesk.h"
#include "operations/links/linkrecord.h"

namespace billing::console {

class LiveBulkDesk final : public operations::BulkDesk {
  Q_OBJECT
 public:
  /// All that these refer to outlives the desk.
  struct Parts {
    const workspace::Profile& profile;
    store::Database& database;
    const Clock& clock;
    std::function<std::shared_ptr<providers::BillingProvider>()> provider;
    QString login;
    QString file;          ///< the workspace's; empty: it comes with the program
    LiveAdminDesk& admin;  ///< asked for permission and the lock; its outbox does the work
  };
  explicit LiveBulkDesk(Parts parts);
  /// What is being previewed or rehearsed is cancelled and waited for.
  ~LiveBulkDesk() override;

  QFuture<Result<operations::BulkPreview>> preview(operations::AdminOrder order, operations::BulkSelection selection,
                                                   operations::BulkProgress progress, CancelToken cancel) override;
  QFuture<Result<store::BulkRunRow>> start(operations::AdminOrder order, operations::BulkPreview preview,
                                           QString typed) override;
  QFuture<Result<store::BulkRunRow>> steer(qint64 run, operations::BulkSteer steer, QString note) override;
  QFuture<Result<store::BulkRunRow>> decide(qint64 run, bool approve, QString note) override;
  QFuture<Result<QVector<store::BulkRunRow>>> runs(CancelToken cancel) override;
  QFuture<Result<operations::BulkReport>> report(qint64 run, CancelToken cancel) override;
  QFuture<Result<operations::Rehearsal>> rehearse(operations::RehearsalWish wish, operations::BulkProgress progress,
                                                  CancelToken cancel) override;
  QFuture<Result<operations::MadeLink>> makeLink(operations::AdminOrder order, CancelToken cancel) override;
  QFuture<Result<operations::CatalogueChange>> planChange(workspace::PlanEdit edit) override;
  QFuture<Result<QString>> writeCatalogue(operations::CatalogueChange change) override;

 private:
  using Run = Result<store::BulkRunRow>;
  using RunWork = std::function<Run(store::WriteContext&, const operations::Actor&)>;
  /// Within one transaction: who this is by the database's own word, then the work.
  QFuture<Run> writeRun(RunWork work);
  /// On the pool; cancelled with the desk.
  template <class T>
  QFuture<Result<T>> onOwnPool(CancelToken cancel, std::function<Result<T>(const CancelToken&)> work);
  Result<void> keepLink(operations::LinkRecord record);
  void takeChanges();
  Result<QString> keepAndWrite(const operations::CatalogueChange& change, const operations::Actor& actor);
  /// Prices that were made at the provider and are not in the file yet.
  void writeMadePrices();

  const Parts parts_;
  const operations::RulesContext rules_;
  std::shared_ptr<store::ChangeSubscription> changes_;
  QHash<int, CancelToken> running_;
  int lastRunning_ = 0;
  bool writingPrices_ = false;
  QThreadPool pool_;
};

}  // namespace billing::console
