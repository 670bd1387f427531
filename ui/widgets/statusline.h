// The bottom line: what is selected, the zone that times are told in, whether events still wait, where the data is.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class StatusLine : public QStatusBar {
  Q_OBJECT
 public:
  StatusLine(const PaneContext& context, QWidget* parent = nullptr);
  void showSelection(const QString& text);
  /// For a few seconds, in place of the selection.
  void notice(const QString& text);
  /// What waits for a second person; 0 hides it.
  void showApprovals(int count);
  /// Asks how many events wait; answers to a burst of changes come once.
  void refreshProcessing();

 Q_SIGNALS:
  void approvalsWanted();

 private:
  void askPending();
  const PaneContext& context_;
  QPushButton* approvals_;
  QLabel* selection_;
  QLabel* zone_;
  QLabel* processing_;
  QLabel* database_;
  QTimer noticeEnd_;
  QTimer throttle_;
  QString selectionText_;
  CancelToken cancel_;
};

}  // namespace billing::ui
