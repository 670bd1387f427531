// Where the parts of the dialog stand.
#include <QFormLayout>
#include <QHeaderView>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/delegates/celldelegate.h"
#include "ui/overview/definitionsdialog.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

void DefinitionsDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  column->addWidget(progress_);
  column->addWidget(banner_);
  auto* split = new QSplitter;
  list_->setObjectName(QStringLiteral("definitionTerms"));
  list_->setAccessibleName(tr("What is defined"));
  list_->setToolTip(tr("* counted in another way than usual"));
  auto* terms = new QWidget;
  terms->setAutoFillBackground(true);
  terms->setBackgroundRole(QPalette::Base);
  auto* around = new QVBoxLayout(terms);
  around->setContentsMargins(space(this, 3), space(this, 3), 0, 0);
  around->addWidget(list_);
  split->addWidget(terms);
  split->addWidget(buildTerm());
  split->setStretchFactor(1, 1);
  split->setSizes({chars(this, 32), chars(this, 80)});
  split->setChildrenCollapsible(false);
  column->addWidget(split, 1);
  resize(QSize(chars(this, 118), fontMetrics().height() * 34).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* DefinitionsDialog::buildTerm() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  title_->setObjectName(QStringLiteral("definitionTitle"));
  title_->setFont(titleFont(font()));
  since_->setObjectName(QStringLiteral("definitionSince"));
  since_->setForegroundRole(QPalette::PlaceholderText);
  since_->setWordWrap(true);
  column->addWidget(title_);
  column->addWidget(since_);
  choices_ = new QVBoxLayout;
  choices_->setSpacing(space(this, 2));
  column->addLayout(choices_);
  over_->setForegroundRole(QPalette::PlaceholderText);
  column->addWidget(over_);
  table_->setObjectName(QStringLiteral("definitionEffect"));
  table_->setAccessibleName(tr("What each definition makes of the figures"));
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setTabKeyNavigation(false);
  table_->setHorizontalHeader(new TableHeader(table_));
  table_->horizontalHeader()->setSectionsMovable(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(rowHeight(fontMetrics()));
  table_->setShowGrid(false);
  table_->setItemDelegate(new CellDelegate(table_));
  column->addWidget(table_, 1);
  addChoice(*column);
  return page;
}

void DefinitionsDialog::addChoice(QVBoxLayout& column) {
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  reason_->setObjectName(QStringLiteral("definitionReason"));
  reason_->setAccessibleName(tr("Reason"));
  reason_->setPlaceholderText(tr("Why it is counted so from now on; kept in the audit log"));
  form->addRow(tr("&Reason"), reason_);
  column.addLayout(form);
  auto* row = new QHBoxLayout;
  use_->setObjectName(QStringLiteral("definitionUse"));
  auto* close = new QPushButton(tr("C&lose"));
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  for (QPushButton* button : {use_, close}) button->setAutoDefault(false);
  row->addStretch(1);
  row->addWidget(use_);
  row->addWidget(close);
  column.addLayout(row);
}

}  // namespace billing::ui
