#include "ui/widgets/listenerlamp.h"

#include <QPainter>

#include "ui/theme/metrics.h"

namespace billing::ui {

LampLook lampLook(const webhooks::ListenerStatus& status) {
  if (!status.listening) {
    if (status.error.empty()) return {Tone::Muted, ListenerLamp::tr("not listening")};
    return {Tone::Danger, ListenerLamp::tr("cannot listen")};
  }
  const QString text = ListenerLamp::tr("listening :%1").arg(status.port);
  if (status.recentFailed == 0) return {Tone::Success, text};
  const bool most = status.recentFailed * 2 >= status.recentTotal;
  return {most ? Tone::Danger : Tone::Warning,
          ListenerLamp::tr("%1 · %2 of %3 failed").arg(text).arg(status.recentFailed).arg(status.recentTotal)};
}

ListenerLamp::ListenerLamp(QWidget* parent) : QToolButton(parent) {
  setObjectName(QStringLiteral("listenerLamp"));
  setFocusPolicy(Qt::StrongFocus);
  showStatus({});
}

void ListenerLamp::showStatus(const webhooks::ListenerStatus& status) {
  look_ = lampLook(status);
  setText(look_.text);
  setAccessibleName(tr("Webhook listener: %1").arg(look_.text));
  setToolTip(tr("Webhook listener: %1. Press for details; F9 starts and stops it.").arg(look_.text));
  updateGeometry();
  update();
}

QSize ListenerLamp::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text()) + space(this, 9), fontMetrics().height() + space(this, 3)};
}

void ListenerLamp::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? QPen(tokens.accent, 2) : QPen(tokens.hairline, 1));
  painter.setBrush(underMouse() || isDown() ? tokens.hover : tokens.surface);
  const double radius = height() / 2.0;
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
  painter.setPen(Qt::NoPen);
  const QPointF lamp(space(this, 4), height() / 2.0);
  painter.setBrush(mixed(tokens.tone(look_.tone), tokens.surface, 0.25));
  painter.drawEllipse(lamp, space(this, 1.75), space(this, 1.75));
  painter.setBrush(tokens.tone(look_.tone));
  painter.drawEllipse(lamp, space(this, 1), space(this, 1));
  painter.setPen(tokens.text);
  painter.drawText(rect().adjusted(space(this, 7), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

}  // namespace billing::ui
