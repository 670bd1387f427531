#include "ui/widgets/tableheader.h"

#include <QPainter>

#include "models/column.h"
#include "ui/delegates/celldelegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

TableHeader::TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
  setSectionsClickable(true);
  setSectionsMovable(true);
  setHighlightSections(false);
  setStretchLastSection(true);
  setSortIndicatorClearable(true);
  setTextElideMode(Qt::ElideRight);
  setMouseTracking(true);
}

QSize TableHeader::sizeHint() const {
  return {QHeaderView::sizeHint().width(), rowHeight(QFontMetrics(captionFont(font())))};
}

QSize TableHeader::sectionSizeFromContents(int section) const {
  if (model() == nullptr) return {};  // a dialog goes, and its model went first
  const QFontMetrics metrics(captionFont(font()));
  const QString title = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
  return {metrics.horizontalAdvance(title) + space(this, 8), rowHeight(metrics)};
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
  if (!rect.isValid()) return;
  const Tokens& tokens = tokensFor(palette());
  const bool hovered = rect.contains(viewport()->mapFromGlobal(QCursor::pos())) && viewport()->underMouse();
  const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
  painter->fillRect(rect, hovered ? tokens.hover : tokens.surface);
  painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.hairline);

  QFont font = captionFont(this->font());
  if (sorted) font.setWeight(QFont::DemiBold);
  painter->setFont(font);
  painter->setPen(sorted ? tokens.text : tokens.muted);
  const auto kind =
      static_cast<models::CellKind>(model()->headerData(section, orientation(), models::KindRole).toInt());
  const Qt::Alignment alignment = CellDelegate::alignment(kind);
  const int arrow = space(this, 3);
  QRect text = rect.adjusted(space(this, sectionPosition(section) == 0 ? 4 : 2), 0, -space(this, 2), 0);
  if (sorted) text.setRight(text.right() - (alignment.testFlag(Qt::AlignRight) ? 0 : arrow + 2));
  const QFontMetrics metrics(font);
  const QString title = metrics.elidedText(model()->headerData(section, orientation(), Qt::DisplayRole).toString(),
                                           Qt::ElideRight, text.width());
  painter->drawText(text, static_cast<int>(alignment), title);
  if (!sorted) return;
  const int width = metrics.horizontalAdvance(title);
  const int left = alignment.testFlag(Qt::AlignRight) ? text.right() - width - arrow - 1 : text.left() + width + 2;
  const QString name =
      sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down");
  painter->drawPixmap(left, rect.center().y() - arrow / 2, symbolPixmap(name, arrow, tokens.text, devicePixelRatioF()));
}

}  // namespace billing::ui
