// The Bulk menu: changes of many at once, rehearsals, links.
#include <QMenu>

#include "ui/mainwindow.h"
#include "ui/windowactions.h"

namespace billing::ui {

void WindowActions::addBulk(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("B&ulk"));
  add(menu, QStringLiteral("actionBulk"), tr("&Change the selected rows, or all shown…"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B), [this] { window_.changeMany(); });
  add(menu, QStringLiteral("actionBulkRuns"), tr("Bulk &runs…"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_B), [this] { window_.showBulkRuns(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionRehearseDowngrade"), tr("Rehearse the nightly &downgrade…"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_R), [this] { window_.rehearse(false); });
  add(menu, QStringLiteral("actionRehearseMigration"), tr("Rehearse a price &migration…"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_M), [this] { window_.rehearse(true); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionEditPlan"), tr("&Edit a plan…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Y),
      [this] { window_.editPlan(); });
  add(menu, QStringLiteral("actionLinks"), tr("Checkout &links…"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_C), [this] { window_.showLinks(); });
}

}  // namespace billing::ui
