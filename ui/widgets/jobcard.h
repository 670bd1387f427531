// One job at a glance: what it does, when it runs next, how it ended last, and its two buttons.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/panes/panecontext.h"
#include "ui/presenters/jobrun.h"
#include "ui/widgets/factlabel.h"

namespace billing::ui {

class NoteStrip;

class JobCard : public QFrame {
  Q_OBJECT
 public:
  JobCard(const PaneContext& context, operations::JobKind kind, QWidget* parent = nullptr);

  /// `stopped` is the safety switch that holds the job back; nullptr: none does.
  void show(const operations::JobInfo& info, const store::SwitchRow* stopped);
  /// While a run is on its way.
  void showRunning(const JobRun& run);
  void showIdle();
  [[nodiscard]] operations::JobKind kind() const { return kind_; }
  [[nodiscard]] bool possible() const { return reason_.isEmpty(); }
  /// Why it cannot be run for real; empty: it can.
  [[nodiscard]] QString reason() const { return reason_; }

 Q_SIGNALS:
  void dryRunWanted();
  void runWanted();
  void cancelWanted();
  void runOpened(qint64 run);  ///< the last result was followed

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void build();
  void showLast(const operations::JobInfo& info);
  const PaneContext& context_;
  operations::JobKind kind_;
  QString reason_;
  qint64 lastRun_ = 0;
  QLabel* next_;
  QLabel* nextExact_;
  QLabel* last_;
  FactLabel* result_;
  NoteStrip* note_;
  QPushButton* dry_;
  QPushButton* run_;
  QWidget* running_;
  QPushButton* cancel_;
  QProgressBar* bar_;
  QLabel* progress_;
};

}  // namespace billing::ui
