#include "app/console/demofiller.h"

#include "app/console/onpool.h"
#include "support/whendone.h"

namespace billing::console {
namespace {

constexpr int progressSteps = 200;

}  // namespace

DemoFiller::~DemoFiller() {
  cancel_.cancel();
  filling_.waitForFinished();
}

void DemoFiller::fill(Existing existing) {
  if (running_) return;
  running_ = true;
  cancel_ = CancelToken();
  operations::DemoRequest request;
  request.now = Instant::fromSeconds(clock_.now().seconds());
  if (!profile_.rules.empty()) {
    request.profile = &profile_;
    request.customers = operations::DemoRequest::customersOfASystem;
  }
  const auto progress = [this](int done, int total) {
    if (done % (total / progressSteps + 1) != 0 && done != total) return;
    QMetaObject::invokeMethod(this, [this, done, total] { Q_EMIT progressed(done, total); }, Qt::QueuedConnection);
  };
  filling_ = onPool<Result<operations::DemoReport>>([this, request, progress, cancel = cancel_] {
    // The generator processes what it sends; two processors on one database would take the same event twice.
    processor_.stop();
    auto report = operations::fillDemo(database_, request, progress, cancel);
    processor_.start();
    return report;
  });
  whenDone(filling_, this, [this, existing](const Result<operations::DemoReport>& report) { ended(report, existing); });
}

void DemoFiller::ended(const Result<operations::DemoReport>& report, Existing existing) {
  running_ = false;
  const bool silent = report || (existing == Existing::IsFine && report.error().kind == ErrorKind::Conflict) ||
                      report.error().kind == ErrorKind::Cancelled;
  Q_EMIT finished(silent ? QString() : QString::fromStdString(describe(report.error())));
}

}  // namespace billing::console
