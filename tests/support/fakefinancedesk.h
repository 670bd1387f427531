// Finance without a database: two years of plausible months in two currencies, rows that sum to every figure, failures
// and empty workspaces on demand. Answers come with the next turn of the event loop.
#pragma once

#include <optional>

#include "operations/financedesk.h"

namespace billing::test {

class FakeFinanceDesk final : public operations::FinanceDesk {
 public:
  explicit FakeFinanceDesk(bool filled = true) : full(filled) {}

  QFuture<Result<operations::FinanceOverview>> overview(operations::FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<QVector<operations::Figure>>> figures(operations::FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<QVector<operations::MonthRow>>> months(operations::FinancePeriod period, CancelToken cancel) override;
  QFuture<Result<operations::FigureRows>> rows(operations::FigureQuestion question, CancelToken cancel) override;
  QFuture<Result<operations::Owing>> owed(QDate asOf, QString zone, CancelToken cancel) override;
  QFuture<Result<QVector<operations::CohortRow>>> cohorts(operations::FinancePeriod period,
                                                          CancelToken cancel) override;
  QFuture<Result<QVector<operations::RevenueRow>>> revenue(operations::FinancePeriod period,
                                                           CancelToken cancel) override;
  QFuture<Result<QVector<operations::CreditMonthRow>>> credits(operations::FinancePeriod period,
                                                               CancelToken cancel) override;
  QFuture<Result<QVector<operations::Definition>>> definitions(CancelToken cancel) override;
  QFuture<Result<operations::DefinitionEffect>> compare(QString term, operations::FinancePeriod period,
                                                        CancelToken cancel) override;
  QFuture<Result<void>> choose(QString term, QString choice, QString reason, operations::Hand hand) override;
  QFuture<Result<qint64>> rebuild(CancelToken cancel) override;

  bool full;
  QStringList currencies{QStringLiteral("USD"), QStringLiteral("EUR")};
  std::optional<Error> failure;                  ///< of everything, while set
  QVector<operations::FinancePeriod> overviews;  ///< asked for
  QVector<operations::FigureQuestion> questions;
  QStringList chosen;     ///< "churn_at=request: reason"
  qint64 extraMinor = 0;  ///< new MRR of the newest month that came since
  QVector<operations::Definition> terms = fakeDefinitions();

 private:
  [[nodiscard]] static QVector<operations::Definition> fakeDefinitions();
  [[nodiscard]] QVector<operations::MonthRow> monthsOf(const operations::FinancePeriod& period) const;
  [[nodiscard]] QVector<operations::CohortRow> cohortsOf(const operations::FinancePeriod& period) const;
  [[nodiscard]] QVector<operations::Figure> figuresOf(const operations::FinancePeriod& period) const;
  [[nodiscard]] operations::Figure figureOf(const operations::FigureQuestion& question) const;
  [[nodiscard]] operations::FigureRows rowsOf(const operations::FigureQuestion& question) const;
  [[nodiscard]] operations::Owing owingOf() const;
  template <class T>
  QFuture<Result<T>> answer(T value) const;
};

}  // namespace billing::test
