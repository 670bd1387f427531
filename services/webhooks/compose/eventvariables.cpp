#include "webhooks/compose/eventvariables.h"

#include <QDateTime>
#include <QTimeZone>

namespace billing::webhooks {

Instant intervalsLater(Instant from, std::string_view unit, std::int64_t count) {
  const char letter = unit.empty() ? 'm' : static_cast<char>(unit.front() | 0x20);
  const QDateTime start = QDateTime::fromMSecsSinceEpoch(from.ms, Qt::UTC);
  const int steps = static_cast<int>(count);
  switch (letter) {
    case 'd':
      return {start.addDays(steps).toMSecsSinceEpoch()};
    case 'w':
      return {start.addDays(std::int64_t{steps} * 7).toMSecsSinceEpoch()};
    case 'y':
      return {start.addYears(steps).toMSecsSinceEpoch()};
    default:
      return {start.addMonths(steps).toMSecsSinceEpoch()};
  }
}

std::string jsonQuoted(std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace billing::webhooks
