// Figures of finance as people read them: value, change, formula, definitions. Pure.
#pragma once

#include <QLocale>

#include "operations/finance/financevalues.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

[[nodiscard]] QString metricTitle(operations::Metric metric);
/// One sentence: what it tells.
[[nodiscard]] QString metricMeaning(operations::Metric metric);

/// "n/a" where there is no value.
[[nodiscard]] QString figureValueText(operations::FigureKind kind, std::optional<qint64> value, const QString& currency,
                                      const QLocale& locale);
[[nodiscard]] QString figureText(const operations::Figure& figure, const QLocale& locale);
/// "▲ $120.00 (2.3 %)": against the period before; "n/a" where either is not defined, "no change" where both are equal.
[[nodiscard]] QString changeText(const operations::Figure& figure, const QLocale& locale);
/// "+$120.00"; the sign stands before the currency.
[[nodiscard]] QString signedMoneyText(qint64 minor, const QString& currency, const QLocale& locale);
/// Formula, the formula with its numbers, the definitions with their versions, the note: one a line.
[[nodiscard]] QStringList figureExplanation(const operations::Figure& figure);
[[nodiscard]] QString definitionText(const operations::DefinitionUsed& used);

/// yyyymm -> "Mar 2026", "Mar".
[[nodiscard]] QString monthText(int month);
[[nodiscard]] QString shortMonthText(int month);

/// Currencies that occur, the one that most customers pay in first.
[[nodiscard]] QStringList currenciesOf(const operations::FinanceOverview& overview);

}  // namespace billing::ui
