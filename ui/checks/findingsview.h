// What is wrong in the workspace's file, worst first as the file has it, each with its line and its fix.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/panes/panecontext.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace billing::ui {

class EmptyState;
class SymbolLabel;

class FindingsView : public QWidget {
  Q_OBJECT
 public:
  explicit FindingsView(const PaneContext& context, QWidget* parent = nullptr);
  /// Reads the file anew.
  void refresh();
  [[nodiscard]] bool isSettled() const { return !checking_; }
  [[nodiscard]] const std::vector<workspace::Finding>& findings() const { return findings_; }
  void copyAll() const;

 Q_SIGNALS:
  void changed();

 private:
  QWidget* buildHead();
  void show(std::vector<workspace::Finding> findings);
  const PaneContext& context_;
  std::vector<workspace::Finding> findings_;
  bool checking_ = false;
  SymbolLabel* sign_;
  QLabel* summary_;
  QLabel* checkedAt_;
  QPushButton* again_;
  QPushButton* copy_;
  QStackedWidget* stack_;
  EmptyState* well_;
  QVBoxLayout* rows_;
};

}  // namespace billing::ui
