// The columns of the outbox: every change by hand, who asked for it and why, and what came of it.
#pragma once

#include "models/facttable.h"
#include "store/adminrows.h"

namespace billing::models {

/// A call with its sentence, which only the workspace's catalogue can word.
struct WordedCall {
  qint64 id = 0;
  store::OutboxRow call;
  QString sentence, outcome;
};
[[nodiscard]] FactTable outboxTable();

}  // namespace billing::models
