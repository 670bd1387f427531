#include "ui/theme/metrics.h"

#include <QFontDatabase>
#include <cmath>

namespace billing::ui {

namespace {

QFont scaled(const QFont& base, double factor, QFont::Weight weight) {
  QFont font(base);
  if (base.pointSizeF() > 0) {
    font.setPointSizeF(base.pointSizeF() * factor);
  } else {
    font.setPixelSize(static_cast<int>(std::lround(base.pixelSize() * factor)));
  }
  font.setWeight(weight);
  return font;
}

}  // namespace

int space(const QFontMetrics& metrics, double steps) {
  // ascent, not height: faces with deep line gaps must not blow the layout up.
  return static_cast<int>(std::lround(steps * metrics.ascent() / 3.5));
}

int space(const QWidget* widget, double steps) {
  return space(widget->fontMetrics(), steps);
}

int chars(const QWidget* widget, double count) {
  return static_cast<int>(std::lround(count * widget->fontMetrics().averageCharWidth()));
}

int rowHeight(const QFontMetrics& metrics) {
  return metrics.ascent() + metrics.descent() + space(metrics, 3);
}

double cornerRadius(const QFontMetrics& metrics) {
  return space(metrics, 1.5);
}

QFont titleFont(const QFont& base) {
  return scaled(base, 1.4, QFont::DemiBold);
}
QFont figureFont(const QFont& base) {
  return scaled(base, 1.7, QFont::DemiBold);
}
QFont captionFont(const QFont& base) {
  return scaled(base, 0.88, QFont::Normal);
}
QFont strongFont(const QFont& base) {
  return scaled(base, 1.0, QFont::DemiBold);
}

QFont monospaceFont(const QFont& base) {
  QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  const QFont size = scaled(base, 0.94, QFont::Normal);
  if (size.pointSizeF() > 0) {
    font.setPointSizeF(size.pointSizeF());
  } else {
    font.setPixelSize(size.pixelSize());
  }
  return font;
}

}  // namespace billing::ui
