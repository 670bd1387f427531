#include "ui/widgets/navbutton.h"

#include <QLocale>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

NavButton::NavButton(const QString& text, const QString& icon, QWidget* parent) : QAbstractButton(parent), icon_(icon) {
  setText(text);
  setAccessibleName(text);
  setCheckable(true);
  setAutoExclusive(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setBadge(int count, const QString& meaning) {
  badge_ = count;
  setAccessibleDescription(count > 0 ? QStringLiteral("%1 %2").arg(count).arg(meaning) : QString());
  update();
}

void NavButton::setNarrow(bool narrow) {
  narrow_ = narrow;
  updateGeometry();
  update();
}

QSize NavButton::sizeHint() const {
  const int height = fontMetrics().height() + space(this, 3);
  return {narrow_ ? height + space(this, 2) : chars(this, 21), height};
}

void NavButton::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF ground = QRectF(rect()).adjusted(space(this, 2), 1, -space(this, 2), -1);
  if (isChecked() || underMouse()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? tokens.selected : mixed(tokens.hairline, tokens.window, 0.5));
    painter.drawRoundedRect(ground, cornerRadius(fontMetrics()), cornerRadius(fontMetrics()));
  }
  if (hasFocus()) {
    painter.setPen(QPen(tokens.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), cornerRadius(fontMetrics()), cornerRadius(fontMetrics()));
  }
  const int size = space(this, 4.5);
  const int left = narrow_ ? (width() - size) / 2 : space(this, 4);
  const QColor ink = isChecked() ? tokens.accent : tokens.muted;
  painter.drawPixmap(left, (height() - size) / 2, symbolPixmap(icon_, size, ink, devicePixelRatioF()));
  if (!narrow_) {
    painter.setPen(tokens.text);
    painter.setFont(isChecked() ? strongFont(font()) : font());
    painter.drawText(rect().adjusted(left + size + space(this, 2.5), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     text());
  }
  if (badge_ > 0) paintBadge(painter);
}

void NavButton::paintBadge(QPainter& painter) const {
  const Tokens& tokens = tokensFor(palette());
  painter.setPen(Qt::NoPen);
  painter.setBrush(tokens.danger);
  if (narrow_) {
    painter.drawEllipse(QPointF(width() * 0.68, height() * 0.28), space(this, 1), space(this, 1));
    return;
  }
  QFont small = captionFont(font());
  small.setWeight(QFont::DemiBold);
  const QFontMetrics metrics(small);
  const QString count = badge_ > 999 ? QStringLiteral("999+") : QString::number(badge_);
  const int height = metrics.height() + space(this, 0.5);
  const int width = qMax(height, metrics.horizontalAdvance(count) + space(this, 2.5));
  const QRectF pill(this->width() - width - space(this, 3.5), (this->height() - height) / 2.0, width, height);
  painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
  painter.setPen(tokens.dark ? tokens.window : tokens.surface);
  painter.setFont(small);
  painter.drawText(pill, Qt::AlignCenter, count);
}

}  // namespace billing::ui
