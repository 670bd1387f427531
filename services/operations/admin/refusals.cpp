#include "operations/admin/refusals.h"

namespace billing::operations {
namespace {

using Refusal = std::optional<Error>;
using Status = SubscriptionStatus;

std::string dayOf(const std::optional<Instant>& at) {
  return at ? dayWords(*at).toStdString() : std::string("the end of its period");
}

bool endsByPlan(const SubscriptionState& state) {
  return state.cancelAtPeriodEnd || state.cancelAt.has_value();
}

Refusal againstEnded(const SubscriptionState& state) {
  if (!isFinal(state.status)) return std::nullopt;
  return refusalBecause("subscription_ended",
                        "The subscription is already over: " + std::string(toString(state.status)),
                        state.cancelledAt ? "it ended on " + dayOf(state.cancelledAt) : std::string(),
                        "Make a checkout link for a new subscription");
}

Refusal againstPending(const std::optional<providers::PendingChange>& pending) {
  if (!pending) return std::nullopt;
  return refusalBecause("change_pending", "Another change of plan is to come already",
                        "to " + pending->product + " on " + dayOf(pending->at),
                        "Withdraw that change first, or let it happen");
}

Refusal againstNotRunning(const SubscriptionState& state) {
  if (state.status == Status::Pending)
    return refusalBecause("not_started", "The subscription has not begun: its first payment is still awaited", {},
                          "Wait for the payment, or cancel it");
  if (state.status == Status::Paused)
    return refusalBecause("paused", "The subscription is paused", {}, "Resume it first");
  return std::nullopt;
}

Refusal againstDate(const Sight& sight, const char* what) {
  if (!sight.order.date)
    return refusalBecause("date_missing", std::string("Say ") + what, {}, "Choose a date", ErrorKind::InvalidInput);
  if (*sight.order.date > sight.now) return std::nullopt;
  return refusalBecause("date_past", "The date has passed", dayOf(sight.order.date), "Choose a date to come",
                        ErrorKind::InvalidInput);
}

Refusal againstSecondCancel(const SubscriptionState& state) {
  if (!endsByPlan(state)) return std::nullopt;
  return refusalBecause("cancellation_scheduled", "It is going to end already",
                        "on " + dayOf(state.cancelAt ? state.cancelAt : state.periodEnd),
                        "Undo that cancellation first, or cancel now");
}

Refusal againstUndo(const SubscriptionState& state) {
  if (endsByPlan(state)) return std::nullopt;
  return refusalBecause("nothing_to_undo", "The subscription is not going to end: there is nothing to undo");
}

Refusal againstPause(const SubscriptionState& state) {
  if (state.status == Status::Paused) return refusalBecause("already_paused", "The subscription is paused already");
  if (state.status == Status::Active || state.status == Status::Trialing) return std::nullopt;
  return refusalBecause("cannot_pause", "Only an active subscription can be paused",
                        "it is " + std::string(toString(state.status)), "Let the customer pay first");
}

Refusal againstResume(const SubscriptionState& state) {
  if (state.status == Status::Paused) return std::nullopt;
  return refusalBecause("not_paused", "The subscription is not paused", "it is " + std::string(toString(state.status)));
}

Refusal againstTrial(const Sight& sight, const SubscriptionState& state) {
  if (state.status != Status::Trialing || (state.trialEnd && *state.trialEnd <= sight.now))
    return refusalBecause("trial_over", "There is no trial to extend",
                          state.trialEnd ? "it ended on " + dayOf(state.trialEnd)
                                         : "the subscription is " + std::string(toString(state.status)),
                          "Move the renewal instead, or apply a discount");
  if (auto bad = againstDate(sight, "when the trial shall end")) return bad;
  if (!state.trialEnd || *sight.order.date > *state.trialEnd) return std::nullopt;
  return refusalBecause("date_too_early", "This would shorten the trial", "it lasts until " + dayOf(state.trialEnd),
                        "Choose a later date", ErrorKind::InvalidInput);
}

Refusal againstCancelOn(const Sight& sight, const SubscriptionState& state) {
  if (sight.parts.rules.provider == Provider::Dodo)
    return refusalBecause("not_offered", "Dodo Payments cancels now or at the period's end, not on a date", {},
                          "Cancel at the period's end, or move the renewal to the date first", ErrorKind::NotFound);
  if (auto already = againstSecondCancel(state)) return already;
  return againstDate(sight, "on which day it shall end");
}

Refusal againstMove(const Sight& sight, const SubscriptionState& state) {
  if (auto idle = againstNotRunning(state)) return idle;
  if (auto bad = againstDate(sight, "when it shall renew")) return bad;
  if (!state.periodEnd || *sight.order.date != *state.periodEnd) return std::nullopt;
  return refusalBecause("nothing_changes", "It renews on that date already");
}

Refusal againstCode(const Sight& sight, const SubscriptionState& state) {
  if (sight.order.code.empty())
    return refusalBecause("code_missing", "Say which discount code", {}, {}, ErrorKind::InvalidInput);
  return againstNotRunning(state);
}

}  // namespace

Refusal againstPlanChange(const Sight& sight, const SubscriptionState& state,
                          const std::optional<providers::PendingChange>& pending) {
  if (auto ended = againstEnded(state)) return ended;
  if (auto product = againstProduct(sight, sight.order.product)) return product;
  if (sight.order.product == state.productId && sight.order.quantity == state.quantity)
    return refusalBecause("nothing_changes", "The subscription has this plan and quantity already",
                          planWords(sight, state.productId, state.quantity).toStdString(), "Choose another plan");
  if (auto change = againstPending(pending)) return change;
  if (auto idle = againstNotRunning(state)) return idle;
  if (sight.parts.rules.provider != Provider::Dodo || !endsByPlan(state)) return std::nullopt;
  return refusalBecause("cancellation_scheduled",
                        "Dodo Payments changes no plan of a subscription that is going to end",
                        "it ends on " + dayOf(state.cancelAt ? state.cancelAt : state.periodEnd),
                        "Undo the cancellation first, then change the plan");
}

Refusal againstCurrency(const SubscriptionState& state, const Money& newPrice) {
  if (state.amount.currency.empty() || newPrice.currency.empty() || state.amount.currency == newPrice.currency)
    return std::nullopt;
  return refusalBecause("currency_differs", "A subscription keeps its currency",
                        "it is in " + std::string(state.amount.currency.code()) + ", the new price in " +
                            std::string(newPrice.currency.code()),
                        "Choose a price in its currency, or cancel and make a checkout link", ErrorKind::InvalidInput);
}

Refusal againstEdit(const Sight& sight, const SubscriptionState& state,
                    const std::optional<providers::PendingChange>& pending) {
  if (auto ended = againstEnded(state)) {
    ended->code = "already_cancelled";
    return ended;
  }
  switch (sight.order.kind) {
    case OrderKind::CancelAtPeriodEnd:
      return againstSecondCancel(state);
    case OrderKind::CancelOn:
      return againstCancelOn(sight, state);
    case OrderKind::UndoCancel:
      return againstUndo(state);
    case OrderKind::WithdrawChange:
      return pending ? std::nullopt : Refusal(refusalBecause("no_pending_change", "No change of plan is to come"));
    case OrderKind::Pause:
      return againstPause(state);
    case OrderKind::Resume:
      return againstResume(state);
    case OrderKind::ExtendTrial:
      return againstTrial(sight, state);
    case OrderKind::MoveRenewal:
      return againstMove(sight, state);
    case OrderKind::ApplyDiscount:
      return againstCode(sight, state);
    default:
      return std::nullopt;
  }
}

}  // namespace billing::operations
