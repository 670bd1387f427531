#include "ui/widgets/chip.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

Chip::Chip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
  setText(text);
  setAccessibleName(tr("Filter %1").arg(text));
  setAccessibleDescription(tr("Press to change, Delete to remove"));
  setToolTip(tr("%1\nClick to change, Delete to remove").arg(text));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAttribute(Qt::WA_Hover);
}

QSize Chip::sizeHint() const {
  const int text = qMin(fontMetrics().horizontalAdvance(this->text()), chars(this, 44));
  return {text + space(this, 9), fontMetrics().height() + space(this, 2)};
}

QRect Chip::crossRect() const {
  return {width() - space(this, 6), 0, space(this, 6), height()};
}

void Chip::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(underMouse() ? mixed(tokens.accent, tokens.selected, 0.12) : tokens.selected);
  painter.setPen(hasFocus() ? QPen(tokens.accent, 2) : QPen(mixed(tokens.accent, tokens.surface, 0.35), 1));
  const double radius = height() / 2.0;
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
  painter.setPen(tokens.text);
  const QRect label = rect().adjusted(space(this, 3), 0, -space(this, 6), 0);
  painter.drawText(label, Qt::AlignVCenter | Qt::AlignLeft,
                   fontMetrics().elidedText(text(), Qt::ElideRight, label.width()));
  const int size = space(this, 3.5);
  const QPixmap cross = symbolPixmap(QStringLiteral("close"), size, tokens.muted, devicePixelRatioF());
  painter.drawPixmap(crossRect().center().x() - size / 2 - 1, height() / 2 - size / 2, cross);
}

void Chip::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && crossRect().contains(event->pos())) {
    setDown(false);
    Q_EMIT removed();
    return;
  }
  QAbstractButton::mouseReleaseEvent(event);
}

void Chip::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
    Q_EMIT removed();
  } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    click();
  } else {
    QAbstractButton::keyPressEvent(event);
  }
}

}  // namespace billing::ui
