// How the audit pane is laid out: filters above, entries on the left, the selected one whole on the right.
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "reports/exportrecord.h"
#include "ui/details/auditdetail.h"
#include "ui/details/detailpage.h"
#include "ui/exports/exportactions.h"
#include "ui/exports/rowsexport.h"
#include "ui/panes/auditpane.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

AuditPane::AuditPane(const PaneContext& context, QWidget* parent)
    : Pane(parent), context_(context), list_(context), banner_(new ErrorBanner), progress_(new ProgressLine) {
  setObjectName(QStringLiteral("pane_audit"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  column->addWidget(banner_);
  column->addWidget(progress_);
  column->addWidget(buildVerdict());
  column->addWidget(buildFilters());
  column->addWidget(buildList(), 1);
  connect(banner_, &ErrorBanner::actionTriggered, this, &AuditPane::refresh);
  connect(&list_, &AuditList::changed, this, &AuditPane::showRows);
  connect(&list_, &AuditList::failed, this, [this](const Error& error) {
    progress_->setRunning(false);
    banner_->showError(error, tr("Try again"));
  });
  typing_.setSingleShot(true);
  typing_.setInterval(250);
  connect(&typing_, &QTimer::timeout, this, &AuditPane::ask);
  ask();
  check();
}

// The entries on the screen: the whole log with its head leaves by `billingctl audit export`.
ExportSeed AuditPane::exportSeed() const {
  reports::ReportHead head = reports::headOf(context_.services.profile);
  head.list = QStringLiteral("audit");
  head.title = tr("Audit");
  head.filter = isFiltered() ? count_->text() : QString();
  head.madeAt = context_.nowMs();
  return seedOfRows(head, reports::auditColumns(), list_.rows());
}

QWidget* AuditPane::buildHead() {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  row->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Audit"));
  title->setFont(titleFont(font()));
  count_ = new QLabel;
  count_->setForegroundRole(QPalette::PlaceholderText);
  check_ = new QPushButton(tr("Check the log"));
  check_->setObjectName(QStringLiteral("auditCheck"));
  check_->setIcon(symbol(QStringLiteral("shield"), Tone::Muted));
  check_->setToolTip(tr("Reads every entry and says whether any was changed, taken out or added"));
  connect(check_, &QPushButton::clicked, this, &AuditPane::check);
  row->addWidget(title);
  row->addWidget(count_);
  row->addStretch(1);
  if (QToolButton* exporting = exportButton(context_, *this, [this] { return exportSeed(); }))
    row->addWidget(exporting);
  row->addWidget(check_);
  return head;
}

QWidget* AuditPane::buildVerdict() {
  verdictBox_ = new QWidget;
  auto* row = new QHBoxLayout(verdictBox_);
  row->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 2));
  row->setSpacing(space(this, 2));
  verdictNote_ = new NoteStrip;
  verdictNote_->setObjectName(QStringLiteral("auditVerdict"));
  verdictNote_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  showFinding_ = new QPushButton;
  showFinding_->setObjectName(QStringLiteral("auditShowFinding"));
  connect(showFinding_, &QPushButton::clicked, this, [this] {
    if (!verdict_.findings.empty()) showRow(verdict_.findings.front().entry);
  });
  startAnew_ = new QPushButton(tr("Compare with the database alone"));
  startAnew_->setObjectName(QStringLiteral("auditStartAnew"));
  startAnew_->setToolTip(
      tr("Forgets the newest entry that this machine remembers, as after a database was put back from a backup"));
  connect(startAnew_, &QPushButton::clicked, this, &AuditPane::startAnew);
  row->addWidget(verdictNote_, 1);
  row->addWidget(showFinding_, 0, Qt::AlignTop);
  row->addWidget(startAnew_, 0, Qt::AlignTop);
  verdictBox_->hide();
  return verdictBox_;
}

