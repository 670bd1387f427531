#include "operations/reconcile/payoutchecks.h"

namespace billing::operations {

Result<QVector<store::DriftRow>> findPayoutDrifts(const ReconcileServices& services, const CancelToken& cancel) {
  if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The comparison was cancelled");
  static_cast<void>(services);
  return QVector<store::DriftRow>();
}

}  // namespace billing::operations
