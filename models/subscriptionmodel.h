// Subscriptions: who pays for what, in which state, until when, for how much.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::SubscriptionRow>).
[[nodiscard]] FactTable subscriptionTable();

class SubscriptionModel final : public ListModel<store::SubscriptionRow> {
  Q_OBJECT
 public:
  SubscriptionModel(operations::ListSource<store::SubscriptionRow>& source, ModelContext context,
                    QObject* parent = nullptr);
};

}  // namespace billing::models
