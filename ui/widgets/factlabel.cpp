#include "ui/widgets/factlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>

#include "ui/delegates/painting.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

FactLabel::FactLabel(QWidget* parent) : QLabel(parent) {
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void FactLabel::show(const QString& text, FactStyle style, const QString& hover) {
  style_ = style;
  setText(text);
  setWordWrap(style == FactStyle::Wrapped);
  setToolTip(copies() ? tr("%1\nClick to copy").arg(text) : hover.isEmpty() ? text : hover);
  setFocusPolicy(acts() ? Qt::TabFocus : Qt::NoFocus);
  setCursor(acts() ? Qt::PointingHandCursor : Qt::ArrowCursor);
  setAccessibleDescription(copies() ? tr("Enter copies it") : hover);
  update();
}

QSize FactLabel::sizeHint() const {
  if (style_ == FactStyle::Wrapped) return QLabel::sizeHint();
  return {chars(this, 12), fontMetrics().height() + space(this, 1)};
}
QSize FactLabel::minimumSizeHint() const {
  return style_ == FactStyle::Wrapped ? QLabel::minimumSizeHint() : sizeHint();
}

QFont FactLabel::styledFont() const {
  if (style_ == FactStyle::Id) return monospaceFont(font());
  return style_ == FactStyle::Strong ? strongFont(font()) : font();
}

void FactLabel::paintEvent(QPaintEvent* event) {
  if (style_ == FactStyle::Wrapped) {
    QLabel::paintEvent(event);
    return;
  }
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  if (style_ == FactStyle::Status) {
    paintBadge(painter, rect(), text(), tokens, font());
    return;
  }
  const QFont drawn = styledFont();
  const QFontMetrics metrics(drawn);
  painter.setFont(drawn);
  const bool id = copies();
  painter.setPen(style_ == FactStyle::Link ? tokens.accent : tokens.text);
  QRect room = rect().adjusted(0, 0, id ? -space(this, 5) : 0, 0);
  const QString fitted = metrics.elidedText(text(), id ? Qt::ElideMiddle : Qt::ElideRight, room.width());
  painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, fitted);
  const int width = qMin(room.width(), metrics.horizontalAdvance(fitted));
  if (style_ == FactStyle::Link && (hovered_ || hasFocus()))
    painter.drawLine(0, height() / 2 + fontMetrics().ascent() / 2, width, height() / 2 + fontMetrics().ascent() / 2);
  if (id && (hovered_ || hasFocus())) {
    const int size = space(this, 4);
    painter.drawPixmap(width + space(this, 1), (height() - size) / 2,
                       symbolPixmap(QStringLiteral("copy"), size, tokens.accent, devicePixelRatioF()));
  }
  if (!hasFocus()) return;
  painter.setPen(QPen(tokens.accent, 1));
  painter.drawRect(QRect(0, 0, this->width() - 1, height() - 1));
}

void FactLabel::act() {
  if (style_ == FactStyle::Link) Q_EMIT activated();
  if (!copies()) return;
  QGuiApplication::clipboard()->setText(text());
  Q_EMIT copied(text());
}

void FactLabel::mouseReleaseEvent(QMouseEvent* event) {
  QLabel::mouseReleaseEvent(event);
  act();
}

void FactLabel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
    act();
  } else {
    QLabel::keyPressEvent(event);
  }
}

void FactLabel::enterEvent(QEnterEvent* event) {
  hovered_ = true;
  update();
  QLabel::enterEvent(event);
}

void FactLabel::leaveEvent(QEvent* event) {
  hovered_ = false;
  update();
  QLabel::leaveEvent(event);
}

}  // namespace billing::ui
