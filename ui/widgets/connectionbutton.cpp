#include "ui/widgets/connectionbutton.h"

#include "ui/theme/icons.h"

namespace billing::ui {

ConnectionButton::ConnectionButton(operations::ProviderDesk& desk, bool live, QWidget* parent)
    : QPushButton(parent), desk_(desk), live_(live) {
  setObjectName(QStringLiteral("statusConnection"));
  setFlat(true);
  setAutoDefault(false);
  connect(&desk, &operations::ProviderDesk::connectionChanged, this, &ConnectionButton::refresh);
  refresh();
}

void ConnectionButton::refresh() {
  const auto state = desk_.connection();
  const QString side = state.sandbox ? tr("sandbox") : live_ ? tr("live") : tr("test");
  setIcon(state.connected ? symbol(QStringLiteral("check-circle"), Tone::Success)
                          : symbol(QStringLiteral("warning"), Tone::Warning));
  // The line beside it says that it is not connected; this says what to do about it.
  setText(state.connected || state.sandbox ? tr("%1 %2").arg(state.provider, side)
                                           : tr("Connect %1 %2…").arg(state.provider, side));
  QStringList about;
  if (!state.base.isEmpty()) about << state.base;
  if (!state.keyHint.isEmpty()) about << tr("Key %1").arg(state.keyHint);
  if (!state.problem.isEmpty()) about << state.problem;
  setToolTip(about.join(QLatin1Char('\n')));
  setAccessibleName(tr("Payment provider: %1").arg(text()));
  setAccessibleDescription(about.join(QStringLiteral(", ")));
}

}  // namespace billing::ui
