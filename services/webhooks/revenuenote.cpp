#include "webhooks/revenuenote.h"

#include <algorithm>
#include <array>

#include "domain/entityfields.h"
#include "domain/subscriptiondiscount.h"
#include "metrics/mrrparts.h"

namespace billing::webhooks {
namespace {

using store::MrrNews;
using store::MrrRepository;

constexpr std::array<std::string_view, 7> kCounted{"status",         "amount",   "quantity", "interval",
                                                   "interval_count", "discount", "cancel_at"};

// Of two words of one instant: the more settled, then the one that changed what counts.
int weightOf(const SubscriptionState& state, const EventStamp& stamp) {
  const bool changed =
      std::ranges::any_of(stamp.changed, [](const auto& field) { return std::ranges::count(kCounted, field) > 0; });
  return settledness(state) * 2 + (changed ? 1 : 0);
}

// A provider may leave out what it told before.
SubscriptionState filledFrom(SubscriptionState snapshot, const SubscriptionState& held) {
  if (!snapshot.interval) snapshot.interval = held.interval;
  if (snapshot.amount.currency == Currency()) snapshot.amount = held.amount;
  if (!snapshot.createdAt) snapshot.createdAt = held.createdAt;
  const bool sizeTold = snapshot.discount && (saysNone(*snapshot.discount) || isSized(*snapshot.discount));
  if (!sizeTold) snapshot.discount = held.discount;
  return snapshot;
}

MrrObservation observedAs(const SubscriptionState& state, const SubscriptionWord& word) {
  MrrObservation seen = observationOf(state);
  seen.at = word.stamp.at;
  seen.weight = weightOf(state, word.stamp);
  seen.eventId = word.stamp.eventId;
  return seen;
}

}  // namespace

Result<std::int64_t> listedMrr(store::WriteContext& context, const SubscriptionState& state, Instant now) {
  const auto rules = MrrRepository::rules(context, now);
  if (!rules) return failure(rules.error());
  return mrrMinorOf(mrrPartsAt(observationOf(state), rules->definition, now));
}

Result<void> noteRevenue(store::WriteContext& context, const SubscriptionWord& word, Instant now) {
  if (word.snapshot.snapshot == Snapshot::Hint) return {};
  const SubscriptionState& held = word.held.state;
  MrrNews news;
  news.provider = word.held.provider;
  news.subscription = held.externalId;
  news.customer = held.customerExternalId;
  news.reading = word.readAt.has_value();
  news.newest = word.stamp.at >= word.held.objectTime;
  // Older than what we hold: a reading has nothing to add, and a part does not tell how the rest stood then.
  if (!news.newest && (news.reading || word.snapshot.snapshot == Snapshot::Part)) return {};
  news.held = observationOf(held);
  news.held.at = word.held.objectTime;
  news.seen = news.reading  ? readingOf(held, word.stamp.at)
              : news.newest ? observedAs(held, word)
                            : observedAs(filledFrom(word.snapshot, held), word);
  return MrrRepository::note(context, news, now);
}

}  // namespace billing::webhooks
