#include "store/repositories/mrrcustomer.h"

#include <mutex>

namespace billing::store::mrr {

Result<std::shared_ptr<const ZoneMonths>> monthsIn(const std::string& zone) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const ZoneMonths>> known;
  const std::scoped_lock lock(mutex);
  auto& months = known[zone];
  if (!months) {
    auto made = ZoneMonths::of(zone);
    if (!made) return failure(made.error());
    months = std::make_shared<const ZoneMonths>(std::move(*made));
  }
  return months;
}

Result<void> rewriteMovements(WriteContext& context, const Owner& customer, const MrrRules& rules) {
  const auto months = monthsIn(rules.zone);
  if (!months) return failure(months.error());
  const auto steps = stepsOf(context, customer);
  if (!steps) return failure(steps.error());
  const auto held = movementsOf(context, customer);
  if (!held) return failure(held.error());
  const std::vector<MrrMovement> wanted = customerMovements(*steps, rules.definition);
  if (*held == wanted) return {};
  MonthSums sums;
  sums.add(*held, **months, -1);
  sums.add(wanted, **months, 1);
  auto written = removeMovements(context, customer);
  for (const MrrMovement& one : wanted) {
    if (!written) return written;
    written = insertMovement(context, customer, (*months)->monthOf(one.at), one);
  }
  return written.and_then([&] { return sums.merge(context); });
}

}  // namespace billing::store::mrr
