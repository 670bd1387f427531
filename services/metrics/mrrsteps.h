// From what was told of one subscription to the steps of its monthly figure. Pure: the same observations in any order
// give the same steps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "metrics/mrrdefinition.h"
#include "support/instant.h"

namespace billing {

/// What counts, whatever the definition.
enum class MrrStanding {
  Counts,   ///< active, past due
  Paused,   ///< counts where the workspace says so
  Stopped,  ///< ended, or not paid for: it ran before
  Never,    ///< a trial, or a beginning that failed
};
[[nodiscard]] std::string_view toString(MrrStanding standing);  ///< "counts", "paused", "stopped", "none"
[[nodiscard]] MrrStanding mrrStandingFrom(std::string_view word);
[[nodiscard]] MrrStanding mrrStandingOf(SubscriptionStatus status);

/// One moment of one subscription.
struct MrrObservation {
  Instant at;
  int weight = 0;       ///< of several of one instant the heaviest counts, then the greatest event id
  std::string eventId;  ///< empty or "!...": our own reading
  MrrStanding standing = MrrStanding::Never;
  std::string currency;
  std::int64_t fullParts = 0;  ///< before discounts
  std::int64_t offParts = 0;   ///< what the discount takes off, 0 to fullParts
  std::optional<SubscriptionDiscount::Duration> offDuration;
  std::optional<Instant> offUntil;
  std::optional<Instant> endsAt;    ///< when it is going to end
  std::optional<Instant> beginsAt;  ///< since when it has run, if nothing older is known
};

/// Whether the same is told, be it at another moment.
[[nodiscard]] bool tellsTheSame(const MrrObservation& one, const MrrObservation& other);

/// Amount, discount, end and beginning of a subscription as it stands; `at`, `weight` and `eventId` are the caller's. A
/// figure that leaves int64 stops at its end (addParts).
[[nodiscard]] MrrObservation observationOf(const SubscriptionState& state);

/// The same by our own look at the provider, which comes some time after what it sees: a subscription that is over
/// ended at its end, if that is told. `at` and `eventId` are set.
[[nodiscard]] MrrObservation readingOf(const SubscriptionState& state, Instant readAt);

/// What the observation counts for at a moment at or after its own, if nothing else is told until then.
[[nodiscard]] std::int64_t mrrPartsAt(const MrrObservation& observation, const MrrDefinition& definition, Instant when);

/// From `at` on the subscription counts for `parts` of `currency`.
struct MrrStep {
  enum class Cause {
    Event,
    Sync,
    Schedule,  ///< an end or a discount's end that was known before
  };
  Instant at;
  std::string currency;
  std::int64_t parts = 0;
  Cause cause = Cause::Event;
  std::string eventId;
  bool operator==(const MrrStep&) const = default;
};
[[nodiscard]] std::string_view toString(MrrStep::Cause cause);  ///< "event", "sync", "schedule"

/// In the order of time, at most one for an instant, each of another figure than the one before it; the first is not 0.
/// Ends that are going to come are among them: what will be is not before its time. A subscription that is first heard
/// of while it runs, or after it ran, began at `beginsAt`. One whose end passes without a word ends then.
[[nodiscard]] std::vector<MrrStep> mrrSteps(std::vector<MrrObservation> observations, const MrrDefinition& definition);

}  // namespace billing
