#include "ui/presenters/jobrun.h"

#include "support/whendone.h"

namespace billing::ui {

JobRun::JobRun(operations::BillingDesk& desk, QObject* parent) : QObject(parent), desk_(desk) {
  tick_.setInterval(100);
  connect(&tick_, &QTimer::timeout, this, &JobRun::progressed);
}

void JobRun::start(operations::JobKind kind, bool dryRun) {
  if (running_) return;
  running_ = true;
  dryRun_ = dryRun;
  cancel_ = CancelToken();
  counts_ = std::make_shared<Counts>();
  tick_.start();
  const auto progress = [counts = counts_](int done, int total) {
    counts->total = total;
    counts->done = done;
  };
  whenDone(desk_.runJob(kind, dryRun, progress, cancel_), this, [this](const Result<operations::JobReport>& report) {
    running_ = false;
    tick_.stop();
    if (report)
      Q_EMIT finished(*report);
    else
      Q_EMIT failed(report.error());
  });
  Q_EMIT progressed();
}

}  // namespace billing::ui
