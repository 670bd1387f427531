// A thin line that runs while something loads. It shows itself only when that takes longer than 300 ms.
#pragma once

#include <QTimer>
#include <QWidget>

namespace billing::ui {

class ProgressLine : public QWidget {
  Q_OBJECT
 public:
  explicit ProgressLine(QWidget* parent = nullptr);
  void setRunning(bool running);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QTimer wait_;
  QTimer tick_;
  int phase_ = 0;
};

}  // namespace billing::ui
