// Changes a plan in the text of a workspace file and leaves everything else, comments and order above all, as it is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingrules.h"
#include "support/result.h"

namespace billing::workspace {

/// What is given is changed; the others stay as they are.
struct PlanEdit {
  std::string plan;  ///< key
  std::optional<std::string> name;
  std::optional<std::vector<std::string>> features;
  /// All limits of the plan: nullopt is unlimited.
  std::optional<std::map<std::string, std::optional<std::int64_t>, std::less<>>> limits;
};
/// NotFound "unknown_plan"; InvalidInput "name_missing", "bad_limit"; Conflict "not_line_by_line" where the file is
/// written in a way that cannot be changed so (a table over several lines, a dotted key): edit it by hand.
[[nodiscard]] Result<std::string> withPlan(const std::string& text, const PlanEdit& edit);

/// The price as a table of its own, before the plan's other prices: the first of an interval is the one that is sold,
/// and those who have an older one are still recognised by its id. `price.testProductId` and `liveProductId` that are
/// empty are left out. Errors as above; Conflict "product_id_taken" when the file names the id already.
[[nodiscard]] Result<std::string> withNewPrice(const std::string& text, const std::string& plan,
                                               const PlanPrice& price);

}  // namespace billing::workspace
