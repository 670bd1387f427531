#include "models/usageforecast.h"

#include <limits>

#include "domain/money.h"

namespace billing::models {

std::optional<qint64> forecastMilli(qint64 usedMilli, qint64 periodStart, qint64 periodEnd, qint64 now) {
  const qint64 length = periodEnd - periodStart;
  const qint64 gone = now - periodStart;
  if (length <= 0 || gone >= length || gone < length / 20 || gone <= 0) return std::nullopt;
  const auto end = mulDiv(usedMilli, length, gone);
  if (!end || usedMilli % 1000 != 0) return end;
  return (*end + 500) / 1000 * 1000;
}

std::optional<qint64> shareThousandths(qint64 milli, qint64 limitMilli) {
  if (limitMilli <= 0) return std::nullopt;
  constexpr qint64 room = std::numeric_limits<qint64>::max() / 1000;
  // Beyond it the divisor shrinks instead: such numbers have digits to spare.
  return milli <= room ? milli * 1000 / limitMilli : milli / qMax<qint64>(1, limitMilli / 1000);
}

}  // namespace billing::models
