// The periods that finance looks at, by name. Pure: today is an argument.
#pragma once

#include <QDate>
#include <QString>
#include <optional>

#include "operations/finance/financevalues.h"

namespace billing::ui {

enum class PeriodChoice { ThisMonth, LastMonth, Last3Months, Last6Months, Last12Months, ThisYear, LastYear, Custom };
inline constexpr int kPeriodChoices = static_cast<int>(PeriodChoice::Custom) + 1;

[[nodiscard]] QString periodTitle(PeriodChoice choice);
[[nodiscard]] QString periodKey(PeriodChoice choice);  ///< stable, for settings
[[nodiscard]] std::optional<PeriodChoice> periodFrom(const QString& key);

/// Whole months; those that end with "now" reach to the end of the month of `today`. Custom answers the month of today.
[[nodiscard]] operations::FinancePeriod periodOf(PeriodChoice choice, QDate today, const QString& zone);
[[nodiscard]] operations::FinancePeriod monthPeriod(int month, const QString& zone);  ///< yyyymm
/// The same end, at least `months` long: a chart of one month tells nothing.
[[nodiscard]] operations::FinancePeriod atLeastMonths(const operations::FinancePeriod& period, int months);
/// "Nov 2026", "Dec 2025 – Nov 2026"; with its zone.
[[nodiscard]] QString periodText(const operations::FinancePeriod& period);
[[nodiscard]] int monthOf(QDate day);                ///< yyyymm
[[nodiscard]] int monthAfter(int month, int count);  ///< yyyymm

}  // namespace billing::ui
