// One call in full: the sentence, where it is, what was seen before and after, and what can be done about it.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "store/adminrows.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class ErrorBanner;
class FactsCard;
class VersionTable;

class CallDetail : public QWidget {
  Q_OBJECT
 public:
  explicit CallDetail(const PaneContext& context, QWidget* parent = nullptr);
  /// nullptr: nothing is selected.
  void show(const store::OutboxRow* call, const QString& title);

 Q_SIGNALS:
  void undoWanted(const QString& operation);
  void askWanted(const QString& operation);
  void closingWanted(const billing::store::OutboxRow& call);
  void compensationWanted(const billing::store::OutboxRow& call);

 private:
  void build();
  void showFacts();
  void showTrouble();
  void showButtons();
  const PaneContext& context_;
  store::OutboxRow call_;
  QLabel* title_;
  QLabel* state_;
  FactsCard* facts_;
  VersionTable* versions_;
  ErrorBanner* banner_;
  QPushButton* undo_;
  QPushButton* ask_;
  QPushButton* close_;
  QPushButton* compensate_;
};

}  // namespace billing::ui
