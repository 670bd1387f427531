#include "operations/admin/previewer.h"

#include "operations/admin/heldfacts.h"
#include "operations/admin/orderpreviews.h"
#include "operations/admin/permissions.h"
#include "operations/admin/seenfields.h"
#include "operations/admin/subscriptionsight.h"

namespace billing::operations {
namespace {

enum class Subject { Subscription, Payment, Account, Link, Price };

Subject subjectOf(OrderKind kind) {
  switch (kind) {
    case OrderKind::Refund:
      return Subject::Payment;
    case OrderKind::GrantCredits:
    case OrderKind::TakeCredits:
    case OrderKind::GrantEntitlement:
    case OrderKind::RevokeEntitlement:
    case OrderKind::SetUsage:
    case OrderKind::OverridePlan:
      return Subject::Account;
    case OrderKind::CheckoutLink:
    case OrderKind::PortalLink:
      return Subject::Link;
    case OrderKind::CreatePrice:
    case OrderKind::ArchivePrice:
      return Subject::Price;
    default:
      return Subject::Subscription;
  }
}

Result<OrderPreview> previewOf(const Sight& sight) {
  switch (subjectOf(sight.order.kind)) {
    case Subject::Payment:
      return previewRefund(sight);
    case Subject::Account:
      return previewLocalOrder(sight);
    case Subject::Link:
      return previewLink(sight);
    case Subject::Price:
      return previewPrice(sight);
    case Subject::Subscription:
      break;
  }
  return sight.order.kind == OrderKind::ChangePlan ? previewPlanChange(sight) : previewSubscriptionEdit(sight);
}

Result<SeenFields> seenNow(const Sight& sight) {
  switch (subjectOf(sight.order.kind)) {
    case Subject::Payment:
      return seenPaymentNow(sight);
    case Subject::Account:
      return seenAccountNow(sight);
    case Subject::Price:
      return seenPriceNow(sight);
    case Subject::Link:
      return SeenFields();
    case Subject::Subscription:
      break;
  }
  return seenSubscriptionNow(sight);
}

Result<QString> customerNameOf(const Sight& sight) {
  const std::string& subject = sight.order.subject;
  Result<QString> name = QString();
  if (subjectOf(sight.order.kind) == Subject::Subscription)
    name = heldSubscription(sight, subject).map([](const HeldFacts& held) { return held.customerName; });
  if (subjectOf(sight.order.kind) == Subject::Payment)
    name = heldPayment(sight, subject).map([](const HeldFacts& held) { return held.customerName; });
  if (name && name->isEmpty()) name = heldCustomerName(sight, sight.order.customer);
  return name;
}

// In live mode: the customer's name, else the id of what is changed. A link changes nothing.
Result<QString> whatToType(const Sight& sight) {
  if (!sight.parts.rules.live || subjectOf(sight.order.kind) == Subject::Link) return QString();
  auto name = customerNameOf(sight);
  if (name && name->trimmed().isEmpty()) name = QString::fromStdString(sight.order.subject);
  return name;
}

Result<OrderPreview> guarded(const Sight& sight, OrderPreview preview) {
  preview.madeAt = sight.now;
  preview.undoMs = std::int64_t{1000} * sight.parts.admin.undoSeconds(sight.parts.rules.live);
  if (preview.refusal) return preview;
  preview.approvalWhy = approvalNeeded(sight.order, preview.givenAway, sight.parts.admin.approvalLimitUnits);
  auto word = whatToType(sight);
  if (!word) return failure(word.error());
  preview.toType = std::move(*word);
  return preview;
}

// An order may wait a day for somebody's word: what was to come has then perhaps passed.
Result<void> dateStillToCome(const Sight& sight) {
  if (!sight.order.date || *sight.order.date > sight.now) return {};
  return failure(refusalBecause("date_past", "The date has passed while the order waited",
                                dayWords(*sight.order.date).toStdString(),
                                "Nothing was sent. Choose a date to come and ask for it again"));
}

Sight sightOf(const Previewer::Parts& parts, const AdminOrder& order, const CancelToken& cancel) {
  return {parts, order, cancel, parts.clock.now(), parts.provider ? parts.provider() : nullptr};
}

}  // namespace

Result<OrderPreview> Previewer::preview(const AdminOrder& order, const CancelToken& cancel) const {
  const Sight sight = sightOf(parts_, order, cancel);
  auto preview = previewOf(sight);
  if (!preview) return preview;
  return guarded(sight, std::move(*preview));
}

Result<void> Previewer::stillAsSeen(const AdminOrder& order, const OrderPreview& preview,
                                    const CancelToken& cancel) const {
  const Sight sight = sightOf(parts_, order, cancel);
  if (auto early = dateStillToCome(sight); !early) return early;
  const auto now = seenNow(sight);
  if (!now) return failure(now.error());
  return compareSeen(preview.seen, *now);
}

}  // namespace billing::operations
