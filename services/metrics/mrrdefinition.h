// How the workspace counts recurring revenue: facts/billing.md (d), "statuses in MRR", "discounts", "cancel at period
// end", "reactivation". The usual choice of each is the first.
#pragma once

#include <string>
#include <string_view>

namespace billing {

struct MrrDefinition {
  enum class Paused { Exclude, Include };
  enum class Discounts { ForeverOnly, AllActive };
  enum class ChurnAt { PeriodEnd, Request };
  enum class Reactivation { Ever, Within90Days };

  Paused paused = Paused::Exclude;
  Discounts discounts = Discounts::ForeverOnly;
  ChurnAt churnAt = ChurnAt::PeriodEnd;
  Reactivation reactivation = Reactivation::Ever;
  bool operator==(const MrrDefinition&) const = default;
};

/// Sets one term ("paused", "discounts", "churn_at", "reactivation") to one of its choices ("exclude", "include";
/// "forever_only", "all_active"; "period_end", "request"; "ever", "within_90_days"). False for another word: nothing is
/// changed.
bool choose(MrrDefinition& definition, std::string_view term, std::string_view choice);

/// "paused=exclude discounts=forever_only churn_at=period_end reactivation=ever"
[[nodiscard]] std::string toText(const MrrDefinition& definition);
/// What the text above told; a term that is missing or not known stays as usual.
[[nodiscard]] MrrDefinition mrrDefinitionFrom(std::string_view text);

}  // namespace billing
