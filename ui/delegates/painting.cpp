#include "ui/delegates/painting.h"

#include <QFontMetrics>
#include <QLocale>
#include <QPainterPath>
#include <algorithm>

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

BarMarks barMarks(const QVector<qint64>& series) {
  BarMarks marks;
  if (!series.isEmpty()) marks = {series.at(0), series.value(1, -1)};
  return marks;
}

Tone usageTone(qint64 thousandths, const BarMarks& marks) {
  if (thousandths >= 1000 || (marks.end >= 0 && thousandths >= marks.end)) return Tone::Danger;
  return thousandths >= marks.warn ? Tone::Warning : Tone::Accent;
}

namespace {

/// The bar without its text. All of it is in sight: the use, the limit and the buffer behind it.
void paintBar(QPainter& painter, const QRectF& bar, qint64 thousandths, const BarMarks& marks, const Tokens& tokens) {
  const qint64 whole = qMax(qint64(1000), qMax(marks.end, thousandths));
  const auto at = [&](qint64 value) {
    return bar.left() + bar.width() * static_cast<double>(qBound(qint64(0), value, whole)) / static_cast<double>(whole);
  };
  QPainterPath shape;
  shape.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
  painter.save();
  painter.setClipPath(shape);
  painter.fillRect(bar, tokens.hairline);
  const auto fill = [&](qint64 from, qint64 to, const QColor& color) {
    if (to > from) painter.fillRect(QRectF(at(from), bar.top(), at(to) - at(from), bar.height()), color);
  };
  const Tone tone = usageTone(thousandths, marks);
  const bool buffered = thousandths < marks.end;  // beyond the limit, but it goes on
  fill(0, qMin(thousandths, qint64(1000)), tokens.tone(thousandths >= 1000 && buffered ? Tone::Warning : tone));
  fill(1000, thousandths, tokens.danger);
  painter.restore();
  const auto tick = [&](qint64 value, double reach, double width, const QColor& color) {
    const double x = qBound(bar.left() + width / 2, at(value), bar.right() - width / 2);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, bar.top() - reach * bar.height()), QPointF(x, bar.bottom() + reach * bar.height()));
  };
  const double fine = qMax(1.0, bar.height() / 6);
  if (marks.warn > 0 && marks.warn < 1000) tick(marks.warn, 0.3, fine, tokens.muted);
  if (marks.end != 1000) tick(1000, 0.7, fine, tokens.text);
  if (marks.end >= 0) tick(marks.end, 0.7, fine * 2, tokens.text);
}

}  // namespace

void paintUsageBar(QPainter& painter, const QRect& rect, qint64 thousandths, const BarMarks& marks,
                   const Tokens& tokens, const QFont& font) {
  const QFontMetrics metrics(font);
  const QString text = QStringLiteral("%1 %").arg(QLocale().toString(thousandths / 10));
  const int textWidth = metrics.horizontalAdvance(QStringLiteral("1000 %"));
  const double height = space(metrics, 1.5);
  const QRectF bar(rect.left(), rect.center().y() - height / 2 + 1,
                   qMax(0, rect.width() - textWidth - space(metrics, 2)), height);
  const Tone tone = usageTone(thousandths, marks);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (bar.width() > 0) paintBar(painter, bar, thousandths, marks, tokens);
  painter.setFont(font);
  painter.setPen(tone == Tone::Accent ? tokens.text : tokens.tone(tone));
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, text);
  painter.restore();
}

void paintHistory(QPainter& painter, const QRect& rect, const QVector<qint64>& values, const Tokens& tokens,
                  const QFont& font) {
  if (values.isEmpty()) return;
  const QFontMetrics metrics(font);
  const qint64 most = qMax(qint64(1), *std::max_element(values.begin(), values.end()));
  const double step = qMin<double>(space(metrics, 2), static_cast<double>(rect.width()) / values.size());
  const double gap = qMin(2.0, step / 4);
  const double room = rect.height() - 2.0 * space(metrics, 1);
  const double floor = rect.bottom() - space(metrics, 1);
  painter.save();
  painter.setPen(Qt::NoPen);
  for (qsizetype i = 0; i < values.size(); ++i) {
    const double height =
        qMax(1.0, room * static_cast<double>(qMax<qint64>(0, values.at(i))) / static_cast<double>(most));
    painter.setBrush(i + 1 == values.size() ? tokens.accent : mixed(tokens.muted, tokens.surface, 0.55));
    painter.drawRect(QRectF(rect.left() + static_cast<double>(i) * step, floor - height, step - gap, height));
  }
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
