#include "ui/admin/liverow.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

LiveRow::LiveRow(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      note_(new NoteStrip),
      way_(new QWidget),
      reason_(new QLineEdit),
      unlock_(new QPushButton(symbol(QStringLiteral("lock-open")), tr("Unlock live"))),
      banner_(new ErrorBanner) {
  setObjectName(QStringLiteral("liveRow"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  column->addWidget(note_);
  column->addWidget(banner_);
  auto* row = new QHBoxLayout(way_);
  row->setContentsMargins(0, 0, 0, 0);
  reason_->setObjectName(QStringLiteral("unlockReason"));
  reason_->setAccessibleName(tr("Why live mode is needed"));
  reason_->setPlaceholderText(tr("Why live mode is needed, e.g. ticket 4711"));
  unlock_->setObjectName(QStringLiteral("unlockLive"));
  unlock_->setAutoDefault(false);
  row->addWidget(reason_, 1);
  row->addWidget(unlock_);
  column->addWidget(way_);
  connect(unlock_, &QPushButton::clicked, this, &LiveRow::unlock);
  connect(reason_, &QLineEdit::returnPressed, this, &LiveRow::unlock);
  connect(reason_, &QLineEdit::textChanged, this,
          [this](const QString& text) { unlock_->setEnabled(text.trimmed().size() >= 3); });
  connect(context.services.admin, &operations::AdminDesk::stateChanged, this, &LiveRow::refresh);
  unlock_->setEnabled(false);
  note_->say(Tone::Danger, QStringLiteral("lock"),
             tr("Live mode is locked: this can be looked at, not done. Unlocking is recorded with its reason, and "
                "ends after 15 minutes without a hand on it."));
  refresh();
}

/// Unlocked, the band above says by whom and until when.
void LiveRow::refresh() {
  setVisible(context_.services.admin->state().locked);
}

void LiveRow::unlock() {
  if (!unlock_->isEnabled()) return;
  unlock_->setEnabled(false);
  whenDone(context_.services.admin->unlock(reason_->text().trimmed()), this, [this](const Result<void>& unlocked) {
    unlock_->setEnabled(true);
    if (!unlocked) return banner_->showError(unlocked.error());
    banner_->dismiss();
    refresh();
  });
}

}  // namespace billing::ui
