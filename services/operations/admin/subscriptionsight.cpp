#include "operations/admin/subscriptionsight.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "operations/admin/seenfields.h"

namespace billing::operations {
namespace {

constexpr int kMostSteps = 12;  // ends, graces and nightly runs that one account can still have before it

// Without a provider, or beyond reach, our own copy stands in; seen again before it is sent in any case.
Result<SubscriptionSight> fromOurCopy(HeldFacts held, const Error& why) {
  if (!held.subscription) return failure(why);
  SubscriptionSight seen;
  seen.state = *held.subscription;
  seen.held = std::move(held);
  seen.outOfReach = true;
  return seen;
}

Result<std::optional<providers::PendingChange>> pendingOf(const Sight& sight) {
  auto pending = sight.provider->pendingChange(sight.order.subject, sight.cancel);
  if (!pending && pending.error().code == "not_offered") return std::optional<providers::PendingChange>();
  return pending;
}

bool saysNoMethod(const std::string& raw) {
  const QJsonValue has = QJsonDocument::fromJson(QByteArray::fromStdString(raw)).object()[u"has_payment_method"];
  return has.isBool() && !has.toBool();
}

Error unknownSubscription(const Sight& sight, const Error& told) {
  Error error = told;
  error.code = "unknown_subscription";
  error.message = "There is no subscription " + sight.order.subject + " at " +
                  providerName(sight.parts.rules.provider).toStdString();
  error.hint = "Check its id and the mode: test and live know nothing of each other";
  return error;
}

// The next moment at which the account may lose something by the rules alone.
std::optional<Instant> nextTurn(const AccountState& state, const AccountFacts& facts, Instant after) {
  std::optional<Instant> next;
  const auto consider = [&](const std::optional<Instant>& at) {
    if (at && *at > after && (!next || *at < *next)) next = at;
  };
  consider(state.downgradeDue);
  consider(state.graceEnd);
  for (const AccountSubscription& subscription : facts.subscriptions) consider(scheduledEnd(subscription));
  return next;
}

bool jobTakes(const AccountState& state, Instant at) {
  return state.downgradeDue && *state.downgradeDue <= at;
}

// Nothing was told of it that differs from what we hold.
void tellDrift(const SubscriptionSight& seen, OrderPreview& preview) {
  if (seen.outOfReach) return;
  if (!seen.held.subscription) {
    preview.warnings.append(
        QStringLiteral("Our database does not hold this subscription yet: it was read from the "
                       "provider. Synchronise to take it over"));
    return;
  }
  for (const QString& difference : differencesOf(*seen.held.subscription, seen.state))
    preview.warnings.append(difference + QStringLiteral(". The provider's counts"));
}

}  // namespace

Result<SubscriptionSight> lookAtSubscription(const Sight& sight) {
  auto held = heldSubscription(sight, sight.order.subject);
  if (!held) return failure(held.error());
  if (!sight.provider) return fromOurCopy(std::move(*held), notConnected());
  const auto fresh = sight.provider->subscription(sight.order.subject, sight.cancel);
  if (!fresh && isOutOfReach(fresh.error())) return fromOurCopy(std::move(*held), fresh.error());
  if (!fresh)
    return failure(fresh.error().kind == ErrorKind::NotFound ? unknownSubscription(sight, fresh.error())
                                                             : fresh.error());
  auto pending = pendingOf(sight);
  if (!pending) return failure(pending.error());
  return SubscriptionSight{fresh->state, std::move(*pending), std::move(*held), false, saysNoMethod(fresh->raw)};
}

Result<SeenFields> seenSubscriptionNow(const Sight& sight) {
  if (!sight.provider) return failure(notConnected());
  const auto fresh = sight.provider->subscription(sight.order.subject, sight.cancel);
  if (!fresh) return failure(fresh.error());
  const auto pending = pendingOf(sight);
  if (!pending) return failure(pending.error());
  return seenOf(fresh->state, *pending);
}

OrderPreview beginPreview(const Sight& sight, const SubscriptionSight& seen) {
  OrderPreview preview;
  preview.source = providerName(sight.parts.rules.provider);
  preview.seen = seenOf(seen.state, seen.pending);
  preview.today = Money{0, seen.state.amount.currency};
  preview.givenAway = Money{0, seen.state.amount.currency};
  if (seen.outOfReach) {
    preview.estimate = true;
    preview.source = QStringLiteral("our own copy");
    preview.warnings.append(
        QStringLiteral("The provider cannot be reached: this is by our own copy, and is compared "
                       "with the provider's before anything is sent"));
  }
  tellDrift(seen, preview);
  return preview;
}

std::string planNow(const RulesContext& rules, const AccountFacts& facts, Instant now) {
  return accountState(rules.rules, rules.live, facts, now).plan;
}

PlanFall fallOf(const RulesContext& rules, const AccountFacts& facts, const std::string& planBefore, Instant now) {
  AccountFacts then = facts;
  Instant at = now;
  for (int step = 0; step < kMostSteps; ++step) {
    AccountState state = accountState(rules.rules, rules.live, then, at);
    if (jobTakes(state, at) && rules.rules.downgradeEnabled) {
      then = factsWith(std::move(then), state.subscription, [](AccountSubscription& held) { held.downgraded = true; });
      state = accountState(rules.rules, rules.live, then, at);
    }
    if (state.plan != planBefore) return {at, state.plan};
    const auto next = nextTurn(state, then, at);
    if (!next) break;
    at = *next;
  }
  return {std::nullopt, planBefore};
}

void tellAccount(const Sight& sight, const SubscriptionSight& seen, const AccountFacts& after, OrderPreview& preview) {
  const RulesContext& rules = sight.parts.rules;
  if (rules.rules.plans.empty()) return;
  if (!seen.held.accountKey) {
    preview.warnings.append(QStringLiteral("No account of ours has this subscription: nobody's plan changes"));
    return;
  }
  const std::string before = planNow(rules, seen.held.facts, sight.now);
  const PlanFall fall = fallOf(rules, after, before, sight.now);
  if (!fall.at) return;
  const QString when = *fall.at <= sight.now ? QStringLiteral("at once") : dayWords(*fall.at);
  addFieldChange(preview, QStringLiteral("Plan of %1").arg(QString::fromStdString(*seen.held.accountKey)),
                 planNameOf(rules.rules, before),
                 QStringLiteral("%1, %2").arg(planNameOf(rules.rules, fall.plan), when));
  preview.accessUntil = fall.at;
}

}  // namespace billing::operations
