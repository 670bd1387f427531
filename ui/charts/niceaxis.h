// Axes of amounts whose marks are round numbers, and of which a part of the height is used: two drawings share a plot
// without sharing a scale. Pure.
#pragma once

#include <QLocale>
#include <QString>
#include <QVector>

namespace billing::ui {

/// The next of 1, 2, 5 times a power of ten that is not below `value`; 1 for what is not above 0.
[[nodiscard]] double niceStep(double value);
/// Round marks from `bottom` to `top`, 0 among them, at most `most` of them above 0.
[[nodiscard]] QVector<double> niceMarks(double bottom, double top, int most);
/// "12k", "1.5M", "−300": for axes only.
[[nodiscard]] QString shortNumber(double value, const QLocale& locale);

}  // namespace billing::ui
