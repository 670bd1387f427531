// The Reports menu: what leaves as a file.
#include <QMenu>

#include "ui/mainwindow.h"
#include "ui/windowactions.h"

namespace billing::ui {

void WindowActions::addReports(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Reports"));
  add(menu, QStringLiteral("actionExport"), tr("&Export the list shown…"), QKeySequence(Qt::CTRL | Qt::Key_E),
      [this] { window_.exportShown(); });
  add(menu, QStringLiteral("actionMonthEnd"), tr("&Month end…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
      [this] { window_.openMonthEnd(); });
}

}  // namespace billing::ui
