#include "metrics/mrrsteps.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "domain/money.h"
#include "domain/subscriptiondiscount.h"
#include "metrics/mrrparts.h"

namespace billing {
namespace {

constexpr std::array<std::string_view, 4> kStandings{"counts", "paused", "stopped", "none"};
constexpr std::int64_t kAllBps = 10'000;

std::int64_t partsOrMost(std::int64_t minor, const std::optional<BillingInterval>& interval) {
  if (!interval) return 0;
  const auto parts = mrrPartsOf(minor, *interval);
  if (parts || interval->count < 1) return parts.value_or(0);
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  return minor > 0 ? most : -most;
}

std::int64_t takenOff(const SubscriptionState& state, std::int64_t full) {
  const SubscriptionDiscount& discount = *state.discount;
  const std::int64_t off = discount.percentBps > 0 ? mulDiv(full, discount.percentBps, kAllBps).value_or(full)
                                                   : partsOrMost(discount.amountMinor, state.interval);
  return std::clamp<std::int64_t>(off, 0, std::max<std::int64_t>(full, 0));
}

// A trial that ran out is when it began; what is not yet over has not begun.
std::optional<Instant> beginOf(const SubscriptionState& state) {
  if (!state.trialEnd) return state.createdAt;
  return state.createdAt ? std::max(*state.createdAt, *state.trialEnd) : *state.trialEnd;
}

bool discountCounts(const MrrObservation& seen, const MrrDefinition& definition, Instant when) {
  if (!seen.offDuration) return false;
  if (*seen.offDuration == SubscriptionDiscount::Duration::Forever) return true;
  return definition.discounts == MrrDefinition::Discounts::AllActive && !(seen.offUntil && *seen.offUntil <= when);
}

bool hasEnded(const MrrObservation& seen, const MrrDefinition& definition, Instant when) {
  if (!seen.endsAt) return false;
  return definition.churnAt == MrrDefinition::ChurnAt::Request || *seen.endsAt <= when;
}

std::int64_t whileRunning(const MrrObservation& seen, const MrrDefinition& definition, Instant when) {
  return discountCounts(seen, definition, when) ? subtractParts(seen.fullParts, seen.offParts) : seen.fullParts;
}

class StepMaker {
 public:
  StepMaker(std::vector<MrrObservation> seen, const MrrDefinition& definition)
      : seen_(std::move(seen)), definition_(definition) {}

  std::vector<MrrStep> run() {
    std::ranges::sort(seen_, {}, [](const MrrObservation& one) { return std::tie(one.at, one.weight, one.eventId); });
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (i + 1 < seen_.size() && seen_[i + 1].at == seen_[i].at) continue;
      if (steps_.empty() && !begun_) begin(seen_[i]);
      begun_ = true;
      follow(seen_[i], i + 1 < seen_.size() ? std::optional(seen_[i + 1].at) : std::nullopt);
    }
    return std::move(steps_);
  }

 private:
  // Heard of for the first time when it had run for a while.
  void begin(const MrrObservation& first) {
    if (!first.beginsAt || *first.beginsAt >= first.at || first.standing == MrrStanding::Never) return;
    step(*first.beginsAt, first, whileRunning(first, definition_, *first.beginsAt), causeOf(first));
  }

  void follow(const MrrObservation& seen, std::optional<Instant> until) {
    step(seen.at, seen, mrrPartsAt(seen, definition_, seen.at), causeOf(seen));
    std::array<std::optional<Instant>, 2> later{seen.offUntil, seen.endsAt};
    std::ranges::sort(later);
    for (const auto& at : later)
      if (at && *at > seen.at && !(until && *at >= *until))
        step(*at, seen, mrrPartsAt(seen, definition_, *at), MrrStep::Cause::Schedule);
  }

