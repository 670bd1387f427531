// Comparing and mending in the open workspace, as the window's thread sees it.
#pragma once

#include <QHash>
#include <QThreadPool>
#include <functional>
#include <memory>

#include "app/console/liveadmindesk.h"
#include "operations/reconciledesk.h"
#include "webhooks/eventrules.h"

namespace billing::console {

class LiveReconcileDesk final : public operations::ReconcileDesk {
  Q_OBJECT
 public:
  /// All that these refer to outlives the desk.
  struct Parts {
    const workspace::Profile& profile;
    store::Database& database;
    const Clock& clock;
    std::function<std::shared_ptr<providers::BillingProvider>()> provider;
    webhooks::EventRules* eventRules;
    LiveAdminDesk& admin;  ///< asked for permission and the lock
    std::int64_t lookAgainAfterMs = 3'000;
  };
  explicit LiveReconcileDesk(Parts parts);
  /// What runs is cancelled and waited for.
  ~LiveReconcileDesk() override;

  QFuture<Result<operations::ReconcileReport>> run(operations::ReconcileProgress progress, CancelToken cancel) override;
  QFuture<Result<operations::ReconcileReport>> lastReport(CancelToken cancel) override;
  QFuture<Result<operations::RepairPlan>> plan(QVector<qint64> drifts, CancelToken cancel) override;
  QFuture<Result<int>> repair(operations::RepairPlan plan, QString reason, CancelToken cancel) override;
  QFuture<Result<void>> accept(QVector<qint64> drifts, QString reason) override;

 private:
  using Provider = std::shared_ptr<providers::BillingProvider>;
  template <class T>
  QFuture<Result<T>> onReconcilePool(CancelToken cancel, std::function<Result<T>(const CancelToken&)> work);
  template <class T>
  QFuture<Result<T>> withProvider(CancelToken cancel,
                                  std::function<Result<T>(providers::BillingProvider&, const CancelToken&)> work);
  [[nodiscard]] operations::RulesContext rules() const {
    return {parts_.profile.rules, parts_.profile.provider, parts_.profile.live()};
  }

  const Parts parts_;
  QHash<int, CancelToken> running_;
  int lastRunning_ = 0;
  QThreadPool pool_;
};

}  // namespace billing::console
