// What the workspace's file says of its metrics: table [metrics].
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/money.h"

namespace billing::workspace {

/// [[metrics.rate]]: one unit of `currency` is `rate` units of the currency converted to, since `date`.
struct MetricRate {
  std::string currency;
  std::string rate;  ///< decimal text, above zero, at most nine decimals
  std::string date;  ///< "2026-03-01"
};

struct MetricsSettings {
  std::string convertTo;  ///< ISO 4217; empty: totals stay by currency
  std::vector<MetricRate> rates;
  std::string marginPercent;            ///< of revenue, for lifetime value; empty: not known, 100
  std::optional<Money> costOfCustomer;  ///< a month
};

}  // namespace billing::workspace
