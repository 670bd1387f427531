// Where a quota will stand when its period ends, if it goes on as it went so far. Integers all the way.
#pragma once

#include <QtGlobal>
#include <optional>

namespace billing::models {

/// nullopt outside the period, and in its first twentieth: too early to tell. What was counted in whole units so far is
/// so at the end.
[[nodiscard]] std::optional<qint64> forecastMilli(qint64 usedMilli, qint64 periodStart, qint64 periodEnd, qint64 now);

/// Thousandths of the limit, cut: 1000 means that it is reached. nullopt for limits that are not above 0.
[[nodiscard]] std::optional<qint64> shareThousandths(qint64 milli, qint64 limitMilli);

}  // namespace billing::models
