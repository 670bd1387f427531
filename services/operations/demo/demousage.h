// What accounts do with a product: counted by the operation that the local API uses, at moments of the story. How much
// depends on what each account may use, so that some come near their limits and some beyond.
#pragma once

#include <vector>

#include "operations/demo/demoyear.h"
#include "operations/demo/systemaccounts.h"
#include "operations/rulescontext.h"
#include "operations/usage/trackusage.h"
#include "store/writecontext.h"

namespace billing::operations {

class DemoUsage {
 public:
  DemoUsage(const DemoRequest& request, const RulesContext& rules) : request_(request), rules_(rules) {}

  /// Whether the account does something on this day of the story.
  [[nodiscard]] bool isBusy(const SystemAccount& account, std::int64_t day, std::int64_t lastDay) const;
  /// Within a write: one day of one account. Gives how many actions were counted or refused.
  [[nodiscard]] Result<int> useDay(store::WriteContext& context, const SystemAccount& account, Instant at) const;

 private:
  class Day;
  const DemoRequest& request_;
  const RulesContext rules_;
};

}  // namespace billing::operations
