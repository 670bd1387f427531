// Of the status line: when the provider was read last; while it is being read, how far, and a button to stop.
#pragma once

#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class SyncLine : public QWidget {
  Q_OBJECT
 public:
  /// The context has a provider, which outlives this.
  explicit SyncLine(const PaneContext& context, QWidget* parent = nullptr);

 Q_SIGNALS:
  void syncWanted();
  void cancelWanted();

 private:
  void refresh();
  const PaneContext& context_;
  QToolButton* state_;
  QProgressBar* bar_;
  QToolButton* cancel_;
  QTimer minute_;
};

}  // namespace billing::ui
