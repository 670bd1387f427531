#include "ui/admin/closecalldialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/metrics.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

CloseCallDialog::CloseCallDialog(const QString& sentence, QWidget* parent)
    : QDialog(parent),
      done_(new QRadioButton(tr("It was &done"))),
      notDone_(new QRadioButton(tr("It was &not done"))),
      reason_(new QLineEdit),
      close_(new QPushButton(tr("Close by hand"))) {
  setObjectName(QStringLiteral("closeCallDialog"));
  setWindowTitle(tr("Close a change by hand"));
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumWidth(chars(this, 76));
  build(sentence);
  for (QRadioButton* choice : {done_, notDone_}) connect(choice, &QRadioButton::toggled, this, &CloseCallDialog::judge);
  connect(reason_, &QLineEdit::textChanged, this, &CloseCallDialog::judge);
  connect(close_, &QPushButton::clicked, this, [this] {
    Q_EMIT said(done_->isChecked(), reason_->text().trimmed());
    accept();
  });
  judge();
}

void CloseCallDialog::build(const QString& sentence) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* title = new QLabel(sentence);
  title->setFont(strongFont(font()));
  title->setWordWrap(true);
  auto* note = new NoteStrip;
  note->say(Tone::Warning, QStringLiteral("warning"),
            tr("The provider is asked once more first: only where it refuses to tell (no such object, not allowed) "
               "your word counts. Nothing is sent. Who said it and why is kept in the audit log."));
  done_->setObjectName(QStringLiteral("closeAsDone"));
  notDone_->setObjectName(QStringLiteral("closeAsNotDone"));
  reason_->setObjectName(QStringLiteral("closeReason"));
  reason_->setAccessibleName(tr("How you know"));
  reason_->setPlaceholderText(tr("e.g. the provider's dashboard shows the refund re_41"));
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  form->addRow(tr("What became of it"), done_);
  form->addRow(QString(), notDone_);
  form->addRow(tr("&How you know"), reason_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->addButton(close_, QDialogButtonBox::ActionRole);
  close_->setObjectName(QStringLiteral("closeCall"));
  close_->setAutoDefault(false);
  buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  column->addWidget(title);
  column->addWidget(note);
  column->addLayout(form);
  column->addStretch(1);
  column->addWidget(buttons);
}

void CloseCallDialog::judge() {
  const bool chosen = done_->isChecked() || notDone_->isChecked();
  close_->setEnabled(chosen && reason_->text().trimmed().size() >= 3);
  close_->setToolTip(close_->isEnabled() ? QString() : tr("Say what became of it, and how you know"));
}

}  // namespace billing::ui
