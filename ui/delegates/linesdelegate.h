// Cells of several lines, each in a voice of its own: a name, a quiet remark, an id, a problem.
#pragma once

#include <QPair>
#include <QStyledItemDelegate>
#include <QVector>

#include "ui/theme/tokens.h"

namespace billing::ui {

/// How one line of a cell is said. An Id has its mode before a tab: "live\tpdt_1".
enum class Voice { Strong, Plain, Quiet, Id, Problem, Advice };

struct CellLine {
  Voice voice = Voice::Plain;
  QString text;
};

class LinesDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  enum Role { LinesRole = Qt::UserRole + 1, AsideRole, OwnRole };  ///< OwnRole: the first that a view may use itself

  using QStyledItemDelegate::QStyledItemDelegate;
  /// For LinesRole.
  [[nodiscard]] static QVariant asVariant(const QVector<CellLine>& lines);
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  static void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const Tokens& tokens);
  static void paintLine(QPainter& painter, const QRect& line, const CellLine& said, const QFont& font,
                        const Tokens& tokens);
  static void paintId(QPainter& painter, const QRect& line, const QString& text, const QFont& font,
                      const Tokens& tokens);
};

}  // namespace billing::ui
