#include "ui/widgets/notestrip.h"

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

NoteStrip::NoteStrip(QWidget* parent) : QLabel(parent) {
  setWordWrap(true);
  setContentsMargins(space(this, 9), space(this, 2), space(this, 3), space(this, 2));
  hide();
}

void NoteStrip::say(Tone tone, const QString& icon, const QString& text) {
  tone_ = tone;
  icon_ = icon;
  setText(text);
  setVisible(!text.isEmpty());
  update();
}

void NoteStrip::paintEvent(QPaintEvent* event) {
  const Tokens& tokens = tokensFor(palette());
  {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.tint(tone_));
    painter.drawRoundedRect(rect(), cornerRadius(fontMetrics()), cornerRadius(fontMetrics()));
    const int size = space(this, 4.5);
    painter.drawPixmap(space(this, 2.5), space(this, 2),
                       symbolPixmap(icon_, size, tokens.tone(tone_), devicePixelRatioF()));
  }
  QLabel::paintEvent(event);
}

}  // namespace billing::ui
