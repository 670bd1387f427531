#include "ui/admin/planmatrixchoice.h"

#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "models/facts.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

PlanMatrixChoice::PlanMatrixChoice(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), group_(new QButtonGroup(this)) {
  setObjectName(QStringLiteral("planChoices"));
  setAccessibleName(tr("Plans"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(space(this, 4));
  grid_->setVerticalSpacing(space(this, 1));
  connect(group_, &QButtonGroup::idToggled, this, [this](int, bool on) {
    if (on) Q_EMIT changed();
  });
}

void PlanMatrixChoice::show(const PriceMatrix& matrix) {
  const QString kept = chosen() != nullptr ? chosen()->product : QString();
  const QSignalBlocker quiet(group_);
  qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  matrix_ = matrix;
  addHead();
  for (int i = 0; i < matrix_.choices.size(); ++i) {
    addChoice(i);
    if (!kept.isEmpty() && matrix_.choices.at(i).product == kept) group_->button(i)->setChecked(true);
  }
}

void PlanMatrixChoice::addHead() {
  for (int column = 0; column < matrix_.periods.size(); ++column) {
    const auto& [unit, count] = matrix_.periods.at(column);
    auto* label = new QLabel(models::intervalText(unit, count), this);
    label->setFont(captionFont(font()));
    label->setForegroundRole(QPalette::PlaceholderText);
    grid_->addWidget(label, 0, column + 1);
  }
  for (int row = 0; row < matrix_.plans.size(); ++row)
    grid_->addWidget(new QLabel(matrix_.plans.at(row), this), row + 1, 0);
  grid_->setColumnStretch(static_cast<int>(matrix_.periods.size()) + 1, 1);
}

void PlanMatrixChoice::addChoice(int number) {
  const PriceChoice& choice = matrix_.choices.at(number);
  auto* button = new QRadioButton(choice.current ? tr("%1 · now").arg(choice.price) : choice.price, this);
  button->setObjectName(QStringLiteral("plan_") + choice.product);
  button->setAccessibleName(QStringLiteral("%1, %2, %3").arg(choice.plan, choice.interval, choice.price));
  button->setAccessibleDescription(choice.current ? tr("The present plan") : choice.whyNot);
  button->setToolTip(choice.whyNot.isEmpty() ? choice.product : choice.whyNot);
  button->setEnabled(choice.whyNot.isEmpty());
  if (choice.current) button->setFont(strongFont(font()));
  group_->addButton(button, number);
  const int row = static_cast<int>(matrix_.plans.indexOf(choice.plan)) + 1;
  const int column = static_cast<int>(matrix_.periods.indexOf(choice.period)) + 1;
  // Two prices of one plan and interval (an old and a new one) stand one under the other.
  auto* cell = qobject_cast<QVBoxLayout*>(
      grid_->itemAtPosition(row, column) != nullptr ? grid_->itemAtPosition(row, column)->layout() : nullptr);
  if (cell == nullptr) {
    cell = new QVBoxLayout;
    grid_->addLayout(cell, row, column);
  }
  cell->addWidget(button);
}

const PriceChoice* PlanMatrixChoice::chosen() const {
  const int number = group_->checkedId();
  return number >= 0 && number < matrix_.choices.size() ? &matrix_.choices.at(number) : nullptr;
}

QWidget* PlanMatrixChoice::firstButton() const {
  for (int i = 0; i < matrix_.choices.size(); ++i)
    if (matrix_.choices.at(i).current) return group_->button(i);
  return matrix_.choices.isEmpty() ? nullptr : group_->button(0);
}

}  // namespace billing::ui
