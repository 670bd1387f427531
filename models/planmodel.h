// Plans: the provider's products and prices with those who subscribe to them.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::PlanRow>).
[[nodiscard]] FactTable planTable();

class PlanModel final : public ListModel<store::PlanRow> {
  Q_OBJECT
 public:
  PlanModel(operations::ListSource<store::PlanRow>& source, ModelContext context, QObject* parent = nullptr);
};

}  // namespace billing::models
