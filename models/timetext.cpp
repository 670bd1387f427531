#include "models/timetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <cstdlib>

namespace billing::models {
namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

QString words(const char* text, qint64 n = 0) {
  return QCoreApplication::translate("TimeText", text).arg(n);
}

QDate dateOf(qint64 ms, const QTimeZone& zone) {
  return QDateTime::fromMSecsSinceEpoch(ms, zone).date();
}

QString offsetText(int seconds) {
  if (seconds == 0) return QStringLiteral("UTC");
  const int minutes = std::abs(seconds) / 60;
  QString text =
      QStringLiteral("UTC") + (seconds < 0 ? QLatin1Char('-') : QLatin1Char('+')) + QString::number(minutes / 60);
  if (minutes % 60) text += QStringLiteral(":%1").arg(minutes % 60, 2, 10, QLatin1Char('0'));
  return text;
}

QString clockDistance(qint64 distance, bool past) {
  if (distance < minute) return QCoreApplication::translate("TimeText", "now");
  if (distance < hour) return past ? words("%1 min ago", distance / minute) : words("in %1 min", distance / minute);
  return past ? words("%1 h ago", distance / hour) : words("in %1 h", distance / hour);
}

}  // namespace

QString relativeTime(qint64 ms, qint64 nowMs, const QTimeZone& zone, const QLocale& locale) {
  const bool past = ms <= nowMs;
  const qint64 distance = past ? nowMs - ms : ms - nowMs;
  if (distance < 12 * hour) return clockDistance(distance, past);
  if (distance > 8 * day) return dayText(ms, nowMs, zone, locale);
  const qint64 days = std::abs(dateOf(ms, zone).daysTo(dateOf(nowMs, zone)));
  if (days == 0) return clockDistance(distance, past);
  if (days == 1) return QCoreApplication::translate("TimeText", past ? "yesterday" : "tomorrow");
  if (days < 7) return past ? words("%1 days ago", days) : words("in %1 days", days);
  return dayText(ms, nowMs, zone, locale);
}

QString dayText(qint64 ms, qint64 nowMs, const QTimeZone& zone, const QLocale& locale) {
  const QDate date = dateOf(ms, zone);
  const bool thisYear = date.year() == dateOf(nowMs, zone).year();
  return locale.toString(date, thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

qint64 daysOverdue(qint64 dueMs, qint64 nowMs, const QTimeZone& zone) {
  return qMax<qint64>(0, dateOf(dueMs, zone).daysTo(dateOf(nowMs, zone)));
}

QString dueText(qint64 ms, qint64 nowMs, const QTimeZone& zone) {
  const qint64 days = dateOf(nowMs, zone).daysTo(dateOf(ms, zone));
  if (days == 0) return QCoreApplication::translate("TimeText", "today");
  if (days == 1) return QCoreApplication::translate("TimeText", "tomorrow");
  if (days == -1) return QCoreApplication::translate("TimeText", "overdue by 1 day");
  return days > 0 ? words("in %1 days", days) : words("overdue by %1 days", -days);
}

QString countdownText(qint64 ms) {
  if (ms <= 0) return QCoreApplication::translate("TimeText", "no time");
  if (ms < minute) return QCoreApplication::translate("TimeText", "less than a minute");
  if (ms < hour) return words("%1 min", ms / minute);
  if (ms < day) {
    const QString hours = words("%1 h", ms / hour);
    return ms % hour < minute ? hours : QString(hours + QLatin1Char(' ') + words("%1 min", ms % hour / minute));
  }
  const QString days = ms < 2 * day ? QCoreApplication::translate("TimeText", "1 day") : words("%1 days", ms / day);
  return ms % day < hour ? days : QString(days + QLatin1Char(' ') + words("%1 h", ms % day / hour));
}

QString exactTime(qint64 ms, const QTimeZone& zone) {
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, zone);
  const QString offset = offsetText(time.offsetFromUtc());
  const QString name = QString::fromLatin1(zone.id());
  const QString text = time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz ")) + offset;
  return name == offset ? text : QString(text + QStringLiteral(" (") + name + QLatin1Char(')'));
}

QString isoTime(qint64 ms, const QTimeZone& zone) {
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, zone);
  return (time.offsetFromUtc() == 0 ? time.toUTC() : time).toString(Qt::ISODateWithMs);
}

QString durationText(qint64 ms, const QLocale& locale) {
  if (ms < second) return QCoreApplication::translate("TimeText", "%1 ms").arg(ms);
  if (ms < minute)
    return QCoreApplication::translate("TimeText", "%1 s")
        .arg(QString::number(ms / second) + locale.decimalPoint() + QString::number(ms % second / 100));
  if (ms < hour)
    return QCoreApplication::translate("TimeText", "%1 min %2 s").arg(ms / minute).arg(ms % minute / second);
  return QCoreApplication::translate("TimeText", "%1 h %2 min").arg(ms / hour).arg(ms % hour / minute);
}

}  // namespace billing::models
