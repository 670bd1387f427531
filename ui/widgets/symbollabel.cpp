#include "ui/widgets/symbollabel.h"

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

SymbolLabel::SymbolLabel(double steps, QWidget* parent) : QWidget(parent) {
  setFixedSize(space(this, steps), space(this, steps));
}

void SymbolLabel::show(const QString& name, Tone tone, const QString& spoken) {
  name_ = name;
  tone_ = tone;
  setAccessibleName(spoken);
  setToolTip(spoken);
  update();
}

void SymbolLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.drawPixmap(0, 0, symbolPixmap(name_, width(), tokensFor(palette()).tone(tone_), devicePixelRatioF()));
}

}  // namespace billing::ui
