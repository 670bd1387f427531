// How the bulk dialog is laid out: what is to be done, what it comes to, the last word; afterwards the run in its
// place.
#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/admin/liverow.h"
#include "ui/bulk/bulkdialog.h"
#include "ui/bulk/bulkform.h"
#include "ui/bulk/bulkrunview.h"
#include "ui/details/detailpage.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

BulkDialog::BulkDialog(const PaneContext& context, const BulkSeed& seed, QWidget* parent)
    : QDialog(parent),
      context_(context),
      desk_(*context.services.bulk),
      seed_(seed),
      totals_(bulkTotalTable(), context.words),
      refusals_(bulkRefusalTable(), context.words),
      form_(new BulkForm(context, seed.selection.list)),
      pages_(new QStackedWidget),
      previewButton_(new QPushButton(symbol(QStringLiteral("eye")), tr("Pre&view"))),
      bar_(new QProgressBar),
      sentence_(new QLabel),
      approval_(new NoteStrip),
      typedLabel_(new QLabel),
      typed_(new QLineEdit),
      banner_(new ErrorBanner),
      close_(new QPushButton(tr("&Cancel"))),
      rehearse_(new QPushButton(tr("Re&hearse…"))),
      deed_(new QPushButton),
      run_(new BulkRunView(context)) {
  setObjectName(QStringLiteral("bulkDialog"));
  setWindowTitle(tr("Change %1").arg(seed.selection.words));
  setAttribute(Qt::WA_DeleteOnClose);
  if (seed.kind) form_->setKind(*seed.kind);
  if (!seed.product.isEmpty()) form_->setProduct(seed.product);
  build();
  connectParts();
  chosenAnew();
  form_->findChild<QWidget*>(QStringLiteral("bulkKind"))->setFocus();
}

void BulkDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  auto* body = new QWidget;
  auto* inside = new QVBoxLayout(body);
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 3));
  inside->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Change %1").arg(seed_.selection.words));
  title->setObjectName(QStringLiteral("bulkTitle"));
  title->setFont(titleFont(font()));
  title->setWordWrap(true);
  inside->addWidget(title);
  inside->addWidget(banner_);
  pages_->addWidget(buildChoice());
  pages_->addWidget(run_);
  inside->addWidget(pages_, 1);
  column->addWidget(body, 1);
  column->addWidget(buildButtons());
  resize(QSize(chars(this, 112), fontMetrics().height() * 36).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* BulkDialog::buildChoice() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 3));
  column->addWidget(form_);
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 3));
  previewButton_->setObjectName(QStringLiteral("bulkPreview"));
  previewButton_->setAutoDefault(false);
  bar_->setTextVisible(true);
  bar_->setFormat(tr("%v of %m looked at"));
  bar_->setAccessibleName(tr("Looking at each of them"));
  bar_->hide();
  sentence_->setObjectName(QStringLiteral("bulkSentence"));
  sentence_->setWordWrap(true);
  row->addWidget(previewButton_);
  row->addWidget(sentence_, 1);
  row->addWidget(bar_);
  column->addLayout(row);
  column->addWidget(approval_);
  column->addWidget(buildTables(), 1);
  if (context_.services.admin != nullptr) column->addWidget(new LiveRow(context_));
  column->addWidget(buildConfirm());
  return page;
}

QWidget* BulkDialog::buildTables() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  totalsTable_ = shortTable(QStringLiteral("table_bulkTotals"), tr("Sums of each currency"), &totals_,
                            {QStringLiteral("currency"), QStringLiteral("count"), QStringLiteral("charged"),
                             QStringLiteral("given_back"), QStringLiteral("next"), QStringLiteral("estimate")});
  setColumnWidths(*totalsTable_, {{"currency", 10}, {"count", 9}, {"charged", 16}, {"given_back", 16}, {"next", 16}},
                  "estimate");
  totalsTable_->setMaximumHeight(rowHeight(fontMetrics()) * 5);
  refusalsTable_ =
      shortTable(QStringLiteral("table_bulkRefusals"), tr("Why some are refused, and what to beware of"), &refusals_,
                 {QStringLiteral("count"), QStringLiteral("message"), QStringLiteral("subjects")});
  setColumnWidths(*refusalsTable_, {{"count", 9}, {"subjects", 36}}, "message");
  column->addWidget(totalsTable_);
  column->addWidget(refusalsTable_, 1);
  column->addStretch(0);
  return part;
}

QWidget* BulkDialog::buildConfirm() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 3));
  typedLabel_->setTextFormat(Qt::RichText);
  typedLabel_->setBuddy(typed_);
  typed_->setObjectName(QStringLiteral("bulkTyped"));
  typed_->setAccessibleName(tr("The number that is changed"));
  typed_->setMaximumWidth(chars(this, 16));
  row->addWidget(typedLabel_);
  row->addWidget(typed_);
  row->addStretch(1);
  typedLabel_->hide();
  typed_->hide();
  return part;
}

QWidget* BulkDialog::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 4));
  row->setSpacing(space(this, 2));
  close_->setObjectName(QStringLiteral("bulkClose"));
  deed_->setObjectName(QStringLiteral("bulkDeed"));
  rehearse_->setObjectName(QStringLiteral("bulkRehearse"));
  rehearse_->setToolTip(tr("On a copy of the database, without calling anybody"));
  deed_->setProperty("primary", true);
  for (QPushButton* button : {rehearse_, close_, deed_}) button->setAutoDefault(false);
  row->addWidget(rehearse_);
  row->addStretch(1);
  row->addWidget(close_);
  row->addWidget(deed_);
  return part;
}

}  // namespace billing::ui
