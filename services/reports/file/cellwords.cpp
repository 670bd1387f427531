#include "reports/file/cellwords.h"

#include <QDateTime>

#include "domain/money.h"
#include "support/instant.h"
#include "support/redaction.h"

namespace billing::reports {
namespace {

constexpr qint64 kMinuteMs = 60'000;
// Zones change at full quarter hours of UTC; within one the offset is the same.
constexpr qint64 kSteadyMs = 15 * kMinuteMs;

Currency currencyOf(const QString& code) {
  return Currency::fromCode(code.toStdString()).value_or(Currency());
}

qint64 floorTo(qint64 value, qint64 step) {
  const qint64 rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

}  // namespace

QByteArray moneyWords(qint64 minor, const QString& currency) {
  return QByteArray::fromStdString(toDecimal({minor, currencyOf(currency)}));
}

int decimalsOf(const QString& currency) {
  return currencyOf(currency).exponent();
}

QByteArray milliWords(qint64 milli) {
  QByteArray text = QByteArray::number(milli < 0 ? -(milli / 1000) : milli / 1000);
  const auto rest = static_cast<int>(milli % 1000 < 0 ? -(milli % 1000) : milli % 1000);
  if (rest != 0) {
    text += '.' + QByteArray::number(rest).rightJustified(3, '0');
    while (text.endsWith('0')) text.chop(1);
  }
  return milli < 0 ? '-' + text : text;
}

QString withoutSecrets(const QString& text) {
  // Nearly no text holds one, and looking closely at every cell would take longer than writing it.
  const bool perhaps = text.contains(QLatin1String("sk_")) || text.contains(QLatin1String("rk_")) ||
                       text.contains(QLatin1String("wh")) || text.contains(QLatin1String("earer "));
  return perhaps ? QString::fromStdString(redact(text.toStdString())) : text;
}

Result<TimeWords> TimeWords::in(const QString& zone, bool localTimes) {
  TimeWords words;
  words.zone_ = zone.isEmpty() ? QStringLiteral("UTC") : zone;
  words.rules_ = QTimeZone(words.zone_.toUtf8());
  words.local_ = localTimes;
  if (words.rules_.isValid()) return words;
  return failure(ErrorKind::InvalidInput, "unknown_zone",
                 "There is no time zone “" + zone.left(100).toStdString() + "”", {},
                 "Write it like Europe/Berlin or UTC");
}

qint64 TimeWords::offsetMs(qint64 ms) const {
  if (ms < from_ || ms >= to_) {
    from_ = floorTo(ms, kSteadyMs);
    to_ = from_ + kSteadyMs;
    offset_ = qint64{1000} * rules_.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
  }
  return offset_;
}

QByteArray TimeWords::day(qint64 ms, DayStyle style) const {
  const QByteArray iso = QByteArray::fromStdString(toIso8601({wallClock(ms)})).left(10);
  const QByteArray year = iso.left(4), month = iso.mid(5, 2), day = iso.mid(8, 2);
  switch (style) {
    case DayStyle::MonthFirst:
      return month + '/' + day + '/' + year;
    case DayStyle::DayFirst:
      return day + '/' + month + '/' + year;
    case DayStyle::DayMonth:
      return day + month;
    case DayStyle::Iso:
      break;
  }
  return iso;
}

QByteArray TimeWords::instant(qint64 ms) const {
  if (!local_) return QByteArray::fromStdString(toIso8601({ms}));
  QByteArray text = QByteArray::fromStdString(toIso8601({wallClock(ms)}));
  text.chop(1);  // the Z
  const qint64 minutes = offsetMs(ms) / kMinuteMs;
  const qint64 size = minutes < 0 ? -minutes : minutes;
  return text + (minutes < 0 ? '-' : '+') + QByteArray::number(size / 60).rightJustified(2, '0') + ':' +
         QByteArray::number(size % 60).rightJustified(2, '0');
}

}  // namespace billing::reports
