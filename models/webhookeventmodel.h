// The webhook log: every stored event and every refused delivery, newest first.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::WebhookEventRow>).
[[nodiscard]] FactTable webhookEventTable();

class WebhookEventModel final : public ListModel<store::WebhookEventRow> {
  Q_OBJECT
 public:
  WebhookEventModel(operations::ListSource<store::WebhookEventRow>& source, ModelContext context,
                    QObject* parent = nullptr);
};

}  // namespace billing::models