QWidget* AuditPane::buildFilters() {
  auto* bar = new QWidget;
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(space(this, 4), space(this, 1), space(this, 4), space(this, 2));
  row->setSpacing(space(this, 2));
  search_ = new QLineEdit;
  search_->setObjectName(QStringLiteral("auditSearch"));
  search_->setPlaceholderText(tr("Search ids, reasons, values"));
  search_->setAccessibleName(tr("Search in the audit log"));
  search_->setClearButtonEnabled(true);
  search_->addAction(symbol(QStringLiteral("search"), Tone::Muted), QLineEdit::LeadingPosition);
  connect(search_, &QLineEdit::textChanged, this, [this] { typing_.start(); });
  row->addWidget(search_, 2);
  const auto box = [&](const char* name, const QString& spoken, const QString& any) {
    auto* made = new QComboBox;
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(spoken);
    made->setAccessibleDescription(tr("Filter: %1").arg(spoken));
    made->addItem(any, QString());
    made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(made, 1);
    connect(made, &QComboBox::currentTextChanged, this, [this] { typing_.start(); });
    return made;
  };
  person_ = box("auditPerson", tr("Who"), tr("Anybody"));
  person_->setEditable(true);
  person_->setInsertPolicy(QComboBox::NoInsert);
  person_->lineEdit()->setAccessibleName(tr("Who"));
  action_ = box("auditAction", tr("What"), tr("Any action"));
  object_ = box("auditObject", tr("Kind of object"), tr("Any object"));
  period_ = box("auditPeriod", tr("When"), tr("Any time"));
  period_->addItem(tr("Last 24 hours"), 1);
  period_->addItem(tr("Last 7 days"), 7);
  period_->addItem(tr("Last 30 days"), 30);
  period_->addItem(tr("Last 365 days"), 365);
  return bar;
}

QWidget* AuditPane::buildList() {
  auto* splitter = new QSplitter(Qt::Horizontal);
  splitter->setChildrenCollapsible(false);
  splitter->setHandleWidth(1);
  table_ = shortTable(QStringLiteral("table_audit"), tr("Changes by hand"), &list_.model(),
                      {QStringLiteral("at"), QStringLiteral("actor"), QStringLiteral("action"), QStringLiteral("stage"),
                       QStringLiteral("external_id"), QStringLiteral("reason")});
  setColumnWidths(*table_, {{"at", 11}, {"actor", 8}, {"action", 14}, {"stage", 13}, {"external_id", 16}}, "reason");
  connect(table_, &DataTable::rowSelected, this, [this](qint64 entry) {
    detail_->showRow(entry);
    Q_EMIT selectionTextChanged(selectionText());
  });
  stack_ = new QStackedWidget;
  empty_ = new EmptyState;
  connect(empty_, &EmptyState::actionTriggered, this, [this] {
    clearFilters();
    ask();
  });
  auto* left = new QWidget;
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 1));
  older_ = new QPushButton(tr("Show older entries"));
  older_->setObjectName(QStringLiteral("auditOlder"));
  connect(older_, &QPushButton::clicked, &list_, &AuditList::showOlder);
  column->addWidget(table_, 1);
  column->addWidget(older_, 0, Qt::AlignHCenter);
  detail_ = new AuditDetail(context_, list_);
  splitter->addWidget(left);
  splitter->addWidget(detail_);
  splitter->setSizes({chars(this, 100), chars(this, 60)});
  for (int i = 0; i < 2; ++i) splitter->widget(i)->setMinimumWidth(chars(this, 36));
  const QString key = QStringLiteral("lists/audit/splitter");
  splitter->restoreState(context_.services.settings.value(key).toByteArray());
  connect(splitter, &QSplitter::splitterMoved, this,
          [this, splitter, key] { context_.services.settings.setValue(key, splitter->saveState()); });
  stack_->addWidget(splitter);
  stack_->addWidget(empty_);
  return stack_;
}

}  // namespace billing::ui
