#include "ui/delegates/painting.h"

#include <QFontMetrics>
#include <QLocale>

#include "ui/presenters/statuslook.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

int badgeWidth(const QString& status, const QFont& font) {
  const QFontMetrics metrics(font);
  return space(metrics, 5) + metrics.horizontalAdvance(statusLook(status).word);
}

int paintBadge(QPainter& painter, const QRect& rect, const QString& status, const Tokens& tokens, const QFont& font) {
  const QFontMetrics metrics(font);
  const StatusLook look = statusLook(status);
  const QColor color = tokens.tone(look.tone);
  const int slot = space(metrics, 4);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (look.icon.isEmpty()) {
    const double radius = space(metrics, 1) * 0.95;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(rect.left() + radius + 0.5, rect.center().y() + 1), radius, radius);
  } else {
    const QPixmap icon = symbolPixmap(look.icon, slot, color, painter.device()->devicePixelRatioF());
    painter.drawPixmap(rect.left(), rect.center().y() - slot / 2 + 1, icon);
  }
  painter.setFont(font);
  // What is well is said in plain text: colour is kept for what needs a look.
  const bool calm = look.tone == Tone::Success || look.tone == Tone::Info;
  painter.setPen(calm ? tokens.text : color);
  const int textLeft = rect.left() + (look.icon.isEmpty() ? space(metrics, 3.5) : slot + space(metrics, 1));
  const QRect textRect(textLeft, rect.top(), rect.right() - textLeft + 1, rect.height());
  painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft,
                   metrics.elidedText(look.word, Qt::ElideRight, textRect.width()));
  painter.restore();
  return badgeWidth(status, font);
}

Tone usageTone(qint64 thousandths) {
  if (thousandths >= 1000) return Tone::Danger;
  return thousandths >= 800 ? Tone::Warning : Tone::Accent;
}

void paintUsageBar(QPainter& painter, const QRect& rect, qint64 thousandths, const Tokens& tokens, const QFont& font) {
  const QFontMetrics metrics(font);
  const QString text = QStringLiteral("%1 %").arg(QLocale().toString(thousandths / 10));
  const int textWidth = metrics.horizontalAdvance(QStringLiteral("1000 %"));
  const double height = space(metrics, 1.5);
  const QRectF bar(rect.left(), rect.center().y() - height / 2 + 1,
                   qMax(0, rect.width() - textWidth - space(metrics, 2)), height);
  const Tone tone = usageTone(thousandths);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(tokens.hairline);
  painter.drawRoundedRect(bar, height / 2, height / 2);
  QRectF filled(bar);
  filled.setWidth(bar.width() * static_cast<double>(qBound(qint64(0), thousandths, qint64(1000))) / 1000.0);
  painter.setBrush(tokens.tone(tone));
  if (filled.width() > 0) painter.drawRoundedRect(filled, height / 2, height / 2);
  painter.setFont(font);
  painter.setPen(tone == Tone::Accent ? tokens.text : tokens.tone(tone));
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, text);
  painter.restore();
}

void paintSkeleton(QPainter& painter, const QRect& rect, const Tokens& tokens) {
  const int height = qMax(4, rect.height() / 3);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(mixed(tokens.hairline, tokens.surface, 0.6));
  const QRectF bar(rect.left(), rect.center().y() - height / 2.0, rect.width() * 0.6, height);
  painter.drawRoundedRect(bar, height / 2.0, height / 2.0);
  painter.restore();
}

}  // namespace billing::ui
