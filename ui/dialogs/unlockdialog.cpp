#include "ui/dialogs/unlockdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

UnlockDialog::UnlockDialog(operations::AdminDesk& admin, const QString& workspace, QWidget* parent)
    : QDialog(parent),
      admin_(admin),
      banner_(new ErrorBanner),
      reason_(new QLineEdit),
      unlock_(new QPushButton(symbol(QStringLiteral("lock-open")), tr("Unlock live mode"))) {
  setObjectName(QStringLiteral("unlockDialog"));
  setWindowTitle(tr("Unlock live mode"));
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumWidth(chars(this, 76));
  build(workspace);
  connect(unlock_, &QPushButton::clicked, this, &UnlockDialog::unlock);
  connect(reason_, &QLineEdit::textChanged, this, [this](const QString& text) {
    unlock_->setEnabled(text.trimmed().size() >= 3);
    unlock_->setToolTip(unlock_->isEnabled() ? QString() : tr("Say why first"));
  });
  reason_->setFocus();
}

void UnlockDialog::build(const QString& workspace) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Unlock %1?").arg(workspace));
  title->setFont(titleFont(font()));
  auto* danger = new NoteStrip;
  reason_->setObjectName(QStringLiteral("unlockReasonField"));
  reason_->setAccessibleName(tr("Reason"));
  reason_->setPlaceholderText(tr("What is to be done, e.g. refund for Borealis, ticket 4711"));
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  form->addRow(tr("&Reason"), reason_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->addButton(unlock_, QDialogButtonBox::ActionRole);
  unlock_->setObjectName(QStringLiteral("unlockButton"));
  unlock_->setAutoDefault(false);
  unlock_->setEnabled(false);
  unlock_->setToolTip(tr("Say why first"));
  buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  for (QWidget* part : {static_cast<QWidget*>(title), static_cast<QWidget*>(danger), static_cast<QWidget*>(banner_)})
    column->addWidget(part);
  danger->say(
      Tone::Danger, QStringLiteral("warning"),
      tr("From then on changes reach real customers and real money. Who unlocked it and why is kept in the audit "
         "log. It locks itself after 15 minutes without a hand on it."));
  column->addLayout(form);
  column->addStretch(1);
  column->addWidget(buttons);
}

void UnlockDialog::unlock() {
  unlock_->setEnabled(false);
  whenDone(admin_.unlock(reason_->text().trimmed()), this, [this](const Result<void>& unlocked) {
    unlock_->setEnabled(true);
    if (!unlocked) return banner_->showError(unlocked.error());
    accept();
  });
}

}  // namespace billing::ui
