// The rows of one metric in one currency, exact, before the one rounding.
#pragma once

#include <optional>

#include "metrics/mrrparts.h"
#include "operations/finance/financefacts.h"

namespace billing::operations {

struct FigureParts {
  Metric metric = Metric::Mrr;
  QString currency;
  QVector<FigureRow> rows;  ///< `exact` in parts of `unit`; `part` is not made yet
  qint64 unit = 1;          ///< so many of `exact` are one minor unit, customer, tenth of a credit
  qint64 denominatorUnit = 1;
  QString note;
};

[[nodiscard]] FigureParts revenueParts(const FinanceFacts& facts, Metric metric, const QString& currency);
[[nodiscard]] FigureParts trialParts(const FinanceFacts& facts, Metric metric);
[[nodiscard]] FigureParts receivableParts(const FinanceFacts& facts, Metric metric, const QString& currency);
[[nodiscard]] FigureParts documentParts(const FinanceFacts& facts, Metric metric, const QString& currency);
[[nodiscard]] FigureParts creditParts(const FinanceFacts& facts, Metric metric);
/// Whichever of them.
[[nodiscard]] FigureParts partsOf(const FinanceFacts& facts, Metric metric, const QString& currency);

/// What remained of an invoice at the time that it was read for (partial payments are counted by their time), as far as
/// can be told from what it is now; 0 for void ones.
[[nodiscard]] qint64 owedAt(const store::FinanceInvoice& invoice, qint64 at);
/// The movements that count: without who came and went within a month, where the workspace says so.
[[nodiscard]] QVector<store::RevenueMove> countedMoves(const FinanceFacts& facts);

}  // namespace billing::operations
