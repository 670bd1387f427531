#include "app/console/livereconciledesk.h"

#include <QPromise>

#include "operations/audited.h"
#include "operations/reconcile/reconcilerun.h"
#include "operations/reconcile/repair.h"
#include "support/whendone.h"

namespace billing::console {
namespace {

using operations::ReconcileReport;
using operations::RepairPlan;

template <class T>
QFuture<Result<T>> refusedReconcile(const Error& error) {
  return QtFuture::makeReadyFuture(Result<T>(failure(error)));
}

}  // namespace

LiveReconcileDesk::LiveReconcileDesk(Parts parts) : parts_(std::move(parts)) {
  pool_.setMaxThreadCount(2);
}

LiveReconcileDesk::~LiveReconcileDesk() {
  for (const CancelToken& one : std::as_const(running_)) one.cancel();
  pool_.waitForDone();
}

template <class T>
QFuture<Result<T>> LiveReconcileDesk::onReconcilePool(CancelToken cancel,
                                                      std::function<Result<T>(const CancelToken&)> work) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  auto future = promise->future();
  const int number = ++lastRunning_;
  running_.insert(number, cancel);
  pool_.start([promise, cancel, work = std::move(work)] {
    promise->addResult(work(cancel));
    promise->finish();
  });
  whenDone(future, this, [this, number](const Result<T>&) { running_.remove(number); });
  return future;
}

template <class T>
QFuture<Result<T>> LiveReconcileDesk::withProvider(
    CancelToken cancel, std::function<Result<T>(providers::BillingProvider&, const CancelToken&)> work) {
  const Provider provider = parts_.provider ? parts_.provider() : nullptr;
  if (!provider)
    return refusedReconcile<T>({ErrorKind::Unavailable,
                                "not_connected",
                                "The provider cannot be asked",
                                "nobody is connected",
                                "Connect the workspace first",
                                false,
                                {}});
  return onReconcilePool<T>(std::move(cancel), [provider, work = std::move(work)](const CancelToken& token) {
    return work(*provider, token);
  });
}

QFuture<Result<ReconcileReport>> LiveReconcileDesk::run(operations::ReconcileProgress progress, CancelToken cancel) {
  const auto actor = parts_.admin.guard().mayDo(operations::Deed::Sync);
  if (!actor) return refusedReconcile<ReconcileReport>(actor.error());
  const auto hand = operations::handOf(*actor, parts_.profile.live());
  const auto comparing = withProvider<ReconcileReport>(
      std::move(cancel),
      [this, hand, progress = std::move(progress)](providers::BillingProvider& provider, const CancelToken& token) {
        return operations::runReconcile(
            {parts_.database, provider, parts_.clock, rules(), hand, parts_.eventRules, parts_.lookAgainAfterMs},
            progress, token);
      });
  whenDone(comparing, this, [this](const Result<ReconcileReport>&) { Q_EMIT changed(); });
  return comparing;
}

QFuture<Result<ReconcileReport>> LiveReconcileDesk::lastReport(CancelToken cancel) {
  return onReconcilePool<ReconcileReport>(
      std::move(cancel), [this](const CancelToken&) { return operations::lastReconcileReport(parts_.database); });
}

QFuture<Result<RepairPlan>> LiveReconcileDesk::plan(QVector<qint64> drifts, CancelToken cancel) {
  return withProvider<RepairPlan>(std::move(cancel), [this, drifts = std::move(drifts)](
                                                         providers::BillingProvider& provider,
                                                         const CancelToken& token) {
    return operations::planRepair({parts_.database, provider, parts_.clock, rules(), parts_.eventRules}, drifts, token);
  });
}

QFuture<Result<int>> LiveReconcileDesk::repair(RepairPlan plan, QString reason, CancelToken cancel) {
  const auto actor = parts_.admin.guard().mayDo(operations::Deed::MendDrift);
  if (!actor) return refusedReconcile<int>(actor.error());
  parts_.admin.touched();
  const auto hand = operations::handOf(*actor, parts_.profile.live());
  const auto mending =
      withProvider<int>(std::move(cancel), [this, hand, plan = std::move(plan), reason = std::move(reason)](
                                               providers::BillingProvider& provider, const CancelToken& token) {
        return operations::carryOutRepair({parts_.database, provider, parts_.clock, rules(), parts_.eventRules}, plan,
                                          hand, reason, token);
      });
  whenDone(mending, this, [this](const Result<int>&) { Q_EMIT changed(); });
  return mending;
}

QFuture<Result<void>> LiveReconcileDesk::accept(QVector<qint64> drifts, QString reason) {
  const auto actor = parts_.admin.guard().mayDo(operations::Deed::MendDrift);
  if (!actor) return refusedReconcile<void>(actor.error());
  parts_.admin.touched();
  const auto hand = operations::handOf(*actor, parts_.profile.live());
  const auto accepting = onReconcilePool<void>(
      CancelToken(), [this, hand, drifts = std::move(drifts), reason = std::move(reason)](const CancelToken&) {
        return operations::acceptDrifts(parts_.database, drifts, hand, reason, parts_.clock.now());
      });
  whenDone(accepting, this, [this](const Result<void>& done) {
    if (done) Q_EMIT changed();
  });
  return accepting;
}

}  // namespace billing::console
