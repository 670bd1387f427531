// A desk that has compared, or will: the drifts and the plan are the test's.
#pragma once

#include "operations/reconciledesk.h"

namespace billing::test {

class FakeReconcileDesk final : public operations::ReconcileDesk {
 public:
  QFuture<Result<operations::ReconcileReport>> run(operations::ReconcileProgress progress, CancelToken) override {
    ++runs;
    progress(120, 0, QStringLiteral("subscriptions"));
    if (error) return QtFuture::makeReadyFuture(Result<operations::ReconcileReport>(failure(*error)));
    report.run = {runs, QStringLiteral("done"), QStringLiteral("ada"), {}, 1'772'366'400'000, 1'772'366'400'000, 240,
                  0};
    compared = true;
    return QtFuture::makeReadyFuture(Result<operations::ReconcileReport>(report));
  }
  QFuture<Result<operations::ReconcileReport>> lastReport(CancelToken) override {
    if (!compared)
      return QtFuture::makeReadyFuture(Result<operations::ReconcileReport>(
          failure(ErrorKind::NotFound, "never_compared", "Nothing has been compared yet")));
    return QtFuture::makeReadyFuture(Result<operations::ReconcileReport>(report));
  }
  QFuture<Result<operations::RepairPlan>> plan(QVector<qint64> drifts, CancelToken) override {
    planned = drifts;
    return QtFuture::makeReadyFuture(Result<operations::RepairPlan>(nextPlan));
  }
  QFuture<Result<int>> repair(operations::RepairPlan plan, QString reason, CancelToken) override {
    lastReason = std::move(reason);
    if (error) return QtFuture::makeReadyFuture(Result<int>(failure(*error)));
    for (const auto& step : plan.steps) decide(step.drift, "repaired");
    Q_EMIT changed();
    return QtFuture::makeReadyFuture(Result<int>(static_cast<int>(plan.steps.size())));
  }
  QFuture<Result<void>> accept(QVector<qint64> drifts, QString reason) override {
    lastReason = std::move(reason);
    for (const qint64 id : drifts) decide(id, "accepted");
    Q_EMIT changed();
    return QtFuture::makeReadyFuture(Result<void>());
  }

  /// A cancellation that was never told, and credits that somebody edited.
  void fill() {
    operations::Drift missed;
    missed.id = 1;
    missed.kind = QStringLiteral("field");
    missed.entity = QStringLiteral("subscription");
    missed.externalId = QStringLiteral("sub_made_up_1");
    missed.customerExternalId = QStringLiteral("cus_made_up_1");
    missed.field = QStringLiteral("status");
    missed.atProvider = QStringLiteral("cancelled");
    missed.inDatabase = QStringLiteral("active");
    missed.inWebhooks = QStringLiteral("active");
    missed.cause = QStringLiteral("missed_event");
    missed.explanation = QStringLiteral(
        "“active” stood here since event evt_made_up of 2026-02-01T10:00:00Z told it; the provider's event evt_other "
        "(customer.subscription.deleted) of 2026-02-20T09:30:00Z never arrived");
    missed.repair = QStringLiteral("Take over the provider's state of sub_made_up_1");
    missed.state = QStringLiteral("open");
    operations::Drift credits;
    credits.id = 2;
    credits.kind = QStringLiteral("credit_cache");
    credits.entity = QStringLiteral("account");
    credits.externalId = credits.accountKey = QStringLiteral("ada@example.com");
    credits.field = QStringLiteral("credits");
    credits.atProvider = QStringLiteral("120");
    credits.inDatabase = QStringLiteral("90");
    credits.cause = QStringLiteral("manual_edit");
    credits.explanation =
        QStringLiteral("The entries of the ledger of ada@example.com sum to 120, the cached balance says 90");
    credits.repair = QStringLiteral("Count the balance again from the ledger");
    credits.state = QStringLiteral("open");
    report.drifts = {missed, credits};
    nextPlan.steps = {{1, QStringLiteral("apply_provider_state"),
                       QStringLiteral("Take over “cancelled” from the provider for sub_made_up_1 status"),
                       QStringLiteral("active"), QStringLiteral("cancelled")}};
  }

  bool compared = false;
  qint64 runs = 0;
  operations::ReconcileReport report;
  operations::RepairPlan nextPlan;
  QVector<qint64> planned;
  QString lastReason;
  std::optional<Error> error;

 private:
  void decide(qint64 id, const char* state) {
    for (auto& drift : report.drifts)
      if (drift.id == id) drift.state = QLatin1String(state);
  }
};

}  // namespace billing::test
