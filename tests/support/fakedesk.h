// The workspace's own rules without a database: believable accounts of PersistQ or Pixell, jobs, checks and switches.
// Answers come with the next turn of the event loop.
#pragma once

#include <QObject>
#include <functional>
#include <memory>

#include "operations/billingdesk.h"
#include "support/fakerules.h"

namespace billing::test {

enum class FakeProduct { PersistQ, Pixell };

/// The account of fakeCustomer(customer), at kFakeNow: what state it is in follows from the customer's subscription.
[[nodiscard]] store::AccountDetail fakeAccount(quint32 customer, const BillingRules& rules);
/// What the provider has told of the prices of those rules: the second one charged differently, and a product besides
/// that no plan names.
[[nodiscard]] QVector<store::PlanRow> fakePlansOf(const BillingRules& rules, bool live);
/// Customers whose number this divides are no account yet.
inline constexpr quint32 kNoAccountEvery = 29;

class FakeDesk final : public operations::BillingDesk {
 public:
  explicit FakeDesk(FakeProduct product = FakeProduct::PersistQ, bool live = false);

  [[nodiscard]] operations::RulesContext rules() const override;
  QFuture<Result<store::AccountDetail>> accountOfCustomer(qint64 customerRow, CancelToken cancel) override;
  QFuture<Result<store::AccountDetail>> account(QString key, CancelToken cancel) override;
  QFuture<Result<QVector<store::AccountRow>>> accounts(QString search, int limit, CancelToken cancel) override;
  QFuture<Result<QVector<operations::JobInfo>>> jobs(CancelToken cancel) override;
  QFuture<Result<operations::JobReport>> jobReport(qint64 run, CancelToken cancel) override;
  QFuture<Result<operations::JobReport>> runJob(operations::JobKind kind, bool dryRun, operations::JobProgress progress,
                                                CancelToken cancel) override;
  QFuture<Result<QVector<store::SwitchRow>>> switches(CancelToken cancel) override;
  QFuture<Result<qint64>> switchPreview(QString name, CancelToken cancel) override;
  QFuture<Result<void>> setSwitch(operations::SwitchChange change) override;
  QFuture<Result<operations::Diagnosis>> diagnose(operations::Question question, QString subject,
                                                  CancelToken cancel) override;
  QFuture<Result<QVector<store::LetThroughRow>>> letThrough(CancelToken cancel) override;
  QFuture<Result<void>> reconcileCredits(QString accountKey) override;

  BillingRules ownRules;
  Provider provider;
  bool live;
  bool full = true;              ///< false: no account, no job has run, nothing was let through
  std::optional<Error> failure;  ///< every answer, while set
  QStringList reconciled;        ///< keys that reconcileCredits was asked for; their caches agree from then on
  QVector<operations::JobReport> reports;      ///< runs, newest first; runJob puts its own in front
  QVector<store::SwitchRow> switchRows;        ///< all three
  QVector<operations::SwitchChange> switched;  ///< changes asked for
  int diagnosed = 0;                           ///< how often a guided check was asked for
  bool holdsJobs = false;                      ///< runJob answers only on releaseJob()
  CancelToken heldCancel;                      ///< of the held run
  void releaseJob();

 private:
  template <class T>
  QFuture<Result<T>> answer(Result<T> value);
  [[nodiscard]] store::AccountDetail detailOf(quint32 customer) const;
  std::function<void()> held_;
  QObject turn_;
};

}  // namespace billing::test
