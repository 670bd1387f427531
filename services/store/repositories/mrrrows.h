// The rows of the revenue history: what was told, the steps made from it, what they mean for the customer, and the
// sums. Within this room only.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "domain/provider.h"
#include "metrics/customermovements.h"
#include "metrics/mrrsteps.h"
#include "metrics/zonemonths.h"
#include "store/repositories/rowvalues.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store::mrr {

/// Subscription or customer of a provider.
struct Owner {
  Provider provider = Provider::Dodo;
  std::string id;
};

struct Told {
  std::string customer;
  MrrObservation seen;
};
/// Columns from customer_external_id on, as toldOf reads them.
[[nodiscard]] Told readTold(RowReader& row);
/// All of one subscription, in the order of time.
[[nodiscard]] Result<std::vector<Told>> toldOf(WriteContext& context, const Owner& subscription);
/// Nothing when the same event has told it already.
[[nodiscard]] Result<void> addTold(WriteContext& context, const Owner& subscription, const Told& told);
[[nodiscard]] Result<void> forgetInstant(WriteContext& context, const Owner& subscription, Instant at);
[[nodiscard]] Result<void> moveTo(WriteContext& context, const Owner& subscription, const std::string& customer);

/// Writes the steps of a subscription where they differ from those that are there; true when they did.
[[nodiscard]] Result<bool> putSteps(WriteContext& context, const Owner& subscription, const std::string& customer,
                                    const std::vector<MrrStep>& steps);
[[nodiscard]] Result<void> insertStep(WriteContext& context, const Owner& subscription, const std::string& customer,
                                      const MrrStep& step);
[[nodiscard]] Result<std::vector<SubscriptionSteps>> stepsOf(WriteContext& context, const Owner& customer);

[[nodiscard]] Result<std::vector<MrrMovement>> movementsOf(WriteContext& context, const Owner& customer);
[[nodiscard]] Result<void> removeMovements(WriteContext& context, const Owner& customer);
[[nodiscard]] Result<void> insertMovement(WriteContext& context, const Owner& customer, int month,
                                          const MrrMovement& movement);

/// What is to be added to the sums of the months.
class MonthSums {
 public:
  /// Those of one customer, all of them; `times` is 1 or -1.
  void add(const std::vector<MrrMovement>& movements, const ZoneMonths& months, int times);
  /// Into what is there: sums that become empty go.
  [[nodiscard]] Result<void> merge(WriteContext& context) const;

 private:
  struct Sum {
    std::int64_t delta = 0, movements = 0;
  };
  using Key = std::tuple<std::string, int, MovementKind>;
  [[nodiscard]] static Result<void> mergeOne(WriteContext& context, const Key& key, const Sum& more);
  std::map<Key, Sum> sums_;
};

}  // namespace billing::store::mrr
