// Amounts as people type them, to minor units and back, without ever passing through a double.
#pragma once

#include <QString>
#include <optional>

namespace billing::ui {

/// "12.5" -> 1250 with two decimal places. nullopt when it is no amount or has more decimals than `exponent`.
[[nodiscard]] std::optional<qint64> amountMinor(const QString& text, int exponent = 2);
/// 1250 -> "12.50".
[[nodiscard]] QString amountText(qint64 minor, int exponent = 2);

}  // namespace billing::ui
