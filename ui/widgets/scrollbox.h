// As high as its content where there is room, scrolling where there is not: small windows lose nothing.
#pragma once

#include <QScrollArea>

namespace billing::ui {

class ScrollBox : public QScrollArea {
  Q_OBJECT
 public:
  explicit ScrollBox(QWidget* content, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
};

}  // namespace billing::ui
