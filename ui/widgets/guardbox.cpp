#include "ui/widgets/guardbox.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QToolTip>

#include "ui/presenters/guardwords.h"

namespace billing::ui {

GuardBox::GuardBox(QAbstractButton* button, const ConsoleServices& services, operations::Deed deed)
    : button_(button), services_(services), deed_(deed) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(button);
  button->installEventFilter(this);
  if (services.admin != nullptr)
    connect(services.admin, &operations::AdminDesk::stateChanged, this, &GuardBox::refresh);
  refresh();
}

// The box is disabled, not the button: what the pane says of its button stays as it is.
void GuardBox::refresh() {
  reason_ = whyNotNow(services_, deed_);
  setEnabled(reason_.isEmpty());
  button_->setAccessibleDescription(reason_);
}

// A button that is hidden takes no room.
bool GuardBox::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::HideToParent || event->type() == QEvent::ShowToParent) setVisible(!button_->isHidden());
  if (event->type() != QEvent::ToolTip || reason_.isEmpty()) return QWidget::eventFilter(watched, event);
  QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), reason_, button_);
  return true;
}

}  // namespace billing::ui
