// Shows at a glance that webhooks can arrive: a lamp, a word and the port; a press opens what there is to know and do.
#pragma once

#include <QToolButton>

#include "ui/theme/tokens.h"
#include "webhooks/listener.h"

namespace billing::ui {

/// What the lamp says; also used by the popover and tested on its own.
struct LampLook {
  Tone tone = Tone::Muted;
  QString text;
};
[[nodiscard]] LampLook lampLook(const webhooks::ListenerStatus& status);

class ListenerLamp : public QToolButton {
  Q_OBJECT
 public:
  explicit ListenerLamp(QWidget* parent = nullptr);
  void showStatus(const webhooks::ListenerStatus& status);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  LampLook look_;
};

}  // namespace billing::ui
