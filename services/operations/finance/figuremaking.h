// From exact rows to a figure: rounded once, with its formula in words and in numbers.
#pragma once

#include "operations/finance/figureparts.h"

namespace billing::operations {

/// The parts of its rows are rounded together, so that they sum to the figure to the last unit.
[[nodiscard]] FigureRows figureOf(FigureParts parts, const FinanceFacts& facts, const FinanceSettings& settings);

/// The money of all currencies in one, for a metric that is a sum; nullopt where there is nothing to convert to. A
/// currency without a rate makes it undefined, and the note says which.
[[nodiscard]] std::optional<FigureRows> convertedFigure(const FinanceFacts& facts, Metric metric,
                                                        const FinanceSettings& settings);

/// The definitions that a metric goes by, with the workspace's choices.
[[nodiscard]] QVector<DefinitionUsed> definitionsOf(Metric metric, const DefinitionChoices& choices);
/// "1234.50", "4.00 %", "1.69", "95.0" or "12": how an exact number of that kind is written in formulas and reports.
[[nodiscard]] QString figureText(FigureKind kind, qint64 value, const QString& currency);

}  // namespace billing::operations
