// "3 new" at the top of a list that is scrolled down or paused: rows wait here instead of moving what is being read.
#pragma once

#include <QPushButton>

namespace billing::ui {

class ArrivalsPill : public QPushButton {
  Q_OBJECT
 public:
  explicit ArrivalsPill(QWidget* parent);
  void setCount(int count);

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] QSize sizeHint() const override;
};

}  // namespace billing::ui
