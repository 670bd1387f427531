// Usage: what remains of credits and metered allowances.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::UsageRow>).
[[nodiscard]] FactTable usageTable();

class UsageModel final : public ListModel<store::UsageRow> {
  Q_OBJECT
 public:
  UsageModel(operations::ListSource<store::UsageRow>& source, ModelContext context, QObject* parent = nullptr);
};

}  // namespace billing::models
