// What is wrong, how to find out, and what to pull in an emergency: configuration, guided checks, safety switches, and
// who was let in unchecked.
#pragma once

#include <QTabWidget>

#include "ui/checks/diagnosisview.h"
#include "ui/checks/findingsview.h"
#include "ui/checks/letthroughview.h"
#include "ui/checks/switchesview.h"
#include "ui/panes/pane.h"
#include "ui/panes/panecontext.h"
#include "ui/reconcile/reconcileview.h"

namespace billing::ui {

class ErrorBanner;

class ChecksPane : public Pane {
  Q_OBJECT
 public:
  explicit ChecksPane(const PaneContext& context, QWidget* parent = nullptr);

  void refresh() override;
  [[nodiscard]] bool isSettled() const override;
  [[nodiscard]] QWidget* firstFocus() override { return tabs_->currentWidget(); }
  void stepBack() override;
  void copySelection() override;

  void showFindings() { tabs_->setCurrentWidget(findings_); }
  void ask(operations::Question question, const QString& subject = {});
  void showSwitches();
  void toggleSwitch(const QString& name);
  void showLetThrough();
  void showReconcile();

  [[nodiscard]] FindingsView& findings() { return *findings_; }
  [[nodiscard]] DiagnosisView* diagnosis() { return diagnosis_; }  ///< nullptr without a database to ask
  [[nodiscard]] SwitchesView* switches() { return switches_; }
  [[nodiscard]] LetThroughView* letThrough() { return letThrough_; }  ///< nullptr without rules
  [[nodiscard]] ReconcileView* reconcile() { return reconcile_; }     ///< nullptr without a provider to compare with
  [[nodiscard]] QTabWidget& tabs() { return *tabs_; }

 private:
  void nameTabs();
  void tellBadge();
  void settleDown();
  const PaneContext& context_;
  ErrorBanner* banner_;
  QTabWidget* tabs_;
  FindingsView* findings_;
  DiagnosisView* diagnosis_ = nullptr;
  SwitchesView* switches_ = nullptr;
  LetThroughView* letThrough_ = nullptr;
  ReconcileView* reconcile_ = nullptr;
};

}  // namespace billing::ui
