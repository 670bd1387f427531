#include "ui/review/notedialog.h"

#include <QDialogButtonBox>
#include <QShortcut>
#include <QVBoxLayout>

#include "operations/review/reviewbook.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/modeband.h"

namespace billing::ui {

NoteDialog::NoteDialog(const PaneContext& context, const QString& about, QWidget* parent)
    : QDialog(parent), text_(new QPlainTextEdit), left_(new QLabel), keep_(new QPushButton(tr("Add note"))) {
  setObjectName(QStringLiteral("noteDialog"));
  setWindowTitle(tr("Note on %1").arg(about));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new ModeBand(context.services));
  auto* body = new QVBoxLayout;
  body->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
  body->setSpacing(space(this, 2));
  text_->setObjectName(QStringLiteral("noteText"));
  text_->setAccessibleName(tr("Note on %1").arg(about));
  text_->setPlaceholderText(tr("What the next person needs to know"));
  text_->setTabChangesFocus(true);
  text_->setMinimumHeight(rowHeight(fontMetrics()) * 4);
  left_->setObjectName(QStringLiteral("noteLeft"));
  left_->setFont(captionFont(font()));
  left_->setWordWrap(true);
  keep_->setObjectName(QStringLiteral("noteKeep"));
  keep_->setProperty("primary", true);
  keep_->setToolTip(tr("Ctrl+Enter"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->addButton(keep_, QDialogButtonBox::ActionRole);
  body->addWidget(text_, 1);
  body->addWidget(left_);
  body->addWidget(buttons);
  column->addLayout(body);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(keep_, &QPushButton::clicked, this, &NoteDialog::keep);
  connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated, this, &NoteDialog::keep);
  connect(text_, &QPlainTextEdit::textChanged, this, &NoteDialog::judge);
  setMinimumWidth(chars(this, 64));
  judge();
  text_->setFocus();
}

// The same rules as the desk's, so that nothing typed is lost to a refusal.
void NoteDialog::judge() {
  const auto good = operations::noteText(text_->toPlainText());
  const auto left = operations::kLongestNote - text_->toPlainText().trimmed().size();
  const bool empty = !good && good.error().code == "note_empty";
  keep_->setEnabled(good.has_value());
  if (good || empty)
    return left_->setText(tr("%1 characters left. Everybody who opens this workspace reads it.").arg(left));
  left_->setText(QString::fromStdString(good.error().message + ": " + good.error().reason + ". " + good.error().hint));
}

void NoteDialog::keep() {
  if (!keep_->isEnabled()) return;
  Q_EMIT written(text_->toPlainText());
  accept();
}

}  // namespace billing::ui
