#include "ui/delegates/linesdelegate.h"

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

int heightOfLine(Voice voice, const QFont& font) {
  const bool large = voice == Voice::Strong || voice == Voice::Plain;
  return QFontMetrics(large ? font : captionFont(font)).height() + space(QFontMetrics(font), large ? 0.5 : 0.25);
}

QVector<CellLine> linesOf(const QModelIndex& index) {
  const QVariantList list = index.data(LinesDelegate::LinesRole).toList();
  QVector<CellLine> lines;
  for (qsizetype i = 0; i + 1 < list.size(); i += 2)
    lines.push_back({static_cast<Voice>(list.at(i).toInt()), list.at(i + 1).toString()});
  return lines;
}

}  // namespace

QVariant LinesDelegate::asVariant(const QVector<CellLine>& lines) {
  QVariantList list;
  for (const CellLine& line : lines) list << static_cast<int>(line.voice) << line.text;
  return list;
}

QSize LinesDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  int height = space(QFontMetrics(option.font), 4);
  for (const CellLine& line : linesOf(index)) height += heightOfLine(line.voice, option.font);
  return {0, height};
}

void LinesDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option, const Tokens& tokens) {
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  painter.fillRect(option.rect, selected ? tokens.selected : tokens.surface);
  painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                   mixed(tokens.hairline, tokens.surface, 0.55));
  if (!option.state.testFlag(QStyle::State_HasFocus)) return;
  painter.setPen(QPen(tokens.accent, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(option.rect.adjusted(0, 0, -1, -2));
}

void LinesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Tokens& tokens = tokensFor(option.palette);
  const QFontMetrics metrics(option.font);
  paintGround(*painter, option, tokens);
  const QRect inside = option.rect.adjusted(space(metrics, index.column() == 0 ? 4 : 2), space(metrics, 2),
                                            -space(metrics, 2), -space(metrics, 2));
  const QString aside = index.data(AsideRole).toString();
  int y = inside.top();
  for (const CellLine& said : linesOf(index)) {
    const QRect line(inside.left(), y, inside.width(), heightOfLine(said.voice, option.font));
    paintLine(*painter, line, said, option.font, tokens);
    if (y == inside.top()) {
      painter->setFont(captionFont(option.font));
      painter->setPen(tokens.success);
      painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, aside);
    }
    y += line.height();
  }
}

void LinesDelegate::paintLine(QPainter& painter, const QRect& line, const CellLine& said, const QFont& font,
                              const Tokens& tokens) {
  if (said.voice == Voice::Id) {
    paintId(painter, line, said.text, font, tokens);
    return;
  }
  QRect room = line;
  const bool problem = said.voice == Voice::Problem;
  const bool noted = problem || said.voice == Voice::Advice;
  const QColor tone = problem ? tokens.warning : tokens.muted;
  if (noted) {
    const int size = QFontMetrics(captionFont(font)).ascent();
    painter.drawPixmap(line.left(), line.center().y() - size / 2,
                       symbolPixmap(problem ? QStringLiteral("warning") : QStringLiteral("info"), size, tone,
                                    painter.device()->devicePixelRatioF()));
    room.adjust(size + space(QFontMetrics(font), 1), 0, 0, 0);
  }
  painter.setFont(said.voice == Voice::Strong  ? strongFont(font)
                  : said.voice == Voice::Plain ? font
                                               : captionFont(font));
  painter.setPen(noted ? tone : said.voice == Voice::Quiet ? tokens.muted : tokens.text);
  painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(painter.font()).elidedText(said.text, Qt::ElideRight, room.width()));
}

/// "test" or "live", then the id, monospaced: both modes stand one under the other and can be compared.
void LinesDelegate::paintId(QPainter& painter, const QRect& line, const QString& text, const QFont& font,
                            const Tokens& tokens) {
  const QFont small = captionFont(font);
  const int mode = QFontMetrics(small).horizontalAdvance(QStringLiteral("live  "));
  painter.setFont(small);
  painter.setPen(tokens.muted);
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text.section(QLatin1Char('\t'), 0, 0));
  const QFont mono = monospaceFont(small);
  painter.setFont(mono);
  painter.drawText(
      line.adjusted(mode, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
      QFontMetrics(mono).elidedText(text.section(QLatin1Char('\t'), 1), Qt::ElideMiddle, line.width() - mode));
}

}  // namespace billing::ui
