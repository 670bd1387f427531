// Gives every dialog over the window the mode band, also those that know nothing of it: a question of Qt's own shows
// LIVE as well.
#pragma once

#include <QObject>
#include <QWidget>

#include "ui/consoleservices.h"

namespace billing::ui {

class DialogBands : public QObject {
  Q_OBJECT
 public:
  /// Watches the application as long as it lives; `window` owns it, `services` outlives it.
  DialogBands(const ConsoleServices& services, QWidget* window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  const ConsoleServices& services_;
  QWidget* window_;
};

}  // namespace billing::ui
