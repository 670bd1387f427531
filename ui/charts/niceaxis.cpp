#include "ui/charts/niceaxis.h"

#include <cmath>

namespace billing::ui {

double niceStep(double value) {
  if (!(value > 0)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= value * 0.999999) return factor * power;
  return 10 * power;
}

QVector<double> niceMarks(double bottom, double top, int most) {
  const double step = niceStep(qMax(top, -bottom) / most);
  QVector<double> marks;
  for (double mark = std::ceil(bottom / step) * step; mark <= top * 1.000001; mark += step)
    marks << (std::abs(mark) < step / 2 ? 0 : mark);
  return marks;
}

QString shortNumber(double value, const QLocale& locale) {
  const double size = std::abs(value);
  const auto with = [&](double scale, const char* unit) {
    const double shown = size / scale;
    const int digits = shown < 10 && std::abs(shown - std::round(shown)) > 0.04 ? 1 : 0;
    return QString((value < 0 ? QStringLiteral("−") : QString()) + locale.toString(shown, 'f', digits) +
                   QLatin1String(unit));
  };
  if (size >= 1e9) return with(1e9, "bn");
  if (size >= 1e6) return with(1e6, "M");
  if (size >= 1e4) return with(1e3, "k");
  return with(1, "");
}

}  // namespace billing::ui
