// The finance desk over a workspace's database: questions on its readers' threads, a choice on the writer's.
#pragma once

#include "operations/finance/financeanswers.h"
#include "operations/financedesk.h"
#include "store/database.h"
#include "workspace/profile.h"

namespace billing::operations {

/// The zone, rates, margin and costs of a workspace's file.
[[nodiscard]] FinanceSettings financeSettingsOf(const workspace::Profile& profile);

class SqlFinanceDesk : public FinanceDesk {
  Q_OBJECT
 public:
  /// `database` and `clock` outlive this.
  SqlFinanceDesk(store::Database& database, FinanceSettings settings, const Clock& clock);

  QFuture<Result<FinanceOverview>> overview(FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<QVector<Figure>>> figures(FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<QVector<MonthRow>>> months(FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<FigureRows>> rows(FigureQuestion question, CancelToken cancel) override;
  QFuture<Result<Owing>> owed(QDate asOf, QString zone, CancelToken cancel) override;
  QFuture<Result<QVector<CohortRow>>> cohorts(FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<QVector<RevenueRow>>> revenue(FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<QVector<CreditMonthRow>>> credits(FinancePeriod period, CancelToken cancel) override;

  QFuture<Result<QVector<Definition>>> definitions(CancelToken cancel) override;
  QFuture<Result<DefinitionEffect>> compare(QString term, FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<void>> choose(QString term, QString choice, QString reason, Hand hand) override;
  QFuture<Result<qint64>> rebuild(CancelToken cancel) override;
  /// When a workspace is opened: makes the movements anew where they are not as the workspace wants them. Carries how
  /// many were written; 0: nothing was to be done.
  QFuture<Result<qint64>> keepHistory(CancelToken cancel);

 private:
  [[nodiscard]] QFuture<Result<qint64>> remake(bool always, CancelToken cancel);
  [[nodiscard]] FinanceAsk ask() const { return {settings_, clock_.now()}; }

  store::Database& database_;
  const FinanceSettings settings_;
  const Clock& clock_;
};

}  // namespace billing::operations
