#include "metrics/zonemonths.h"

#include <algorithm>

#include "domain/civildate.h"

namespace billing {

Result<ZoneMonths> ZoneMonths::of(std::string_view zone) {
  ZoneMonths months;
  months.starts_.reserve(kYears * 12 + 1);
  for (int i = 0; i <= kYears * 12; ++i) {
    const CivilDate first{kFirstYear + i / 12, i % 12 + 1, 1};
    if (zone == "UTC") {
      months.starts_.push_back(utcMidnight(first));
      continue;
    }
    const auto start = instantOf(zone, toText(first) + "T00:00:00");
    if (!start) return failure(start.error());
    months.starts_.push_back(*start);
  }
  return months;
}

std::size_t ZoneMonths::indexOf(Instant at) const {
  const auto after = std::ranges::upper_bound(starts_, at);
  const auto index = after - starts_.begin() - 1;
  return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(index, 0, kYears * 12 - 1));
}

Instant ZoneMonths::startOf(int month) const {
  const int index = (month / 100 - kFirstYear) * 12 + month % 100 - 1;
  return starts_.at(static_cast<std::size_t>(std::clamp(index, 0, kYears * 12 - 1)));
}

Instant ZoneMonths::endOf(int month) const {
  return startOf(next(month));
}

}  // namespace billing
