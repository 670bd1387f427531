// Children from left to right, wrapping into further lines: chips beside one another, however many.
#pragma once

#include <QLayout>
#include <QVector>

namespace billing::ui {

class FlowLayout : public QLayout {
 public:
  explicit FlowLayout(QWidget* parent, int gap);
  ~FlowLayout() override;
  void addItem(QLayoutItem* item) override { items_.push_back(item); }
  /// At `index` instead of at the end.
  void insertWidget(int index, QWidget* widget);
  [[nodiscard]] int count() const override { return static_cast<int>(items_.size()); }
  [[nodiscard]] QLayoutItem* itemAt(int index) const override { return items_.value(index, nullptr); }
  QLayoutItem* takeAt(int index) override;
  [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  int arrange(const QRect& rect, bool place) const;
  QVector<QLayoutItem*> items_;
  int gap_;
};

}  // namespace billing::ui