  void step(Instant at, const MrrObservation& seen, std::int64_t parts, MrrStep::Cause cause) {
    if (steps_.empty() ? parts == 0 : steps_.back().parts == parts && sameCurrency(seen, parts)) return;
    steps_.push_back({at, seen.currency, parts, cause, seen.eventId});
  }
  // Nothing is nothing in any currency.
  [[nodiscard]] bool sameCurrency(const MrrObservation& seen, std::int64_t parts) const {
    return parts == 0 || steps_.back().currency == seen.currency;
  }
  static MrrStep::Cause causeOf(const MrrObservation& seen) {
    return seen.eventId.empty() || seen.eventId.front() == '!' ? MrrStep::Cause::Sync : MrrStep::Cause::Event;
  }

  std::vector<MrrObservation> seen_;
  const MrrDefinition& definition_;
  std::vector<MrrStep> steps_;
  bool begun_ = false;
};

}  // namespace

std::string_view toString(MrrStanding standing) {
  return kStandings.at(static_cast<std::size_t>(standing));
}

MrrStanding mrrStandingFrom(std::string_view word) {
  const auto found = std::ranges::find(kStandings, word);
  return found == kStandings.end() ? MrrStanding::Never : static_cast<MrrStanding>(found - kStandings.begin());
}

MrrStanding mrrStandingOf(SubscriptionStatus status) {
  switch (status) {
    case SubscriptionStatus::Active:
    case SubscriptionStatus::PastDue:
      return MrrStanding::Counts;
    case SubscriptionStatus::Paused:
      return MrrStanding::Paused;
    case SubscriptionStatus::OnHold:
    case SubscriptionStatus::Unpaid:
    case SubscriptionStatus::Cancelled:
    case SubscriptionStatus::Expired:
      return MrrStanding::Stopped;
    case SubscriptionStatus::Pending:
    case SubscriptionStatus::Trialing:
    case SubscriptionStatus::Failed:
    case SubscriptionStatus::Unknown:
      break;
  }
  return MrrStanding::Never;
}

std::string_view toString(MrrStep::Cause cause) {
  constexpr std::array<std::string_view, 3> words{"event", "sync", "schedule"};
  return words.at(static_cast<std::size_t>(cause));
}

bool tellsTheSame(const MrrObservation& one, const MrrObservation& other) {
  const auto told = [](const MrrObservation& seen) {
    return std::tie(seen.standing, seen.currency, seen.fullParts, seen.offParts, seen.offDuration, seen.offUntil,
                    seen.endsAt);
  };
  return told(one) == told(other);
}

MrrObservation observationOf(const SubscriptionState& state) {
  MrrObservation seen;
  // Stripe's word for a first payment that never came: it has expired, and never ran.
  const bool neverBegan = state.providerStatus == "incomplete_expired";
  seen.standing = neverBegan ? MrrStanding::Never : mrrStandingOf(state.status);
  seen.currency = std::string(state.amount.currency.code());
  seen.fullParts = partsOrMost(state.amount.minor, state.interval);
  if (state.discount && isSized(*state.discount)) {
    seen.offParts = takenOff(state, seen.fullParts);
    seen.offDuration = state.discount->duration;
    seen.offUntil = state.discount->endsAt;
  }
  seen.endsAt = state.cancelAt;
  seen.beginsAt = beginOf(state);
  return seen;
}

MrrObservation readingOf(const SubscriptionState& state, Instant readAt) {
  MrrObservation seen = observationOf(state);
  seen.at = readAt;
  seen.eventId = "!sync";
  if (!isFinal(state.status)) return seen;
  for (const auto& end : {state.cancelledAt, state.cancelAt, state.periodEnd}) {
    if (!end || *end > readAt) continue;
    seen.at = *end;
    break;
  }
  return seen;
}

std::int64_t mrrPartsAt(const MrrObservation& observation, const MrrDefinition& definition, Instant when) {
  const bool counts =
      observation.standing == MrrStanding::Counts ||
      (observation.standing == MrrStanding::Paused && definition.paused == MrrDefinition::Paused::Include);
  if (!counts || hasEnded(observation, definition, when)) return 0;
  return whileRunning(observation, definition, when);
}

std::vector<MrrStep> mrrSteps(std::vector<MrrObservation> observations, const MrrDefinition& definition) {
  return StepMaker(std::move(observations), definition).run();
}

}  // namespace billing
