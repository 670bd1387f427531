// One run of a job as a pane sees it: asked for, on its way, done or withdrawn. Goes on while other panes are shown.
#pragma once

#include <QObject>
#include <QTimer>
#include <atomic>
#include <memory>

#include "operations/billingdesk.h"

namespace billing::ui {

class JobRun : public QObject {
  Q_OBJECT
 public:
  /// `desk` outlives this. A run that still goes on when this dies is withdrawn; what it has done stays.
  explicit JobRun(operations::BillingDesk& desk, QObject* parent = nullptr);
  ~JobRun() override { cancel(); }

  /// Does nothing while one is running.
  void start(operations::JobKind kind, bool dryRun);
  void cancel() { cancel_.cancel(); }
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] bool dryRun() const { return dryRun_; }
  [[nodiscard]] int done() const { return counts_->done; }
  [[nodiscard]] int total() const { return counts_->total; }

 Q_SIGNALS:
  void progressed();  ///< a few times a second
  void finished(const billing::operations::JobReport& report);
  void failed(const billing::Error& error);  ///< Cancelled among others

 private:
  /// Written by the worker, looked at by the window: no event for each account.
  struct Counts {
    std::atomic<int> done{0}, total{0};
  };
  operations::BillingDesk& desk_;
  std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
  CancelToken cancel_;
  QTimer tick_;
  bool running_ = false;
  bool dryRun_ = true;
};

}  // namespace billing::ui
