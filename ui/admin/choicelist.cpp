#include "ui/admin/choicelist.h"

#include "ui/theme/metrics.h"

namespace billing::ui {

QLabel* partTitle(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(strongFont(parent->font()));
  return label;
}

ChoiceList::ChoiceList(const QString& title, QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout(this)), group_(new QButtonGroup(this)), title_(title) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space(this, 1));
  column_->addWidget(partTitle(title, this));
  setAccessibleName(title);
  connect(group_, &QButtonGroup::idToggled, this, [this](int, bool on) {
    if (on) Q_EMIT changed();
  });
}

QRadioButton* ChoiceList::add(const QString& word, const QString& about) {
  auto* button = new QRadioButton(word, this);
  button->setAccessibleName(QStringLiteral("%1: %2").arg(title_, word));
  button->setAccessibleDescription(about);
  group_->addButton(button, static_cast<int>(abouts_.size()));
  column_->addWidget(button);
  auto* label = new QLabel(about, this);
  label->setWordWrap(true);
  label->setFont(captionFont(font()));
  label->setForegroundRole(QPalette::PlaceholderText);
  label->setContentsMargins(space(this, 6), 0, 0, space(this, 0.5));
  label->setVisible(!about.isEmpty());
  column_->addWidget(label);
  abouts_.push_back(label);
  if (abouts_.size() == 1) choose(0);
  return button;
}

void ChoiceList::setImpossible(int number, const QString& why) {
  QAbstractButton* button = group_->button(number);
  button->setEnabled(why.isEmpty());
  button->setToolTip(why);
  if (why.isEmpty()) return;
  abouts_.at(number)->setText(why);
  abouts_.at(number)->show();
  button->setAccessibleDescription(why);
}

void ChoiceList::choose(int number) {
  if (QAbstractButton* button = group_->button(number)) button->setChecked(true);
}

}  // namespace billing::ui
