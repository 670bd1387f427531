// The makers of previews, one for each group of orders. Guards (limit, typing, undo) are added by the previewer.
#pragma once

#include "operations/admin/previewing.h"

namespace billing::operations {

[[nodiscard]] Result<OrderPreview> previewPlanChange(const Sight& sight);
/// Cancel, undo, withdraw, pause, resume, trial, renewal, discount.
[[nodiscard]] Result<OrderPreview> previewSubscriptionEdit(const Sight& sight);
[[nodiscard]] Result<OrderPreview> previewRefund(const Sight& sight);
/// Credits, entitlements, usage, a plan by hand.
[[nodiscard]] Result<OrderPreview> previewLocalOrder(const Sight& sight);
[[nodiscard]] Result<OrderPreview> previewLink(const Sight& sight);
[[nodiscard]] Result<OrderPreview> previewPrice(const Sight& sight);

/// What is seen of the subject now; of a provider's object by asking the provider.
[[nodiscard]] Result<SeenFields> seenPaymentNow(const Sight& sight);
[[nodiscard]] Result<SeenFields> seenAccountNow(const Sight& sight);
[[nodiscard]] Result<SeenFields> seenPriceNow(const Sight& sight);

}  // namespace billing::operations
