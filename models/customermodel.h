// Customers with the figures of their subscriptions and payments.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::CustomerRow>).
[[nodiscard]] FactTable customerTable();

class CustomerModel final : public ListModel<store::CustomerRow> {
  Q_OBJECT
 public:
  CustomerModel(operations::ListSource<store::CustomerRow>& source, ModelContext context, QObject* parent = nullptr);
};

}  // namespace billing::models
