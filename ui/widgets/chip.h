// One filter that is in force: press it to change it, press its cross (or Delete) to drop it.
#pragma once

#include <QAbstractButton>

namespace billing::ui {

class Chip : public QAbstractButton {
  Q_OBJECT
 public:
  explicit Chip(const QString& text, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;

 Q_SIGNALS:
  void removed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] QRect crossRect() const;
};

}  // namespace billing::ui
