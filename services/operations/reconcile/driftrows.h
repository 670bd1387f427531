// A row of the store as the desk shows it.
#pragma once

#include "operations/reconciledesk.h"
#include "store/repositories/reconcilerepository.h"

namespace billing::operations {

[[nodiscard]] inline Drift driftOfRow(const store::DriftRow& row) {
  return {row.id,         row.kind,        row.entity,     row.externalId, row.customerExternalId,
          row.accountKey, row.field,       row.atProvider, row.inDatabase, row.inWebhooks,
          row.cause,      row.explanation, row.repair,     row.state};
}

[[nodiscard]] inline ReconcileRun runOf(const store::ReconcileRunRow& row) {
  return {row.id, row.state, row.askedBy, row.error, row.startedAt, row.endedAt, row.compared, row.found};
}

}  // namespace billing::operations
