#include "ui/checks/findingsview.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "support/whendone.h"
#include "ui/checks/findingrow.h"
#include "ui/presenters/findingwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

namespace {

constexpr size_t kMostFindings = 200;  // a file with more is best begun anew; the copy has them all

}  // namespace

FindingsView::FindingsView(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      sign_(new SymbolLabel(5)),
      summary_(new QLabel),
      checkedAt_(new QLabel),
      again_(new QPushButton(symbol(QStringLiteral("retry")), tr("Check again"))),
      copy_(new QPushButton(symbol(QStringLiteral("copy")), tr("Copy all"))),
      stack_(new QStackedWidget),
      well_(new EmptyState) {
  setObjectName(QStringLiteral("findingsView"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  auto* list = new QWidget;
  list->setAutoFillBackground(true);
  list->setBackgroundRole(QPalette::Base);
  rows_ = new QVBoxLayout(list);
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->setSpacing(0);
  rows_->addStretch(1);
  auto* area = new QScrollArea;
  area->setAccessibleName(tr("Findings"));
  area->setWidgetResizable(true);
  area->setWidget(list);
  stack_->addWidget(area);
  stack_->addWidget(well_);
  column->addWidget(stack_, 1);
  connect(again_, &QPushButton::clicked, this, &FindingsView::refresh);
  connect(copy_, &QPushButton::clicked, this, &FindingsView::copyAll);
  connect(well_, &EmptyState::actionTriggered, this, &FindingsView::refresh);
  refresh();
}

QWidget* FindingsView::buildHead() {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
  row->setSpacing(space(this, 2));
  summary_->setObjectName(QStringLiteral("findingsSummary"));
  summary_->setFont(strongFont(font()));
  checkedAt_->setForegroundRole(QPalette::PlaceholderText);
  again_->setObjectName(QStringLiteral("findingsAgain"));
  again_->setToolTip(tr("Reads the file anew (F5)"));
  copy_->setObjectName(QStringLiteral("findingsCopy"));
  row->addWidget(sign_);
  row->addWidget(summary_);
  row->addWidget(checkedAt_);
  row->addStretch(1);
  row->addWidget(copy_);
  row->addWidget(again_);
  return head;
}

void FindingsView::refresh() {
  if (checking_) return;
  if (!context_.services.checkConfig) {
    well_->say(QStringLiteral("info"), tr("There is no file to check"), tr("This workspace was not read from a file."));
    stack_->setCurrentIndex(1);
    for (QWidget* widget : {static_cast<QWidget*>(again_), static_cast<QWidget*>(copy_), static_cast<QWidget*>(sign_)})
      widget->hide();
    return;
  }
  checking_ = true;
  again_->setEnabled(false);
  whenDone(context_.services.checkConfig(), this, [this](std::vector<workspace::Finding> findings) {
    checking_ = false;
    again_->setEnabled(true);
    show(std::move(findings));
  });
}

void FindingsView::show(std::vector<workspace::Finding> findings) {
  // Errors first: they are what keeps money from being right. Within a severity the order of the file.
  std::stable_sort(findings.begin(), findings.end(),
                   [](const auto& a, const auto& b) { return a.severity < b.severity; });
  findings_ = std::move(findings);
  while (rows_->count() > 1) {
    QLayoutItem* item = rows_->takeAt(0);
    item->widget()->deleteLater();
    delete item;
  }
  for (size_t i = 0; i < std::min(findings_.size(), kMostFindings); ++i)
    rows_->insertWidget(static_cast<int>(i), new FindingRow(findings_.at(i)));
  const bool well = findings_.empty();
  const QTimeZone& zone = context_.words.zone;
  const QString time = QDateTime::fromMSecsSinceEpoch(context_.nowMs(), zone).toString(QStringLiteral("HH:mm:ss"));
  const SeverityLook look = well ? SeverityLook{tr("well"), QStringLiteral("check-circle"), Tone::Success}
                                 : severityLook(findings_.front().severity);
  sign_->show(look.icon, look.tone, look.word);
  summary_->setText(summaryOf(findings_));
  checkedAt_->setText(tr("checked at %1").arg(time));
  copy_->setVisible(!well);
  well_->say(QStringLiteral("check-circle"), tr("All is well"),
             tr("The workspace's file says nothing that contradicts itself, the provider or the key ring."));
  stack_->setCurrentIndex(well ? 1 : 0);
  Q_EMIT changed();
}

void FindingsView::copyAll() const {
  QStringList lines;
  for (const auto& finding : findings_) lines << lineOf(finding);
  QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
  Q_EMIT context_.navigator.noticed(tr("%1 findings copied").arg(findings_.size()));
}

}  // namespace billing::ui
