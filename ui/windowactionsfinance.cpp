// The figures of finance in the View menu.
#include <QMenu>

#include "ui/mainwindow.h"
#include "ui/presenters/financeperiods.h"
#include "ui/windowactions.h"

namespace billing::ui {

void WindowActions::addFinance(QMenu& menu) {
  add(&menu, QStringLiteral("actionAllFigures"), tr("All &figures…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
      [this] { window_.showAllFigures(); });
  add(&menu, QStringLiteral("actionDefinitions"), tr("How figures are &defined…"),
      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Y), [this] { window_.showDefinitions(); });
  add(&menu, QStringLiteral("actionMarkSeen"), tr("&Mark what changed as seen"),
      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { window_.markChangesSeen(); });
  QMenu* periods = menu.addMenu(tr("&Period of the overview"));
  for (int i = 0; i < kPeriodChoices - 1; ++i) {  // other months are chosen in the pane
    const auto choice = static_cast<PeriodChoice>(i);
    add(periods, QStringLiteral("actionPeriod_") + periodKey(choice), tr("Overview: %1").arg(periodTitle(choice)), {},
        [this, i] { window_.choosePeriod(i); });
  }
}

}  // namespace billing::ui
