// Makes the preview of an order: from the provider where it can say, from our own proration where it cannot (labelled
// an estimate). Blocks; on worker threads.
#pragma once

#include <functional>
#include <memory>

#include "operations/admin/orderpreview.h"
#include "operations/rulescontext.h"
#include "providers/billingprovider.h"
#include "store/database.h"
#include "workspace/profile.h"

namespace billing::operations {

class Previewer {
 public:
  struct Parts {
    store::Database& database;
    RulesContext rules;
    const Clock& clock;
    std::function<std::shared_ptr<providers::BillingProvider>()> provider;
    workspace::AdminSettings admin = {};  ///< how long a change waits in sight, from when on a second person agrees
  };
  explicit Previewer(Parts parts) : parts_(std::move(parts)) {}

  /// An order that cannot be done is a preview with a refusal, not an error; errors are those of reading (no
  /// connection, no such object).
  [[nodiscard]] Result<OrderPreview> preview(const AdminOrder& order, const CancelToken& cancel) const;
  /// Just before sending: the object as the provider holds it now, and what stands against the order. Conflict "stale"
  /// when it is not what was seen; its reason holds both versions, a line for each field.
  [[nodiscard]] Result<void> stillAsSeen(const AdminOrder& order, const OrderPreview& preview,
                                         const CancelToken& cancel) const;

 private:
  Parts parts_;
};

}  // namespace billing::operations
