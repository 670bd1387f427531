// Payments, with what was refunded or disputed.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::PaymentRow>).
[[nodiscard]] FactTable paymentTable();

class PaymentModel final : public ListModel<store::PaymentRow> {
  Q_OBJECT
 public:
  PaymentModel(operations::ListSource<store::PaymentRow>& source, ModelContext context, QObject* parent = nullptr);
};

}  // namespace billing::models
