// Around a button that changes something by hand: while the role or the lock forbids it the button is disabled and says
// why, whatever its pane thinks of it.
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include "operations/admin/permissions.h"
#include "ui/consoleservices.h"

namespace billing::ui {

class GuardBox : public QWidget {
  Q_OBJECT
 public:
  /// To be put into the layout in the button's place. `services` outlives it.
  GuardBox(QAbstractButton* button, const ConsoleServices& services, operations::Deed deed);
  [[nodiscard]] const QString& reason() const { return reason_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void refresh();
  QAbstractButton* button_;
  const ConsoleServices& services_;
  operations::Deed deed_;
  QString reason_;
};

}  // namespace billing::ui
