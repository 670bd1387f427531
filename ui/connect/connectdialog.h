// Connects a workspace to its provider, step by step: who, which key, webhooks, and what came of it.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class ConnectPage;
class EndpointPage;
class ErrorBanner;
class KeyPage;
class SidePage;
class SummaryPage;

class ConnectDialog : public QDialog {
  Q_OBJECT
 public:
  /// There is a provider desk. `context` outlives this.
  ConnectDialog(const PaneContext& context, QWidget* parent);
  ~ConnectDialog() override;

  void next();
  void back();

 private:
  QLayout* buildButtons();
  void add(ConnectPage* page);
  void show(int step);
  void pageLeft();
  void refreshButtons();
  [[nodiscard]] ConnectPage* page(int step) const;
  [[nodiscard]] bool isNeeded(int step) const;

  const PaneContext& context_;
  QLabel* progress_;
  QLabel* title_;
  ErrorBanner* banner_;
  QStackedWidget* steps_;
  QPushButton* back_;
  QPushButton* next_;
  SidePage* side_;
  KeyPage* key_;
  EndpointPage* endpoint_;
  SummaryPage* summary_;
};

}  // namespace billing::ui
