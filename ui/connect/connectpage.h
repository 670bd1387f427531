// One step of connecting a workspace to its provider.
#pragma once

#include <QWidget>

#include "support/result.h"

namespace billing::ui {

class ConnectPage : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  [[nodiscard]] virtual QString title() const = 0;
  /// Why one cannot go on yet; empty: one can.
  [[nodiscard]] virtual QString missing() const { return {}; }
  /// What the button that goes on says.
  [[nodiscard]] virtual QString nextText() const { return tr("&Next"); }
  /// It is shown (again).
  virtual void enter() {}
  /// Does what the step is for, then says left() or failed().
  virtual void leave() { Q_EMIT left(); }
  /// Withdraws what is on its way.
  virtual void withdraw() {}

 Q_SIGNALS:
  void changed();
  void left();
  void failed(const billing::Error& error);
};

}  // namespace billing::ui
