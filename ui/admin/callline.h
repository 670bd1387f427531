// One call of the strip: its state, what it does, and the one or two things that can be done about it now.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>

#include "store/adminrows.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class SymbolLabel;

class CallLine : public QWidget {
  Q_OBJECT
 public:
  explicit CallLine(const PaneContext& context, QWidget* parent = nullptr);
  void show(const store::OutboxRow& call, const QString& title);
  /// The countdown goes on.
  void tick();
  [[nodiscard]] const store::OutboxRow& call() const { return call_; }

 Q_SIGNALS:
  void undoWanted();
  void askWanted();
  void detailsWanted();
  void compensationWanted();
  void dismissed();

 private:
  void showButtons();
  QPushButton* addButton(const QString& name, const QString& text);
  const PaneContext& context_;
  store::OutboxRow call_;
  QString title_;
  SymbolLabel* icon_;
  QLabel* text_;
  QPushButton* undo_;
  QPushButton* ask_;
  QPushButton* details_;
  QPushButton* compensate_;
  QToolButton* close_;
};

}  // namespace billing::ui
