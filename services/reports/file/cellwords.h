// A cell as exact text, without any locale: what CSV and JSON hold, and what totals say.
#pragma once

#include <QTimeZone>

#include "reports/reportvalues.h"

namespace billing::reports {

/// "1234.50", "-3"; currencies that nobody knows have two decimals.
[[nodiscard]] QByteArray moneyWords(qint64 minor, const QString& currency);
[[nodiscard]] int decimalsOf(const QString& currency);
/// Thousandths without needless zeros: 1500 is "1.5".
[[nodiscard]] QByteArray milliWords(qint64 milli);

/// Keys and secrets that have found their way into a message are left out of every file (support/redaction.h).
[[nodiscard]] QString withoutSecrets(const QString& text);

/// How a day is written: everywhere as ISO 8601 says, but for programs that read nothing else.
enum class DayStyle { Iso, MonthFirst, DayFirst, DayMonth };  ///< 2026-03-31, 03/31/2026, 31/03/2026, 3103

/// How instants are written: days of a zone, times in UTC or in it.
class TimeWords {
 public:
  /// InvalidInput "unknown_zone". Empty: UTC.
  [[nodiscard]] static Result<TimeWords> in(const QString& zone, bool localTimes);
  [[nodiscard]] QByteArray day(qint64 ms, DayStyle style = DayStyle::Iso) const;
  [[nodiscard]] QByteArray instant(qint64 ms) const;  ///< "2026-03-31T22:00:00Z" or "...T00:00:00+02:00"
  [[nodiscard]] const QString& zone() const { return zone_; }
  /// The clock on the wall there, as if it were UTC: for spreadsheets, which know no zones.
  [[nodiscard]] qint64 wallClock(qint64 ms) const { return ms + offsetMs(ms); }
  [[nodiscard]] bool localTimes() const { return local_; }

 private:
  [[nodiscard]] qint64 offsetMs(qint64 ms) const;
  QString zone_;
  QTimeZone rules_;
  bool local_ = false;
  mutable qint64 from_ = 0, to_ = 0, offset_ = 0;  // the offset that was asked for last, and as long as it holds
};

}  // namespace billing::reports
