#include "ui/widgets/syncline.h"

#include <QHBoxLayout>

#include "ui/presenters/syncwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

SyncLine::SyncLine(const PaneContext& context, QWidget* parent)
    : QWidget(parent), context_(context), state_(new QToolButton), bar_(new QProgressBar), cancel_(new QToolButton) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 1));
  state_->setObjectName(QStringLiteral("syncState"));
  state_->setAutoRaise(true);
  state_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  bar_->setRange(0, 0);  // nobody knows how much there is
  bar_->setTextVisible(false);
  bar_->setFixedWidth(chars(this, 10));
  bar_->setMaximumHeight(space(this, 2));
  bar_->setAccessibleName(tr("Reading from the provider"));
  cancel_->setObjectName(QStringLiteral("syncCancel"));
  cancel_->setAutoRaise(true);
  cancel_->setText(tr("Cancel"));
  cancel_->setToolTip(tr("Stops within a second; what was read is kept, and the next time goes on there"));
  cancel_->setAccessibleName(tr("Cancel reading from the provider"));
  for (QWidget* part : {static_cast<QWidget*>(state_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(cancel_)})
    row->addWidget(part);
  connect(state_, &QToolButton::clicked, this, &SyncLine::syncWanted);
  connect(cancel_, &QToolButton::clicked, this, &SyncLine::cancelWanted);
  for (auto signal : {&operations::ProviderDesk::connectionChanged, &operations::ProviderDesk::syncChanged})
    connect(context_.services.provider, signal, this, &SyncLine::refresh);
  // "2 min ago" grows older while nothing else happens.
  minute_.setInterval(60'000);
  minute_.setTimerType(Qt::VeryCoarseTimer);
  connect(&minute_, &QTimer::timeout, this, &SyncLine::refresh);
  minute_.start();
  refresh();
}

void SyncLine::refresh() {
  const auto sync = context_.services.provider->sync();
  const SyncWords words = syncWords(context_.services.provider->connection(), sync, context_);
  const QString why = whyNotRead(context_.services);
  state_->setText(words.text);
  state_->setIcon(symbol(words.tone == Tone::Danger ? QStringLiteral("warning") : QStringLiteral("retry"), words.tone));
  state_->setEnabled(why.isEmpty());
  state_->setToolTip(words.hover);
  state_->setAccessibleName(why.isEmpty() ? tr("%1. Press to read from the provider").arg(words.text) : words.text);
  state_->setAccessibleDescription(words.hover);
  const bool hadFocus = state_->hasFocus() || cancel_->hasFocus();
  bar_->setVisible(sync.running);
  cancel_->setVisible(sync.running);
  if (hadFocus) (sync.running ? cancel_ : state_)->setFocus(Qt::OtherFocusReason);
}

}  // namespace billing::ui
