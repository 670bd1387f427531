// Exact fractions, for sums that are rounded once. 128 bits; what leaves them is told, never wrong.
#pragma once

#include <cstdint>
#include <optional>

namespace billing {

class Fraction {
 public:
  constexpr Fraction() = default;
  constexpr explicit Fraction(std::int64_t whole) : up_(whole) {}

  [[nodiscard]] Fraction plus(const Fraction& other) const;
  [[nodiscard]] Fraction times(std::int64_t factor) const;
  /// Divided by `divisor`, above 0.
  [[nodiscard]] Fraction over(std::int64_t divisor) const;
  [[nodiscard]] bool isPositive() const { return up_ > 0; }
  /// Half away from zero; nullopt when a step left 128 bits, or the result leaves int64.
  [[nodiscard]] std::optional<std::int64_t> rounded() const;

 private:
  __extension__ using Wide = __int128;
  Fraction(Wide up, Wide down, bool good);

  Wide up_ = 0, down_ = 1;  ///< in lowest terms, down_ above 0
  bool good_ = true;
};

}  // namespace billing
