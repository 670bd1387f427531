#include "ui/dialogs/peopledialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QTabWidget>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/presenters/rolewords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/rolestable.h"

namespace billing::ui {

using operations::Deed;
using operations::Role;

PeopleDialog::PeopleDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      standing_(new QLabel),
      enforced_(new NoteStrip),
      banner_(new ErrorBanner),
      table_(new QTableWidget),
      name_(new QLineEdit),
      role_(new QComboBox),
      mayApprove_(new QCheckBox(tr("May agree to what others ask for, above the limit"))),
      active_(new QCheckBox(tr("Active"))),
      reason_(new QLineEdit),
      save_(new QPushButton(tr("Save"))) {
  setObjectName(QStringLiteral("peopleDialog"));
  setWindowTitle(tr("People"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  standing_->setObjectName(QStringLiteral("peopleStanding"));
  standing_->setFont(strongFont(font()));
  standing_->setWordWrap(true);
  column->addWidget(standing_);
  column->addWidget(enforced_);
  auto* pages = new QTabWidget;
  pages->addTab(buildPeople(), tr("People"));
  pages->addTab(buildMatrix(), tr("What each role may"));
  column->addWidget(pages, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  column->addWidget(buttons);
  resize(chars(this, 110), chars(this, 90));
  connect(context.services.admin, &operations::AdminDesk::stateChanged, this, &PeopleDialog::showStanding);
  showStanding();
  reload();
}

QWidget* PeopleDialog::buildPeople() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 3), space(this, 3), space(this, 3), space(this, 3));
  column->setSpacing(space(this, 3));
  table_->setObjectName(QStringLiteral("peopleTable"));
  table_->setAccessibleName(tr("People"));
  table_->setColumnCount(5);
  table_->setHorizontalHeaderLabels({tr("Name"), tr("Role"), tr("May approve"), tr("Active"), tr("Set")});
  prepareReadTable(*table_);
  connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) { edit(row); });
  column->addWidget(table_, 1);
  column->addWidget(banner_);
  column->addLayout(buildForm());
  return page;
}

QLayout* PeopleDialog::buildForm() {
  name_->setObjectName(QStringLiteral("personName"));
  name_->setPlaceholderText(tr("The name one logs in with"));
  role_->setObjectName(QStringLiteral("personRole"));
  for (const Role role : operations::kRoles) role_->addItem(roleTitle(role), static_cast<int>(role));
  role_->setAccessibleDescription(tr("Role"));
  mayApprove_->setObjectName(QStringLiteral("personMayApprove"));
  active_->setObjectName(QStringLiteral("personActive"));
  active_->setChecked(true);
  reason_->setObjectName(QStringLiteral("personReason"));
  reason_->setPlaceholderText(tr("Why, for the audit log"));
  save_->setObjectName(QStringLiteral("personSave"));
  save_->setAutoDefault(false);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  form->setVerticalSpacing(space(this, 2));
  form->addRow(tr("&Name"), name_);
  form->addRow(tr("&Role"), role_);
  form->addRow(QString(), mayApprove_);
  form->addRow(QString(), active_);
  form->addRow(tr("R&eason"), reason_);
  auto* row = new QHBoxLayout;
  row->addStretch(1);
  row->addWidget(new GuardBox(save_, context_.services, Deed::ManagePeople));
  form->addRow(row);
  for (QLineEdit* field : {name_, reason_}) connect(field, &QLineEdit::textChanged, this, &PeopleDialog::refreshSave);
  connect(save_, &QPushButton::clicked, this, &PeopleDialog::save);
  refreshSave();
  return form;
}

QWidget* PeopleDialog::buildMatrix() {
  auto* matrix = new QTableWidget;
  matrix->setObjectName(QStringLiteral("rolesTable"));
  matrix->setAccessibleName(tr("What each role may"));
  fillRoleMatrix(*matrix);
  return matrix;
}

void PeopleDialog::showStanding() {
  const auto state = context_.services.admin->state();
  const QString right = state.person.mayApprove ? tr(", may approve") : QString();
  standing_->setText(tr("You are %1: %2%3").arg(state.person.name, roleTitle(state.person.role), right));
  enforced_->say(Tone::Info, QStringLiteral("info"),
                 people_.isEmpty()
                     ? tr("%1. Nobody is listed yet: whoever opens this workspace is its admin.").arg(state.enforcedBy)
                     : tr("%1. Who is not listed is a viewer.").arg(state.enforcedBy));
}

void PeopleDialog::reload() {
  whenDone(context_.services.admin->people(cancel_), this, [this](const Result<QVector<store::PersonRow>>& people) {
    if (people) return showPeople(*people);
    if (people.error().kind != ErrorKind::Cancelled) banner_->showError(people.error());
  });
}

void PeopleDialog::showPeople(const QVector<store::PersonRow>& people) {
  people_ = people;
  table_->setRowCount(static_cast<int>(people.size()));
  int row = 0;
  for (const store::PersonRow& person : people) {
    const auto role = operations::roleFrom(person.role.toStdString());
    const QString when =
        tr("%1 by %2")
            .arg(models::relativeTime(person.setAt, context_.nowMs(), context_.words.zone, context_.words.locale),
                 person.setBy);
    int column = 0;
    for (const QString& text :
         {person.name, role ? roleTitle(*role) : person.role, yesNo(person.mayApprove), yesNo(person.active), when})
      table_->setItem(row, column++, new QTableWidgetItem(text));
    ++row;
  }
  showStanding();
}

void PeopleDialog::edit(int row) {
  if (row < 0 || row >= people_.size()) return;
  const store::PersonRow& person = people_[row];
  name_->setText(person.name);
  const auto role = operations::roleFrom(person.role.toStdString());
  if (role) role_->setCurrentIndex(role_->findData(static_cast<int>(*role)));
  mayApprove_->setChecked(person.mayApprove);
  active_->setChecked(person.active);
}

void PeopleDialog::refreshSave() {
  const bool named = !name_->text().trimmed().isEmpty();
  const bool reasoned = reason_->text().trimmed().size() >= 3;
  save_->setEnabled(named && reasoned);
  save_->setToolTip(!named ? tr("Name somebody first") : !reasoned ? tr("Say why first") : QString());
}

void PeopleDialog::save() {
  store::PersonRow person;
  person.name = name_->text().trimmed();
  const auto role = toString(static_cast<Role>(role_->currentData().toInt()));
  person.role = QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size()));
  person.mayApprove = mayApprove_->isChecked();
  person.active = active_->isChecked();
  save_->setEnabled(false);
  whenDone(context_.services.admin->setPerson(person, reason_->text().trimmed()), this,
           [this, person](const Result<void>& set) {
             refreshSave();
             if (!set) return banner_->showError(set.error());
             banner_->dismiss();
             reason_->clear();
             reload();
             Q_EMIT context_.navigator.noticed(tr("%1 is %2 now").arg(person.name, role_->currentText()));
           });
}

}  // namespace billing::ui
