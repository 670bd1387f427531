#include "metrics/fraction.h"

#include <limits>

namespace billing {
namespace {

template <class Wide>
Wide commonDivisor(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace

Fraction::Fraction(Wide up, Wide down, bool good) : good_(good) {
  if (!good) return;
  const Wide shared = commonDivisor(up, down);
  up_ = up / shared;
  down_ = down / shared;
}

Fraction Fraction::plus(const Fraction& other) const {
  const Wide shared = commonDivisor(down_, other.down_);
  Wide left = 0;
  Wide right = 0;
  Wide up = 0;
  Wide down = 0;
  const bool fits = !__builtin_mul_overflow(up_, other.down_ / shared, &left) &&
                    !__builtin_mul_overflow(other.up_, down_ / shared, &right) &&
                    !__builtin_add_overflow(left, right, &up) &&
                    !__builtin_mul_overflow(down_ / shared, other.down_, &down);
  return {up, down, fits && good_ && other.good_};
}

Fraction Fraction::times(std::int64_t factor) const {
  const Wide shared = commonDivisor<Wide>(factor, down_);
  Wide up = 0;
  const bool fits = !__builtin_mul_overflow(up_, factor / shared, &up);
  return {up, down_ / shared, fits && good_};
}

Fraction Fraction::over(std::int64_t divisor) const {
  if (divisor <= 0) return {0, 1, false};
  const Wide shared = commonDivisor<Wide>(up_, divisor);
  Wide down = 0;
  const bool fits = !__builtin_mul_overflow(down_, divisor / shared, &down);
  return {up_ / shared, down, fits && good_};
}

std::optional<std::int64_t> Fraction::rounded() const {
  if (!good_) return std::nullopt;
  const Wide size = up_ < 0 ? -up_ : up_;
  const Wide rest = size % down_;
  const Wide whole = size / down_ + (rest >= down_ - rest ? 1 : 0);
  const Wide result = up_ < 0 ? -whole : whole;
  if (result > std::numeric_limits<std::int64_t>::max() || result < std::numeric_limits<std::int64_t>::min())
    return std::nullopt;
  return static_cast<std::int64_t>(result);
}

}  // namespace billing
