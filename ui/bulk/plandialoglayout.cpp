// How the plan's dialog is laid out: what the file says, what would change in it, and a new price.
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/admin/liverow.h"
#include "ui/bulk/plandialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

PlanDialog::PlanDialog(const PaneContext& context, const QString& plan, QWidget* parent)
    : QDialog(parent),
      context_(context),
      rules_(context.services.profile.rules),
      plan_(new QComboBox),
      name_(new QLineEdit),
      features_(new QPlainTextEdit),
      limits_(new QPlainTextEdit),
      previewButton_(new QPushButton(symbol(QStringLiteral("eye")), tr("Pre&view the change"))),
      diff_(new QPlainTextEdit),
      amount_(new QLineEdit),
      interval_(new QComboBox),
      priceButton_(new QPushButton(symbol(QStringLiteral("eye")), tr("Preview the pr&ice"))),
      priceWords_(new QLabel),
      reason_(new QLineEdit),
      note_(new NoteStrip),
      banner_(new ErrorBanner),
      makePrice_(new QPushButton(tr("Make the price"))),
      write_(new QPushButton(tr("Write the file"))) {
  setObjectName(QStringLiteral("planDialog"));
  setWindowTitle(tr("Edit a plan"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  for (const Plan& one : rules_.plans)
    plan_->addItem(QString::fromStdString(one.name), QString::fromStdString(one.key));
  if (const int index = plan_->findData(plan); index >= 0) plan_->setCurrentIndex(index);
  connect(plan_, &QComboBox::currentIndexChanged, this, &PlanDialog::showPlan);
  connect(name_, &QLineEdit::textChanged, this, &PlanDialog::chosenAnew);
  for (QPlainTextEdit* edit : {features_, limits_})
    connect(edit, &QPlainTextEdit::textChanged, this, &PlanDialog::chosenAnew);
  connect(previewButton_, &QPushButton::clicked, this, &PlanDialog::preview);
  connect(priceButton_, &QPushButton::clicked, this, &PlanDialog::previewPrice);
  connect(write_, &QPushButton::clicked, this, &PlanDialog::write);
  connect(makePrice_, &QPushButton::clicked, this, &PlanDialog::makePrice);
  for (QLineEdit* line : {reason_, amount_}) connect(line, &QLineEdit::textChanged, this, &PlanDialog::judge);
  if (context_.services.admin != nullptr)
    connect(context_.services.admin, &operations::AdminDesk::stateChanged, this, &PlanDialog::judge);
  showPlan();
}

void PlanDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  auto* inside = new QVBoxLayout;
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  inside->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Edit a plan"));
  title->setFont(titleFont(font()));
  inside->addWidget(title);
  inside->addWidget(note_);
  inside->addWidget(banner_);
  inside->addWidget(buildFields(), 1);
  inside->addWidget(buildPrice());
  if (context_.services.admin != nullptr) inside->addWidget(new LiveRow(context_));
  inside->addWidget(buildButtons());
  column->addLayout(inside, 1);
  resize(QSize(chars(this, 104), fontMetrics().height() * 44).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* PlanDialog::buildFields() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 4));
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 3));
  form->setVerticalSpacing(space(this, 2));
  const auto add = [&](const char* name, const QString& caption, QWidget* field) {
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(QString(caption).remove(QLatin1Char('&')));
    form->addRow(caption, field);
  };
  add("planKey", tr("&Plan"), plan_);
  add("planName", tr("&Name"), name_);
  add("planFeatures", tr("&Features"), features_);
  add("planLimits", tr("&Limits"), limits_);
  for (QPlainTextEdit* edit : {features_, limits_}) edit->setTabChangesFocus(true);
  features_->setPlaceholderText(tr("one a line"));
  limits_->setPlaceholderText(tr("api_calls = 5000, one a line; or unlimited"));
  previewButton_->setObjectName(QStringLiteral("planPreview"));
  previewButton_->setAutoDefault(false);
  form->addRow(QString(), previewButton_);
  diff_->setObjectName(QStringLiteral("planDiff"));
  diff_->setAccessibleName(tr("Lines of the file that change"));
  diff_->setReadOnly(true);
  diff_->setTabChangesFocus(true);
  diff_->setFont(monospaceFont(font()));
  diff_->setLineWrapMode(QPlainTextEdit::NoWrap);
  diff_->setPlaceholderText(tr("Here stand the lines of the workspace's file that would change."));
  row->addLayout(form, 1);
  row->addWidget(diff_, 1);
  return part;
}

QWidget* PlanDialog::buildPrice() {
  auto* box = new QGroupBox(tr("A new price"));
  auto* column = new QVBoxLayout(box);
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 2));
  amount_->setObjectName(QStringLiteral("priceAmount"));
  amount_->setAccessibleName(tr("Amount"));
  amount_->setPlaceholderText(QStringLiteral("15.00"));
  interval_->setObjectName(QStringLiteral("priceInterval"));
  interval_->setAccessibleName(tr("Interval"));
  interval_->addItem(tr("a month"), static_cast<int>(IntervalUnit::Month));
  interval_->addItem(tr("a year"), static_cast<int>(IntervalUnit::Year));
  priceButton_->setObjectName(QStringLiteral("pricePreview"));
  priceButton_->setAutoDefault(false);
  makePrice_->setObjectName(QStringLiteral("makePrice"));
  makePrice_->setAutoDefault(false);
  row->addWidget(amount_);
  row->addWidget(interval_);
  row->addWidget(priceButton_);
  row->addWidget(makePrice_);
  row->addStretch(1);
  priceWords_->setObjectName(QStringLiteral("priceWords"));
  priceWords_->setWordWrap(true);
  priceWords_->setText(tr("Made at the provider; those who have the old price keep it."));
  column->addLayout(row);
  column->addWidget(priceWords_);
  box->setEnabled(context_.services.admin != nullptr);
  return box;
}

QWidget* PlanDialog::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  auto* label = new QLabel(tr("R&eason"));
  label->setBuddy(reason_);
  reason_->setObjectName(QStringLiteral("planReason"));
  reason_->setAccessibleName(tr("Reason"));
  reason_->setPlaceholderText(tr("Why, for those who ask later"));
  auto* close = new QPushButton(tr("&Close"));
  write_->setObjectName(QStringLiteral("planWrite"));
  write_->setProperty("primary", true);
  for (QPushButton* button : {close, write_}) button->setAutoDefault(false);
  row->addWidget(label);
  row->addWidget(reason_, 1);
  row->addWidget(close);
  row->addWidget(write_);
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  return part;
}

}  // namespace billing::ui
