#include "ui/delegates/celldelegate.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QPainter>

#include "ui/delegates/painting.h"
#include "ui/presenters/statuslook.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"

namespace billing::ui {

using models::CellKind;

namespace {

CellKind kindOf(const QModelIndex& index) {
  return static_cast<CellKind>(index.data(models::KindRole).toInt());
}

/// The first column stands under the pane's title, so it keeps the page's margin.
bool isFirstShown(const QStyleOptionViewItem& option, const QModelIndex& index) {
  const auto* table = qobject_cast<const QTableView*>(option.widget);
  return table != nullptr && table->horizontalHeader()->sectionPosition(index.column()) == 0;
}

bool isHovered(const QStyleOptionViewItem& option, const QModelIndex& index) {
  const auto* table = qobject_cast<const DataTable*>(option.widget);
  return table != nullptr && table->hoveredRow() == index.row();
}

/// What is on its way for the row, at the end of its first cell.
QString markOf(const QStyleOptionViewItem& option, const QModelIndex& index) {
  const auto* table = qobject_cast<const DataTable*>(option.widget);
  return table != nullptr && isFirstShown(option, index) ? table->markOf(index.row()) : QString();
}

/// With its word where half of the cell is enough for it; else its drawing alone, and the strip below has the words.
/// How wide it is.
int paintMark(QPainter& painter, const QRect& rect, const QString& mark, const QFont& font, const Tokens& tokens) {
  const int width = badgeWidth(mark, font);
  if (width <= rect.width() / 2) {
    paintBadge(painter, QRect(rect.right() - width, rect.top(), width, rect.height()), mark, tokens, font);
    return width;
  }
  const StatusLook look = statusLook(mark);
  const int size = space(QFontMetrics(font), 4);
  painter.drawPixmap(rect.right() - size, rect.center().y() - size / 2,
                     symbolPixmap(look.icon, size, tokens.tone(look.tone), painter.device()->devicePixelRatioF()));
  return size;
}

}  // namespace

Qt::Alignment CellDelegate::alignment(CellKind kind) {
  switch (kind) {
    case CellKind::Money:
    case CellKind::Count:
    case CellKind::Quantity:
    case CellKind::Duration:
    case CellKind::Forecast:
      return Qt::AlignRight | Qt::AlignVCenter;
    case CellKind::Flag:
      return Qt::AlignHCenter | Qt::AlignVCenter;
    default:
      return Qt::AlignLeft | Qt::AlignVCenter;
  }
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  const QFontMetrics metrics(option.font);
  if (kindOf(index) == CellKind::Status)
    size.setWidth(badgeWidth(index.data(models::RawValueRole).toString(), option.font));
  return {size.width() + space(metrics, 4), rowHeight(metrics)};
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Tokens& tokens = tokensFor(option.palette);
  const QFontMetrics metrics(option.font);
  paintGround(*painter, option, index, tokens);
  QRect rect = option.rect.adjusted(space(metrics, isFirstShown(option, index) ? 4 : 2), 0, -space(metrics, 2), 0);
  if (index.data(models::LoadingRole).toBool()) {
    paintSkeleton(*painter, rect, tokens);
    return;
  }
  if (const QString mark = markOf(option, index); !mark.isEmpty()) {
    rect.adjust(0, 0, -paintMark(*painter, rect, mark, option.font, tokens) - space(metrics, 2), 0);
  }
  const CellKind kind = kindOf(index);
  const QVariant raw = index.data(models::RawValueRole);
  if (kind == CellKind::Status && raw.isValid() && !raw.toString().isEmpty()) {
    paintBadge(*painter, rect, raw.toString(), tokens, option.font);
  } else if (kind == CellKind::Percent && raw.isValid()) {
    const auto series = index.data(models::SeriesRole).value<QVector<qint64>>();
    paintUsageBar(*painter, rect, raw.toLongLong(), barMarks(series), tokens, option.font);
  } else if (kind == CellKind::History && raw.isValid()) {
    paintHistory(*painter, rect, index.data(models::SeriesRole).value<QVector<qint64>>(), tokens, option.font);
  } else if (kind == CellKind::Flag) {
    if (raw.toBool()) symbol(QStringLiteral("check")).paint(painter, rect, Qt::AlignCenter);
  } else {
    paintText(*painter, rect, option, index, kind, tokens);
  }
}

void CellDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                               const Tokens& tokens) const {
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool focused = option.state.testFlag(QStyle::State_HasFocus);
  painter.fillRect(option.rect, selected ? tokens.selected : isHovered(option, index) ? tokens.hover : tokens.surface);
  painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                   mixed(tokens.hairline, tokens.surface, 0.55));
  const bool firstColumn = isFirstShown(option, index);
  if (selected && firstColumn)
    painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), tokens.accent);
  if (!focused) return;
  painter.setPen(QPen(tokens.accent, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(option.rect.adjusted(firstColumn ? 3 : 0, 0, -1, -2));
}

void CellDelegate::paintText(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option,
                             const QModelIndex& index, CellKind kind, const Tokens& tokens) const {
  const bool id = kind == CellKind::Id;
  painter.setFont(id ? monospaceFont(option.font) : option.font);
  const bool quiet = id || kind == CellKind::Instant;
  painter.setPen(quiet ? tokens.muted : tokens.text);
  const QFontMetrics metrics(painter.font());
  // Ids are written whole where there is room: the middle is what one can do without.
  const QString text = index.data(id ? int{models::RawValueRole} : int{Qt::DisplayRole}).toString();
  const QString fitted = metrics.elidedText(text, id ? Qt::ElideMiddle : Qt::ElideRight, rect.width());
  painter.drawText(rect, static_cast<int>(alignment(kind)), fitted);
}

}  // namespace billing::ui
