#include "ui/widgets/factscard.h"

#include "ui/theme/metrics.h"

namespace billing::ui {

FactsCard::FactsCard(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(space(this, 4));
  grid_->setVerticalSpacing(0);
  grid_->setColumnStretch(1, 1);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void FactsCard::addRow() {
  const int index = static_cast<int>(rows_.size());
  auto* caption = new QLabel(this);
  caption->setForegroundRole(QPalette::PlaceholderText);
  caption->setMinimumWidth(chars(this, 14));
  caption->setMinimumHeight(fontMetrics().height() + space(this, 1));
  auto* value = new FactLabel(this);
  grid_->addWidget(caption, index, 0, Qt::AlignTop);
  grid_->addWidget(value, index, 1);
  rows_.push_back({caption, value, {}});
  connect(value, &FactLabel::activated, this, [this, index] {
    if (rows_.at(index).follow) rows_.at(index).follow();
  });
}

void FactsCard::setFacts(const QVector<FactItem>& facts) {
  int used = 0;
  for (const FactItem& fact : facts) {
    if (fact.text.isEmpty()) continue;
    if (used == rows_.size()) addRow();
    Row& row = rows_[used++];
    row.caption->setText(fact.caption);
    row.value->show(fact.text, fact.style, fact.hover);
    row.follow = fact.follow;
  }
  for (int i = 0; i < rows_.size(); ++i) {
    rows_.at(i).caption->setVisible(i < used);
    rows_.at(i).value->setVisible(i < used);
  }
}

}  // namespace billing::ui
