// Instants in words: relative for reading, exact for hovering and copying. Pure: now, zone and locale are arguments.
#pragma once

#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace billing::models {

/// "now" (within a minute), "2 min ago", "3 h ago", "yesterday", "5 days ago", from a week on the day; the future
/// likewise: "in 2 min", "tomorrow", "in 5 days". Days are those of the zone's calendar.
[[nodiscard]] QString relativeTime(qint64 ms, qint64 nowMs, const QTimeZone& zone, const QLocale& locale);

/// "3 Mar", with the year when it is not the present one.
[[nodiscard]] QString dayText(qint64 ms, qint64 nowMs, const QTimeZone& zone, const QLocale& locale);

/// "2026-03-01 13:00:00.123 UTC+1 (Europe/Berlin)".
[[nodiscard]] QString exactTime(qint64 ms, const QTimeZone& zone);

/// ISO 8601 with the zone's offset, for the clipboard: "2026-03-01T13:00:00.123+01:00".
[[nodiscard]] QString isoTime(qint64 ms, const QTimeZone& zone);

/// What is to be paid by then: "in 3 days", "tomorrow", "today", "overdue by 6 days". Calendar days of the zone, as
/// ages of debt are counted.
[[nodiscard]] QString dueText(qint64 ms, qint64 nowMs, const QTimeZone& zone);
/// Calendar days past due in the zone; 0 on the day and before.
[[nodiscard]] qint64 daysOverdue(qint64 dueMs, qint64 nowMs, const QTimeZone& zone);

/// What is left of a span: "2 days 14 h", "5 h 12 min", "12 min", "less than a minute". Real hours, whatever the clocks
/// on the walls do meanwhile. 0 and below is "no time".
[[nodiscard]] QString countdownText(qint64 ms);

/// "12 ms", "1.4 s", "2 min 5 s".
[[nodiscard]] QString durationText(qint64 ms, const QLocale& locale);

}  // namespace billing::models
