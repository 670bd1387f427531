#include "ui/dialogs/switchdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/presenters/messages.h"
#include "ui/presenters/person.h"
#include "ui/presenters/switchwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kHourMs = 60 * kMinuteMs;

void addTimes(QComboBox& box, const QVector<QPair<QString, qint64>>& times) {
  for (const auto& [text, ms] : times) box.addItem(text, ms);
}

std::optional<qint64> chosenTime(const QComboBox& box, qint64 now) {
  const qint64 after = box.currentData().toLongLong();
  return after == 0 ? std::nullopt : std::optional<qint64>(now + after);
}

}  // namespace

SwitchDialog::SwitchDialog(const PaneContext& context, const QString& name, QWidget* parent)
    : QDialog(parent),
      context_(context),
      name_(name),
      preview_(new QLabel),
      reason_(new QLineEdit),
      remind_(new QComboBox),
      end_(new QComboBox),
      switch_(new QPushButton(tr("Switch on"))) {
  setObjectName(QStringLiteral("switchDialog"));
  setWindowTitle(switchWords(name).title);
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new ModeBand(context.services));
  auto* body = new QVBoxLayout;
  body->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
  body->setSpacing(space(this, 3));
  body->addWidget(buildWords());
  body->addLayout(buildForm());
  body->addStretch(1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->addButton(switch_, QDialogButtonBox::ActionRole);
  switch_->setObjectName(QStringLiteral("switchOn"));
  switch_->setAutoDefault(false);
  switch_->setEnabled(false);
  switch_->setToolTip(tr("Say why first"));
  buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(switch_, &QPushButton::clicked, this, &SwitchDialog::confirm);
  connect(reason_, &QLineEdit::textChanged, this, [this](const QString& text) {
    switch_->setEnabled(!text.trimmed().isEmpty());
    switch_->setToolTip(switch_->isEnabled() ? QString() : tr("Say why first"));
  });
  body->addWidget(buttons);
  column->addLayout(body);
  setMinimumWidth(chars(this, 84));
  reason_->setFocus();
  askPreview();
}

QWidget* SwitchDialog::buildWords() {
  const SwitchWords words = switchWords(name_);
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  auto* title = new QLabel(tr("%1?").arg(words.title));
  title->setFont(titleFont(font()));
  auto* about = new QLabel(words.about);
  preview_->setObjectName(QStringLiteral("switchPreview"));
  preview_->setFont(strongFont(font()));
  preview_->setText(tr("Counting…"));
  for (QLabel* label : {about, preview_}) label->setWordWrap(true);
  auto* danger = new NoteStrip;
  column->addWidget(title);
  column->addWidget(about);
  column->addWidget(preview_);
  column->addWidget(danger);
  danger->say(Tone::Danger, QStringLiteral("warning"), words.danger);
  return part;
}

QLayout* SwitchDialog::buildForm() {
  const bool mustEnd = name_ == QLatin1String(operations::allowUnverified);
  reason_->setObjectName(QStringLiteral("switchReason"));
  reason_->setAccessibleName(tr("Reason"));
  reason_->setPlaceholderText(tr("What the next person needs to know"));
  remind_->setObjectName(QStringLiteral("switchRemind"));
  remind_->setAccessibleDescription(tr("Remind me"));
  addTimes(*remind_, {{tr("in 1 hour"), kHourMs},
                      {tr("in 4 hours"), 4 * kHourMs},
                      {tr("tomorrow at this time"), 24 * kHourMs},
                      {tr("not at all"), 0}});
  end_->setObjectName(QStringLiteral("switchEnd"));
  end_->setAccessibleDescription(tr("Ends"));
  if (!mustEnd) end_->addItem(tr("when it is switched off"), qint64{0});
  if (mustEnd) end_->addItem(tr("in 30 minutes"), 30 * kMinuteMs);
  addTimes(*end_, {{tr("in 1 hour"), kHourMs}, {tr("in 4 hours"), 4 * kHourMs}, {tr("in 24 hours"), 24 * kHourMs}});
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  form->setVerticalSpacing(space(this, 2));
  form->addRow(tr("&Reason"), reason_);
  form->addRow(tr("Re&mind me"), remind_);
  form->addRow(tr("&Ends"), end_);
  return form;
}

void SwitchDialog::askPreview() {
  whenDone(context_.services.safety->switchPreview(name_, cancel_), this, [this](const Result<qint64>& count) {
    preview_->setText(count ? previewSentence(name_, *count, context_.words.locale) : wordsFor(count.error()).what);
    preview_->setAccessibleName(preview_->text());
  });
}

void SwitchDialog::confirm() {
  const qint64 now = context_.nowMs();
  Q_EMIT confirmed(
      {name_, true, reason_->text().trimmed(), currentPerson(), chosenTime(*remind_, now), chosenTime(*end_, now)});
  close();
}

}  // namespace billing::ui
