// How a comparison is told of, while it runs and at its end, and what would mend it.
#pragma once

#include <QString>
#include <chrono>

#include "operations/reconciledesk.h"

namespace billing::ctl {

/// A line on standard error for each kind of object, and every other second in between.
class ReconcileTicker {
 public:
  void tell(qint64 done, const QString& what);

 private:
  QString what_;
  std::chrono::steady_clock::time_point last_;
};

/// Open drifts in full; what was accepted is counted.
void tellReconcile(const operations::ReconcileReport& report, bool json);
void tellRepairPlan(const operations::RepairPlan& plan, bool json);

}  // namespace billing::ctl
