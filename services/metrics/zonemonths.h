// The calendar months of a zone as instants, for sorting many moments into months.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "support/instant.h"
#include "support/result.h"

namespace billing {

class ZoneMonths {
 public:
  /// InvalidInput "unknown_zone". From 1970 to 2199; what lies outside counts as the first or the last month.
  [[nodiscard]] static Result<ZoneMonths> of(std::string_view zone);

  /// 202603 for any moment of March 2026 in the zone.
  [[nodiscard]] int monthOf(Instant at) const { return numberOf(indexOf(at)); }
  /// The first moment of a month (yyyymm), and the first after it.
  [[nodiscard]] Instant startOf(int month) const;
  [[nodiscard]] Instant endOf(int month) const;
  /// 202601 after 202512.
  [[nodiscard]] static int next(int month) { return month % 100 == 12 ? month + 89 : month + 1; }
  [[nodiscard]] static int previous(int month) { return month % 100 == 1 ? month - 89 : month - 1; }

 private:
  static constexpr int kFirstYear = 1970, kYears = 230;
  [[nodiscard]] std::size_t indexOf(Instant at) const;
  [[nodiscard]] static int numberOf(std::size_t index) {
    const int months = static_cast<int>(index);
    return (kFirstYear + months / 12) * 100 + months % 12 + 1;
  }
  std::vector<Instant> starts_;  ///< one more than there are months
};

}  // namespace billing
