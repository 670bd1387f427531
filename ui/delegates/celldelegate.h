// Paints one cell of any list from the facts in the model's roles: kind, status, loading. Colour and alignment are
// decided here only.
#pragma once

#include <QStyledItemDelegate>

#include "models/column.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

class CellDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  /// Money, counts and durations stand right, so that their digits align.
  [[nodiscard]] static Qt::Alignment alignment(models::CellKind kind);

 private:
  void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   const Tokens& tokens) const;
  void paintText(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index,
                 models::CellKind kind, const Tokens& tokens) const;
};

}  // namespace billing::ui
