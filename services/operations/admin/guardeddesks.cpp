#include "operations/admin/guardeddesks.h"

namespace billing::operations {
namespace {

/// `act` where the deed may be done now, else why not.
template <class T, class Act>
QFuture<Result<T>> byHand(const HandGuard& guard, Deed deed, Act act) {
  if (auto may = guard.mayDo(deed); !may) return QtFuture::makeReadyFuture(Result<T>(failure(may.error())));
  return act();
}

}  // namespace

QFuture<Result<store::AccountDetail>> GuardedBillingDesk::accountOfCustomer(qint64 customerRow, CancelToken cancel) {
  return desk_.accountOfCustomer(customerRow, std::move(cancel));
}

QFuture<Result<store::AccountDetail>> GuardedBillingDesk::account(QString key, CancelToken cancel) {
  return desk_.account(std::move(key), std::move(cancel));
}

QFuture<Result<QVector<store::AccountRow>>> GuardedBillingDesk::accounts(QString search, int limit,
                                                                         CancelToken cancel) {
  return desk_.accounts(std::move(search), limit, std::move(cancel));
}

QFuture<Result<QVector<JobInfo>>> GuardedBillingDesk::jobs(CancelToken cancel) {
  return desk_.jobs(std::move(cancel));
}

QFuture<Result<JobReport>> GuardedBillingDesk::jobReport(qint64 run, CancelToken cancel) {
  return desk_.jobReport(run, std::move(cancel));
}

QFuture<Result<JobReport>> GuardedBillingDesk::runJob(JobKind kind, bool dryRun, JobProgress progress,
                                                      CancelToken cancel) {
  if (dryRun) return desk_.runJob(kind, true, std::move(progress), std::move(cancel));
  return byHand<JobReport>(guard_, Deed::RunJobs,
                           [&] { return desk_.runJob(kind, false, std::move(progress), std::move(cancel)); });
}

QFuture<Result<QVector<store::SwitchRow>>> GuardedBillingDesk::switches(CancelToken cancel) {
  return desk_.switches(std::move(cancel));
}

QFuture<Result<qint64>> GuardedBillingDesk::switchPreview(QString name, CancelToken cancel) {
  return desk_.switchPreview(std::move(name), std::move(cancel));
}

QFuture<Result<void>> GuardedBillingDesk::setSwitch(SwitchChange change) {
  return byHand<void>(guard_, Deed::SetSwitches, [&] { return desk_.setSwitch(std::move(change)); });
}

QFuture<Result<Diagnosis>> GuardedBillingDesk::diagnose(Question question, QString subject, CancelToken cancel) {
  return desk_.diagnose(question, std::move(subject), std::move(cancel));
}

QFuture<Result<QVector<store::LetThroughRow>>> GuardedBillingDesk::letThrough(CancelToken cancel) {
  return desk_.letThrough(std::move(cancel));
}

QFuture<Result<void>> GuardedBillingDesk::reconcileCredits(QString accountKey) {
  return byHand<void>(guard_, Deed::ReconcileCredits, [&] { return desk_.reconcileCredits(std::move(accountKey)); });
}

GuardedProviderDesk::GuardedProviderDesk(ProviderDesk& desk, const HandGuard& guard) : desk_(desk), guard_(guard) {
  connect(&desk_, &ProviderDesk::connectionChanged, this, &ProviderDesk::connectionChanged);
  connect(&desk_, &ProviderDesk::syncChanged, this, &ProviderDesk::syncChanged);
}

void GuardedProviderDesk::startSync(bool full) {
  if (const auto may = guard_.mayDo(Deed::Sync); !may) return qWarning("%s", describe(may.error()).c_str());
  desk_.startSync(full);
}

QFuture<Result<KeyTrial>> GuardedProviderDesk::tryKey(QString key, CancelToken cancel) {
  return desk_.tryKey(std::move(key), std::move(cancel));
}

QFuture<Result<void>> GuardedProviderDesk::keepKey(QString key) {
  return byHand<void>(guard_, Deed::Connect, [&] { return desk_.keepKey(std::move(key)); });
}

QFuture<Result<EndpointState>> GuardedProviderDesk::checkEndpoint(QString url, CancelToken cancel) {
  return desk_.checkEndpoint(std::move(url), std::move(cancel));
}

QFuture<Result<EndpointState>> GuardedProviderDesk::registerEndpoint(QString url, CancelToken cancel) {
  return byHand<EndpointState>(guard_, Deed::Connect,
                               [&] { return desk_.registerEndpoint(std::move(url), std::move(cancel)); });
}

// The sandbox's clock moves test events on; there is none in live mode.
QFuture<Result<qint64>> GuardedProviderDesk::advanceSandbox(int months, int days) {
  return byHand<qint64>(guard_, Deed::FireEvents, [&] { return desk_.advanceSandbox(months, days); });
}

}  // namespace billing::operations
