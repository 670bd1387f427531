#include "ui/widgets/arrivalspill.h"

#include <QLocale>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

ArrivalsPill::ArrivalsPill(QWidget* parent) : QPushButton(parent) {
  setObjectName(QStringLiteral("arrivals"));
  setCursor(Qt::PointingHandCursor);
  setToolTip(tr("Show the rows that arrived meanwhile (Ctrl+Home)"));
  hide();
}

void ArrivalsPill::setCount(int count) {
  setVisible(count > 0);
  if (count <= 0) return;
  setText(tr("%1 new").arg(QLocale().toString(count)));
  setAccessibleName(tr("%1 new rows, show them").arg(count));
  resize(sizeHint());
}

QSize ArrivalsPill::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text()) + space(this, 10), fontMetrics().height() + space(this, 2)};
}

void ArrivalsPill::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? QPen(tokens.text, 2) : QPen(Qt::NoPen));
  painter.setBrush(underMouse() ? mixed(tokens.text, tokens.accent, 0.15) : tokens.accent);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), height() / 2.0, height() / 2.0);
  const int size = space(this, 3.5);
  painter.drawPixmap(space(this, 3), (height() - size) / 2,
                     symbolPixmap(QStringLiteral("arrow-up"), size, tokens.onAccent, devicePixelRatioF()));
  painter.setPen(tokens.onAccent);
  painter.drawText(rect().adjusted(space(this, 7), 0, -space(this, 2), 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

}  // namespace billing::ui
