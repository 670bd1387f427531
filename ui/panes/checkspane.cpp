#include "ui/panes/checkspane.h"

#include <QLabel>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/presenters/findingwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"

namespace billing::ui {

ChecksPane::ChecksPane(const PaneContext& context, QWidget* parent)
    : Pane(parent),
      context_(context),
      banner_(new ErrorBanner),
      tabs_(new QTabWidget),
      findings_(new FindingsView(context)) {
  setObjectName(QStringLiteral("pane_checks"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* title = new QLabel(tr("Checks"));
  title->setFont(titleFont(font()));
  title->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 1));
  column->addWidget(title);
  column->addWidget(banner_);
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setDrawBase(false);
  tabs_->tabBar()->setAccessibleName(tr("Checks"));
  tabs_->addTab(findings_, {});
  if (context.services.safety != nullptr) {
    diagnosis_ = new DiagnosisView(context);
    switches_ = new SwitchesView(context);
    tabs_->addTab(diagnosis_, {});
    tabs_->addTab(switches_, {});
    connect(diagnosis_, &DiagnosisView::settled, this, &ChecksPane::settleDown);
    connect(switches_, &SwitchesView::changed, this, &ChecksPane::settleDown);
    connect(switches_, &SwitchesView::failed, banner_, [this](const Error& error) { banner_->showError(error); });
  }
  if (context.services.desk != nullptr) {
    letThrough_ = new LetThroughView(context);
    tabs_->addTab(letThrough_, {});
    connect(letThrough_, &LetThroughView::changed, this, &ChecksPane::settleDown);
    connect(letThrough_, &LetThroughView::failed, banner_, [this](const Error& error) { banner_->showError(error); });
  }
  if (context.services.reconcile != nullptr) {
    reconcile_ = new ReconcileView(context);
    tabs_->addTab(reconcile_, {});
    connect(reconcile_, &ReconcileView::changed, this, [this] {
      tellBadge();
      settleDown();
    });
  }
  connect(findings_, &FindingsView::changed, this, [this] {
    tellBadge();
    settleDown();
  });
  column->addWidget(tabs_, 1);
  nameTabs();
}

void ChecksPane::tellBadge() {
  const auto errors = countOf(findings_->findings(), workspace::Severity::Error);
  const int drifts = reconcile_ == nullptr ? 0 : reconcile_->openDrifts();
  const QString meaning = drifts == 0 ? tr("errors in the workspace's file")
                                      : tr("errors in the workspace's file, and differences from the provider");
  Q_EMIT context_.navigator.badgeWanted(PaneId::Checks, errors + drifts, meaning);
}

void ChecksPane::nameTabs() {
  const auto name = [this](QWidget* page, const QString& text, qsizetype count) {
    if (page == nullptr) return;
    tabs_->setTabText(tabs_->indexOf(page), count > 0 ? QStringLiteral("%1 (%2)").arg(text).arg(count) : text);
  };
  name(findings_, tr("Configuration"), static_cast<qsizetype>(findings_->findings().size()));
  name(diagnosis_, tr("Guided checks"), 0);
  name(switches_, tr("Safety switches"), switches_ == nullptr ? 0 : switches_->countOn());
  name(letThrough_, tr("Let in unchecked"), letThrough_ == nullptr ? 0 : letThrough_->count());
  name(reconcile_, tr("Reconcile"), reconcile_ == nullptr ? 0 : reconcile_->openDrifts());
}

void ChecksPane::settleDown() {
  nameTabs();
  if (isSettled()) Q_EMIT settled();
}

bool ChecksPane::isSettled() const {
  return findings_->isSettled() && (diagnosis_ == nullptr || diagnosis_->isSettled()) &&
         (switches_ == nullptr || switches_->isSettled()) && (letThrough_ == nullptr || letThrough_->isSettled()) &&
         (reconcile_ == nullptr || reconcile_->isSettled());
}

void ChecksPane::refresh() {
  banner_->dismiss();
  QWidget* page = tabs_->currentWidget();
  if (page == findings_) findings_->refresh();
  if (page == diagnosis_ && diagnosis_ != nullptr) diagnosis_->run();
  if (page == switches_ && switches_ != nullptr) switches_->refresh();
  if (page == letThrough_ && letThrough_ != nullptr) letThrough_->refresh();
  if (page == reconcile_ && reconcile_ != nullptr) reconcile_->refresh();
}

void ChecksPane::ask(operations::Question question, const QString& subject) {
  if (diagnosis_ == nullptr) return;
  tabs_->setCurrentWidget(diagnosis_);
  diagnosis_->ask(question, subject);
}

void ChecksPane::showSwitches() {
  if (switches_ != nullptr) tabs_->setCurrentWidget(switches_);
}

void ChecksPane::toggleSwitch(const QString& name) {
  showSwitches();
  if (switches_ != nullptr) switches_->toggle(name);
}

void ChecksPane::showLetThrough() {
  if (letThrough_ != nullptr) tabs_->setCurrentWidget(letThrough_);
}

void ChecksPane::showReconcile() {
  if (reconcile_ != nullptr) tabs_->setCurrentWidget(reconcile_);
}

void ChecksPane::stepBack() {
  banner_->dismiss();
}

void ChecksPane::copySelection() {
  if (letThrough_ != nullptr && tabs_->currentWidget() == letThrough_) {
    (void)letThrough_->table().copy();
  } else if (reconcile_ != nullptr && tabs_->currentWidget() == reconcile_) {
    (void)reconcile_->table().copy();
  } else if (tabs_->currentWidget() == findings_) {
    findings_->copyAll();
  }
}

}  // namespace billing::ui
