#include "ui/presenters/jobwords.h"

#include <QDateTime>
#include <QStringList>

#include "models/timetext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::JobKind;

namespace {

QString cityOf(const QTimeZone& zone) {
  return QString::fromLatin1(zone.id()).section(QLatin1Char('/'), -1).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString clockTime(qint64 ms, const QTimeZone& zone) {
  return QDateTime::fromMSecsSinceEpoch(ms, zone).toString(QStringLiteral("HH:mm"));
}

bool isUtc(const QTimeZone& zone) {
  return zone.id() == "UTC" || zone.id() == "Etc/UTC";
}

}  // namespace

JobWords jobWords(JobKind kind) {
  switch (kind) {
    case JobKind::Downgrade:
      return {say("Downgrade"), say("Takes plans away that have ended: accounts go back to the free plan."),
              QStringLiteral("arrow-down"),
              say("Not on the timetable: the workspace file says [downgrade] enabled = false. It can be run by hand.")};
    case JobKind::TopUp:
      return {say("Top up"), say("Raises a charge for accounts whose credits have run low, at most so often a month."),
              QStringLiteral("plus"),
              say("Switched off in the workspace file: it has no [credits.top_up] enabled = true.")};
    case JobKind::Expire:
      return {say("Expire"), say("Writes off credits that have lapsed and closes access that has ended."),
              QStringLiteral("clock"),
              say("Nothing lapses in this workspace: it has neither credits nor entitlements.")};
  }
  return {};
}

QString deedOf(JobKind kind, int hits) {
  const bool one = hits == 1;
  switch (kind) {
    case JobKind::Downgrade:
      return (one ? say("downgrade %1 account") : say("downgrade %1 accounts")).arg(hits);
    case JobKind::TopUp:
      return (one ? say("top up %1 account") : say("top up %1 accounts")).arg(hits);
    case JobKind::Expire:
      return (one ? say("write off %1 thing") : say("write off %1 things")).arg(hits);
  }
  return {};
}

QString bothTimes(qint64 ms, qint64 nowMs, const QTimeZone& zone, const QLocale& locale) {
  const QTimeZone utc = QTimeZone::utc();
  const QString first = say("%1, %2 UTC").arg(models::dayText(ms, nowMs, utc, locale), clockTime(ms, utc));
  const QTimeZone other = isUtc(zone) ? QTimeZone::systemTimeZone() : zone;
  if (isUtc(other) || !other.isValid()) return first;
  const bool sameDay =
      QDateTime::fromMSecsSinceEpoch(ms, other).date() == QDateTime::fromMSecsSinceEpoch(ms, utc).date();
  const QString when =
      sameDay ? clockTime(ms, other)
              : QStringLiteral("%1 %2").arg(models::dayText(ms, nowMs, other, locale), clockTime(ms, other));
  return say("%1 · %2 in %3").arg(first, when, cityOf(other));
}

QString countsOf(const store::JobRunRow& run, const QLocale& locale) {
  QStringList parts;
  if (run.hits > 0) parts << (run.hits == 1 ? say("1 hit") : say("%1 hits").arg(locale.toString(run.hits)));
  if (run.skipped > 0) parts << say("%1 skipped").arg(locale.toString(run.skipped));
  if (run.failed > 0) parts << say("%1 failed").arg(locale.toString(run.failed));
  return parts.isEmpty() ? say("nobody was due") : parts.join(QStringLiteral(", "));
}

}  // namespace billing::ui
