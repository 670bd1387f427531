// Plans: the provider's products and prices with those who subscribe to them.
#pragma once

#include "domain/billingrules.h"
#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::PlanRow>).
[[nodiscard]] FactTable planTable();
/// The same with what the catalogue says of each price. `rules` outlives the table.
[[nodiscard]] FactTable planTable(const BillingRules& rules, bool live);

class PlanModel final : public ListModel<store::PlanRow> {
  Q_OBJECT
 public:
  PlanModel(operations::ListSource<store::PlanRow>& source, ModelContext context, QObject* parent = nullptr);
  PlanModel(operations::ListSource<store::PlanRow>& source, FactTable table, ModelContext context,
            QObject* parent = nullptr);
};

}  // namespace billing::models
