// The answers of the finance desk, each on a reader's connection.
#pragma once

#include "operations/finance/figuremaking.h"
#include "operations/finance/financemonths.h"

namespace billing::operations {

/// What every question is asked with.
struct FinanceAsk {
  FinanceSettings settings;
  Instant now;
};

[[nodiscard]] Result<FinanceOverview> answerOverview(QSqlDatabase& database, const FinanceAsk& ask,
                                                     const FinancePeriod& period);
/// Every metric of every currency; beside those the converted totals.
[[nodiscard]] Result<QVector<Figure>> answerFigures(QSqlDatabase& database, const FinanceAsk& ask,
                                                    const FinancePeriod& period);
[[nodiscard]] Result<QVector<MonthRow>> answerMonths(QSqlDatabase& database, const FinanceAsk& ask,
                                                     const FinancePeriod& period);
/// With the names of what the rows are of.
[[nodiscard]] Result<FigureRows> answerRows(QSqlDatabase& database, const FinanceAsk& ask,
                                            const FigureQuestion& question);
[[nodiscard]] Result<QVector<Definition>> answerDefinitions(QSqlDatabase& database);
[[nodiscard]] Result<DefinitionEffect> answerCompare(QSqlDatabase& database, const FinanceAsk& ask, const QString& term,
                                                     const FinancePeriod& period);

/// Of the metrics given, in their order, each currency's and the converted ones.
[[nodiscard]] QVector<Figure> figuresOf(const FinanceFacts& facts, const FinanceFacts* before,
                                        const FinanceSettings& settings, const QVector<Metric>& metrics);
/// InvalidInput "unknown_term", "unknown_choice".
[[nodiscard]] Result<const DefinitionTerm*> choosableTerm(const QString& term);

}  // namespace billing::operations
