#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
namespace {

using Kind = SubscriptionEdit::Kind;

// Which edits depend on how the subscription stands.
bool looksBefore(Kind kind) {
  return kind == Kind::UndoCancel || kind == Kind::WithdrawChange || kind == Kind::ApplyDiscount ||
         kind == Kind::CancelAtPeriodEnd || kind == Kind::CancelOn;
}

// While a schedule leads the subscription, Stripe lets nobody else say when it ends.
Result<void> checkLed(const SubscriptionEdit& edit, const Standing& standing) {
  const bool ends =
      edit.kind == Kind::CancelAtPeriodEnd || edit.kind == Kind::CancelOn || edit.kind == Kind::UndoCancel;
  if (!ends || standing.schedule.empty()) return {};
  return failure(ErrorKind::Conflict, "change_pending", "A change of this subscription is planned already",
                 "schedule " + standing.schedule + " says how it goes on", "Withdraw the planned change first");
}

}  // namespace

// Stripe tells expired codes from unknown ones only by listing both.
Result<std::string> StripeProvider::promotionCodeOf(const SubscriptionEdit& edit, const CancelToken& cancel) {
  if (const auto fine = checkCode(edit); !fine) return failure(fine.error());
  const auto found = calls_.ask(request::promotionCodes(edit.code), cancel, readPromotionCode);
  if (!found) return failure(found.error());
  if (found->active) return found->id;
  if (found->id.empty()) {
    return failure(ErrorKind::NotFound, "discount_unknown", "There is no such discount code",
                   "Stripe knows no promotion code \"" + edit.code + '"',
                   "Look at the spelling; capitals do not count");
  }
  return failure(ErrorKind::InvalidInput, "discount_inactive", "The discount code is no longer to be had",
                 "Stripe holds \"" + edit.code + "\" as inactive: it has expired, is used up or was taken off",
                 "Use another code, or make a new one in Stripe's dashboard");
}

// All that stands in the way is found before anything is sent.
Result<ApiRequest> StripeProvider::editRequest(const SubscriptionEdit& edit, const CancelToken& cancel) {
  Standing standing;
  if (looksBefore(edit.kind)) {
    auto read = calls_.ask(request::subscription(edit.subscription), cancel, readStanding);
    if (!read) return failure(read.error());
    standing = std::move(*read);
    if (const auto free = checkLed(edit, standing); !free) return failure(free.error());
  }
  if (edit.kind == Kind::ExtendTrial) {
    const auto held = subscription(edit.subscription, cancel);
    if (!held) return failure(held.error());
    if (const auto fine = checkTrialing(held->state); !fine) return failure(fine.error());
  }
  if (edit.kind != Kind::ApplyDiscount) return request::edit(edit, standing, {}, keyOr(edit.operation));
  const auto code = promotionCodeOf(edit, cancel);
  if (!code) return failure(code.error());
  return request::edit(edit, standing, *code, keyOr(edit.operation));
}

StripeProvider::Subscribed StripeProvider::edit(const SubscriptionEdit& edit, const CancelToken& cancel) {
  const auto write = editRequest(edit, cancel);
  if (!write) return failure(write.error());
  if (edit.kind != Kind::WithdrawChange) return asSubscription(*write, cancel);
  const auto released = calls_.send(*write, cancel);  // the answer is the schedule
  if (!released) return failure(released.error());
  return readAfter(*write, *released, edit.subscription, cancel);
}

Result<std::optional<PendingChange>> StripeProvider::pendingChange(const std::string& subscription,
                                                                   const CancelToken& cancel) {
  const auto standing = calls_.ask(request::subscription(subscription), cancel, readStanding);
  if (!standing) return failure(standing.error());
  if (standing->schedule.empty()) return std::optional<PendingChange>();
  return calls_.ask(request::schedule(standing->schedule), cancel, readPendingChange);
}

}  // namespace billing::providers::stripe
