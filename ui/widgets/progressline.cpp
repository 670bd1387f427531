#include "ui/widgets/progressline.h"

#include <QPainter>

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

ProgressLine::ProgressLine(QWidget* parent) : QWidget(parent) {
  setFixedHeight(qMax(2, space(this, 0.5)));
  setAccessibleName(tr("Loading"));
  wait_.setSingleShot(true);
  wait_.setInterval(300);
  tick_.setInterval(40);
  connect(&wait_, &QTimer::timeout, &tick_, qOverload<>(&QTimer::start));
  connect(&tick_, &QTimer::timeout, this, [this] {
    phase_ = (phase_ + 3) % 140;
    update();
  });
}

void ProgressLine::setRunning(bool running) {
  if (running == (wait_.isActive() || tick_.isActive())) return;
  if (running) {
    phase_ = 0;
    wait_.start();
  } else {
    wait_.stop();
    tick_.stop();
    update();
  }
}

void ProgressLine::paintEvent(QPaintEvent*) {
  if (!tick_.isActive()) return;
  QPainter painter(this);
  const int length = width() / 3;
  painter.fillRect(QRect(width() * (phase_ - 40) / 100, 0, length, height()), tokensFor(palette()).accent);
}

}  // namespace billing::ui
