#include "ui/widgets/keyfigure.h"

#include <QPainter>

#include "ui/theme/metrics.h"

namespace billing::ui {

KeyFigure::KeyFigure(const QString& caption, QWidget* parent) : QAbstractButton(parent) {
  setText(caption);
  setAccessibleName(caption);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KeyFigure::show(const QString& figure, const QString& note, Tone tone) {
  figure_ = figure;
  note_ = note;
  tone_ = tone;
  setAccessibleName(QStringLiteral("%1 %2").arg(text(), figure));
  setAccessibleDescription(note);
  QStringList tip{QStringLiteral("%1: %2").arg(text(), figure), note};
  if (opensRows_) tip << tr("Click to show the rows");
  setToolTip(tip.join(QLatin1Char('\n')));
  update();
}

void KeyFigure::setOpensRows(bool opens) {
  opensRows_ = opens;
  setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QSize KeyFigure::sizeHint() const {
  const int caption = QFontMetrics(captionFont(font())).height();
  return {chars(this, 26), caption * 2 + QFontMetrics(figureFont(font())).height() + space(this, 7)};
}

QSize KeyFigure::minimumSizeHint() const {
  return {chars(this, 17), sizeHint().height()};
}

void KeyFigure::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? QPen(tokens.accent, 2) : QPen(tokens.hairline, 1));
  painter.setBrush(underMouse() && opensRows_ ? tokens.hover : tokens.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius(fontMetrics()),
                          cornerRadius(fontMetrics()));
  const QRect inside = rect().adjusted(space(this, 3.5), space(this, 2.5), -space(this, 2), -space(this, 2.5));
  const QFont small = captionFont(font());
  const QFontMetrics smallMetrics(small);
  const auto line = [&](const QFont& f, const QColor& color, int top, const QString& words) {
    painter.setFont(f);
    painter.setPen(color);
    const QFontMetrics metrics(f);
    painter.drawText(QRect(inside.left(), top, inside.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(words, Qt::ElideRight, inside.width()));
  };
  QFont large = figureFont(font());
  // A long amount gets smaller before it is cut: a figure without its end is worse than none.
  while (QFontMetrics(large).horizontalAdvance(figure_) > inside.width() && large.pointSizeF() > font().pointSizeF())
    large.setPointSizeF(large.pointSizeF() - 0.5);
  line(small, tokens.muted, inside.top(), text());
  const int figureTop = inside.top() + smallMetrics.height() + space(this, 0.5);
  line(large, tokens.tone(tone_), figureTop, figure_);
  line(small, tokens.muted, inside.bottom() - smallMetrics.height() + 1, note_);
}

}  // namespace billing::ui
