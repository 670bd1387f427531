// The desks as a person's hand gets them: every write asks the guard first, every question goes through.
#pragma once

#include "operations/admin/handguard.h"
#include "operations/billingdesk.h"
#include "operations/providerdesk.h"

namespace billing::operations {

/// Desk and guard outlive this. Refusals are those of HandGuard::mayDo.
class GuardedBillingDesk final : public BillingDesk {
 public:
  GuardedBillingDesk(BillingDesk& desk, const HandGuard& guard) : desk_(desk), guard_(guard) {}

  [[nodiscard]] RulesContext rules() const override { return desk_.rules(); }
  QFuture<Result<store::AccountDetail>> accountOfCustomer(qint64 customerRow, CancelToken cancel) override;
  QFuture<Result<store::AccountDetail>> account(QString key, CancelToken cancel) override;
  QFuture<Result<QVector<store::AccountRow>>> accounts(QString search, int limit, CancelToken cancel) override;
  QFuture<Result<QVector<JobInfo>>> jobs(CancelToken cancel) override;
  QFuture<Result<JobReport>> jobReport(qint64 run, CancelToken cancel) override;
  /// A dry run changes nothing, so anybody may.
  QFuture<Result<JobReport>> runJob(JobKind kind, bool dryRun, JobProgress progress, CancelToken cancel) override;
  QFuture<Result<QVector<store::SwitchRow>>> switches(CancelToken cancel) override;
  QFuture<Result<qint64>> switchPreview(QString name, CancelToken cancel) override;
  QFuture<Result<void>> setSwitch(SwitchChange change) override;
  QFuture<Result<Diagnosis>> diagnose(Question question, QString subject, CancelToken cancel) override;
  QFuture<Result<QVector<store::LetThroughRow>>> letThrough(CancelToken cancel) override;
  QFuture<Result<void>> reconcileCredits(QString accountKey) override;

 private:
  BillingDesk& desk_;
  const HandGuard& guard_;
};

/// Tells of the desk's changes as the desk itself does.
class GuardedProviderDesk final : public ProviderDesk {
  Q_OBJECT
 public:
  GuardedProviderDesk(ProviderDesk& desk, const HandGuard& guard);

  [[nodiscard]] ConnectionState connection() const override { return desk_.connection(); }
  [[nodiscard]] SyncState sync() const override { return desk_.sync(); }
  /// Who may not is told so in the log: the window does not offer it to them.
  void startSync(bool full) override;
  void cancelSync() override { desk_.cancelSync(); }
  QFuture<Result<KeyTrial>> tryKey(QString key, CancelToken cancel) override;
  QFuture<Result<void>> keepKey(QString key) override;
  QFuture<Result<EndpointState>> checkEndpoint(QString url, CancelToken cancel) override;
  QFuture<Result<EndpointState>> registerEndpoint(QString url, CancelToken cancel) override;
  QFuture<Result<qint64>> advanceSandbox(int months, int days) override;

 private:
  ProviderDesk& desk_;
  const HandGuard& guard_;
};

}  // namespace billing::operations
