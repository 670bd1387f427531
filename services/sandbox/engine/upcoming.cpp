// The invoice that the next renewal will bring, worked out like the renewal itself (renewals.cpp).
#include "sandbox/engine/inner.h"

namespace billing::sandbox {

Invoice Engine::Inner::upcoming(const Subscription& subscription, const std::vector<InvoiceItem>& more) {
  Subscription next = subscription;
  const Period ended{subscription.periodStart, subscription.periodEnd};
  if (next.scheduledChange) {
    next.items.resize(1);
    next.items.front().price = next.scheduledChange->price;
    next.items.front().quantity = next.scheduledChange->quantity;
  }
  if (intervalOf(next.items) != intervalOf(subscription.items)) next.anchor = ended.end;
  next.periodStart = ended.end;
  next.periodEnd = next.anchor > ended.end ? next.anchor : periodAt(next.anchor, intervalOf(next.items), ended.end).end;
  Invoice draft = draftFor(next, "upcoming");
  draft.created = ended.end;
  if (!subscription.cancelAtPeriodEnd) addPeriodLines(draft, next);
  addUsageLines(draft, subscription, ended);
  takePendingItems(draft, false);
  for (const InvoiceItem& item : more) draft.lines.push_back(lineOfWaiting(item));
  return draft;
}

Result<Invoice> Engine::previewRenewal(const std::string& id) {
  auto found = inner_->running(id);
  if (!found) return failure(found.error());
  Invoice preview = inner_->upcoming(**found, {});
  total(preview);
  return preview;
}

}  // namespace billing::sandbox
