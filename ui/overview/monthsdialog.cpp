#include "ui/overview/monthsdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

QDateEdit* monthEdit(const QString& name, const QString& spoken, QDate month) {
  auto* edit = new QDateEdit(month);
  edit->setObjectName(name);
  edit->setAccessibleName(spoken);
  edit->setDisplayFormat(QStringLiteral("MM / yyyy"));
  edit->setDateRange(QDate(2000, 1, 1), QDate(2100, 12, 31));
  return edit;
}

}  // namespace

MonthsDialog::MonthsDialog(const operations::FinancePeriod& start, QWidget* parent)
    : QDialog(parent),
      from_(monthEdit(QStringLiteral("monthsFrom"), tr("First month"), start.from)),
      to_(monthEdit(QStringLiteral("monthsTo"), tr("Last month"), start.to)) {
  setObjectName(QStringLiteral("monthsDialog"));
  setWindowTitle(tr("Other months"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  form->addRow(tr("&First month"), from_);
  form->addRow(tr("&Last month"), to_);
  column->addLayout(form);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  buttons->button(QDialogButtonBox::Ok)->setText(tr("Show these months"));
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    Q_EMIT chosen(from_->date(), to_->date());
    accept();
  });
  column->addWidget(buttons);
}

}  // namespace billing::ui
