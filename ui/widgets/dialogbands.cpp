#include "ui/widgets/dialogbands.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QLayout>

#include "ui/dialogs/unlockdialog.h"
#include "ui/widgets/modeband.h"

namespace billing::ui {
namespace {

bool belongsTo(const QWidget* widget, const QWidget* window) {
  for (; widget != nullptr; widget = widget->parentWidget())
    if (widget == window) return true;
  return false;
}

}  // namespace

DialogBands::DialogBands(const ConsoleServices& services, QWidget* window)
    : QObject(window), services_(services), window_(window) {
  qApp->installEventFilter(this);
}

// Before it is shown for the first time: its size is not decided yet.
bool DialogBands::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Polish) return QObject::eventFilter(watched, event);
  auto* dialog = qobject_cast<QDialog*>(watched);
  if (dialog == nullptr || dialog->layout() == nullptr || !belongsTo(dialog, window_)) return false;
  if (dialog->layout()->menuBar() != nullptr || dialog->findChild<ModeBand*>() != nullptr) return false;
  // Where one unlocks there is no second way to unlock.
  const bool unlocks = qobject_cast<UnlockDialog*>(dialog) != nullptr;
  dialog->layout()->setMenuBar(unlocks ? new ModeBand(services_.profile) : new ModeBand(services_));
  return false;
}

}  // namespace billing::ui
