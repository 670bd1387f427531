// The head of a data table: quiet captions, aligned like their columns, one arrow where the order comes from.
#pragma once

#include <QHeaderView>

namespace billing::ui {

class TableHeader : public QHeaderView {
  Q_OBJECT
 public:
  explicit TableHeader(QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int section) const override;
  [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
};

}  // namespace billing::ui
