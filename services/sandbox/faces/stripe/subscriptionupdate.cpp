// Changing a subscription: its items with proration, when it renews and ends, who pays and how.
#include "sandbox/faces/stripe/cards.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/invoiceitems.h"
#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/subscriptions.h"

namespace billing::sandbox::stripe {
namespace {

// Everything that an update asks for, read and checked before anything is done.
struct Update {
  ItemsChange items;
  bool changesItems = false, anchorNow = false, endsTrialNow = false;
  MaybeInstant trialEnd;
  std::optional<bool> cancelAtPeriodEnd;
  std::vector<std::string> discounts;
  Subscription plain;  ///< the fields that need no engine
};

void readPause(const Reader& in, Subscription& s) {
  if (!in.has("pause_collection")) return;
  const auto pause = in.at("pause_collection");
  s.pauseCollection = pause.oneOf("behavior", {"keep_as_draft", "mark_uncollectible", "void"});
  s.resumesAt = pause.time("resumes_at");
  if (!in.clears("pause_collection") && !pause.has("behavior")) pause.required("behavior");
}

void readCancelAt(const Reader& in, Subscription& s) {
  if (!in.has("cancel_at")) return;
  const auto word = in.text("cancel_at");
  if (word == "min_period_end" || word == "max_period_end")
    s.cancelAt = s.periodEnd;
  else
    s.cancelAt = in.time("cancel_at");
}

// How it ends is the schedule's affair while there is one.
void checkScheduled(const Reader& in, const Subscription& s) {
  if (s.schedule.empty() || !(in.has("cancel_at_period_end") || in.has("cancel_at"))) return;
  in.refuse(invalid("The subscription is managed by the subscription schedule `" + s.schedule +
                    "`, and updating any cancelation behavior directly is not allowed. Please update the schedule "
                    "instead."));
}

void readPlainFields(Request& r, const Reader& in, Subscription& s) {
  in.into("description", s.description);
  in.into("metadata", s.metadata);
  readCancellation(in, s);
  readPause(in, s);
  readCancelAt(in, s);
  readWithoutCard(in, s.withoutCard);
  if (in.has("default_payment_method")) s.paymentMethod = ownCard(r, in, "default_payment_method", s.customer);
  const auto collection = in.oneOf("collection_method", {"charge_automatically", "send_invoice"});
  if (!collection.empty()) s.chargesAutomatically = collection == "charge_automatically";
  s.daysUntilDue = static_cast<int>(in.integer("days_until_due").value_or(s.daysUntilDue));
  if (!s.chargesAutomatically && s.daysUntilDue == 0 && collection == "send_invoice") in.required("days_until_due");
}

Update readUpdate(Request& r, const Subscription& subscription) {
  const auto in = r.in();
  Update update;
  update.plain = subscription;
  update.items = readItemsChange(r, in, subscription);
  update.anchorNow = in.at("billing_cycle_anchor").oneOf("type", {"now", "unchanged"}) == "now";
  update.changesItems = update.anchorNow || !sameItems(update.items.items, subscription.items);
  update.endsTrialNow = in.isNow("trial_end");
  update.trialEnd = in.time("trial_end");
  if (update.trialEnd && *update.trialEnd <= r.engine.now(subscription.testClock))
    in.refuse(invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end"));
  update.cancelAtPeriodEnd = in.boolean("cancel_at_period_end");
  checkScheduled(in, subscription);
  update.discounts = readDiscounts(r, in);
  if (!r.problem) readPlainFields(r, in, update.plain);
  return update;
}

void copyPlain(const Subscription& from, Subscription& to) {
  to.description = from.description;
  to.metadata = from.metadata;
  to.cancelComment = from.cancelComment;
  to.cancelFeedback = from.cancelFeedback;
  to.pauseCollection = from.pauseCollection;
  to.resumesAt = from.resumesAt;
  to.cancelAt = from.cancelAt;
  to.paymentMethod = from.paymentMethod;
  to.chargesAutomatically = from.chargesAutomatically;
  to.daysUntilDue = from.daysUntilDue;
  to.withoutCard = from.withoutCard;
}

void takeDiscounts(Request& r, const Update& update, Subscription& s) {
  if (!r.in().has("discounts")) return;
  // Those that it has and that are named again stay as they are.
  std::vector<std::string> all;
  for (const auto& entry : r.in().each("discounts"))
    if (const auto* held = r.given(r.ledger.grantedDiscounts, entry, "discount", "discount")) all.push_back(held->id);
  const auto granted = r.engine.grantDiscounts(update.discounts, s.customer, s.id);
  if (!granted) return static_cast<void>(r.in().refuse(refusalOf(granted.error())));
  all.insert(all.end(), granted->begin(), granted->end());
  s.discounts = std::move(all);
}

// Metadata of an item that keeps price and quantity.
void takeItemMetadata(const Update& update, Subscription& s) {
  for (auto& item : s.items)
    for (const auto& wanted : update.items.items)
      if (wanted.id == item.id) item.metadata = wanted.metadata;
}

template <class Done>
bool went(Request& r, const Done& done) {
  if (!done) r.in().refuse(refusalOf(done.error()));
  return done.has_value();
}

// The engine's own actions, most likely to be refused first.
void act(Request& r, const Update& update, const std::string& id) {
  if (update.changesItems && !went(r, r.engine.changeItems(update.items))) return;
  const auto now = r.engine.now(r.ledger.subscriptions.find(id)->testClock);
  if (update.endsTrialNow && !went(r, r.engine.endTrial(id, now))) return;
  const bool credits = update.items.charge != providers::ChangeCharge::None;
  if (update.trialEnd && !went(r, r.engine.beginTrial(id, *update.trialEnd, credits))) return;
  const auto* s = r.ledger.subscriptions.find(id);
  if (update.cancelAtPeriodEnd && *update.cancelAtPeriodEnd != s->cancelAtPeriodEnd)
    (void)went(r, r.engine.cancelAtPeriodEnd(id, *update.cancelAtPeriodEnd));
}

// What was refused leaves nothing behind.
Reply takenBack(Request& r, const Subscription& before) {
  auto& s = *r.ledger.subscriptions.find(before.id);
  copyPlain(before, s);
  s.discounts = before.discounts;
  r.ledger.subscriptions.touch(s.id);
  return r.refused();
}

}  // namespace

Reply updateSubscription(Request& r) {
  auto* subscription = liveSubscription(r, r.id());
  if (!subscription) return r.refused();
  const auto id = subscription->id;
  auto update = readUpdate(r, *subscription);
  update.items.beginsAnew = update.anchorNow;
  if (r.problem) return r.refused();
  for (const auto& entry : r.in().each("add_invoice_items")) addWaitingItem(r, entry, subscription->customer, id);
  if (r.problem) return r.refused();
  // The card first: the change may charge it.
  const Subscription before = *subscription;
  copyPlain(update.plain, *subscription);
  takeItemMetadata(update, *subscription);
  takeDiscounts(r, update, *subscription);
  r.ledger.subscriptions.touch(id);
  if (!r.problem) act(r, update, id);
  if (r.problem) return takenBack(r, before);
  r.desk.keepExtras(id, subscriptionExtras(r.in()));
  r.engine.tell(What::SubscriptionUpdated, id);
  return r.desk.draw("subscription", id);
}

}  // namespace billing::sandbox::stripe
