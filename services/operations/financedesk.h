// What the window and the command line ask about revenue. Answers come by whenDone on the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>

#include "operations/finance/financevalues.h"
#include "operations/hand.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

/// Owned by the application context; outlives every pane. Signals on the window's thread.
class FinanceDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  /// From the stored movements: quick whatever the size.
  virtual QFuture<Result<FinanceOverview>> overview(FinancePeriod period, CancelToken cancel) = 0;
  /// All metrics of a period, one Figure for each currency where it has one.
  virtual QFuture<Result<QVector<Figure>>> figures(FinancePeriod period, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<MonthRow>>> months(FinancePeriod period, CancelToken cancel) = 0;
  virtual QFuture<Result<FigureRows>> rows(FigureQuestion question, CancelToken cancel) = 0;
  virtual QFuture<Result<Owing>> owed(QDate asOf, QString zone, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<CohortRow>>> cohorts(FinancePeriod period, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<RevenueRow>>> revenue(FinancePeriod period, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<CreditMonthRow>>> credits(FinancePeriod period, CancelToken cancel) = 0;

  virtual QFuture<Result<QVector<Definition>>> definitions(CancelToken cancel) = 0;
  virtual QFuture<Result<DefinitionEffect>> compare(QString term, FinancePeriod period, CancelToken cancel) = 0;
  /// Chooses for the whole workspace, with an entry in the audit log; the stored movements are made anew by it.
  /// InvalidInput "unknown_term", "unknown_choice", "reason_missing"; Forbidden "role".
  virtual QFuture<Result<void>> choose(QString term, QString choice, QString reason, Hand hand) = 0;
  /// Makes the stored movements anew from the changes. Carries how many there are now.
  virtual QFuture<Result<qint64>> rebuild(CancelToken cancel) = 0;

 Q_SIGNALS:
  void changed();  ///< another definition, or the movements were made anew
};

}  // namespace billing::operations
