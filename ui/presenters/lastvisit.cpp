#include "ui/presenters/lastvisit.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/presenters/figurewords.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::Metric;
using operations::MonthRow;

namespace {

/// Names may hold what a settings key may not.
QString seenKey(const QString& workspace, const QString& person) {
  const auto safe = [](const QString& name) { return QString::fromLatin1(name.toUtf8().toPercentEncoding()); };
  return QStringLiteral("overview/seen/%1/%2").arg(safe(workspace), safe(person));
}

QString countText(int count, const char* one, const char* many, const QLocale& locale) {
  return count == 1 ? say(one) : say(many).arg(locale.toString(count));
}

struct Joined {
  int came = 0, left = 0;
  qint64 mrr = 0;
};

/// What came and went after the figures were seen: the rest of that month, and all of the later ones.
Joined joinedSince(const SeenCurrency& seen, const QString& currency, const QVector<MonthRow>& months) {
  Joined joined;
  for (const MonthRow& month : months) {
    if (month.currency != currency || month.month < seen.month) continue;
    joined.came += month.customersNew - (month.month == seen.month ? seen.customersNew : 0);
    joined.left += month.customersChurned - (month.month == seen.month ? seen.customersChurned : 0);
    joined.mrr = month.endMinor - seen.mrrMinor;
  }
  return joined;
}

/// What was seen of each currency that there is now: nothing, of one that is new since. Empty for months that cannot be
/// compared with those seen.
QMap<QString, SeenCurrency> seenOf(const SeenFigures& seen, const QVector<MonthRow>& months, const QString& zone) {
  QMap<QString, SeenCurrency> now;
  if (!seen.zone.isEmpty() && seen.zone != zone) return now;
  int month = 0;  // the newest that was seen
  for (const SeenCurrency& one : seen.currencies) month = qMax(month, one.month);
  for (const MonthRow& row : months) now.insert(row.currency, seen.currencies.value(row.currency, {0, month, 0, 0}));
  return now;
}

}  // namespace

SeenFigures seenFigures(const QVector<MonthRow>& months, const QString& zone, const store::OverviewFacts& facts,
                        qint64 nowMs) {
  SeenFigures seen;
  seen.at = nowMs;
  seen.zone = zone;
  for (const MonthRow& month : months)  // the newest month of each currency is the last
    seen.currencies[month.currency] = {month.endMinor, month.month, month.customersNew, month.customersChurned};
  seen.pastDue = facts.pastDue;
  seen.deadLetters = facts.deadLetters;
  return seen;
}

QVector<SinceChange> changesSince(const SeenFigures& seen, const QVector<MonthRow>& months, const QString& zone,
                                  const store::OverviewFacts& facts, const QLocale& locale) {
  QVector<SinceChange> changes;
  const QMap<QString, SeenCurrency> now = seenOf(seen, months, zone);
  for (auto it = now.cbegin(); it != now.cend(); ++it) {
    const Joined joined = joinedSince(*it, it.key(), months);
    const QString suffix = now.size() > 1 ? QStringLiteral(" (%1)").arg(it.key()) : QString();
    if (joined.came > 0)
      changes << SinceChange{countText(joined.came, "1 new customer", "%1 new customers", locale) + suffix,
                             Metric::NewMrr, it.key()};
    if (joined.left > 0)
      changes << SinceChange{countText(joined.left, "1 cancelled", "%1 cancelled", locale) + suffix, Metric::ChurnedMrr,
                             it.key()};
    if (joined.mrr != 0)
      changes << SinceChange{say("MRR %1").arg(signedMoneyText(joined.mrr, it.key(), locale)), Metric::NetNewMrr,
                             it.key()};
  }
  if (facts.pastDue > seen.pastDue)
    changes << SinceChange{
        countText(facts.pastDue - seen.pastDue, "1 more past due", "%1 more past due", locale), {}, {}};
  return changes;
}

QString sinceText(qint64 seenAt, qint64 nowMs, const QTimeZone& zone) {
  const QLocale english(QLocale::English);
  const QDateTime then = QDateTime::fromMSecsSinceEpoch(seenAt, zone),
                  now = QDateTime::fromMSecsSinceEpoch(nowMs, zone);
  if (then.date() == now.date()) return english.toString(then, QStringLiteral("HH:mm"));
  if (then.daysTo(now) < 7) return english.toString(then, QStringLiteral("dddd, HH:mm"));
  return english.toString(then, QStringLiteral("d MMM yyyy"));
}

std::optional<SeenFigures> readSeen(QSettings& settings, const QString& workspace, const QString& person) {
  const QJsonObject kept =
      QJsonDocument::fromJson(settings.value(seenKey(workspace, person)).toString().toUtf8()).object();
  if (kept.isEmpty()) return std::nullopt;
  SeenFigures seen;
  seen.at = kept.value(QStringLiteral("at")).toInteger();
  seen.zone = kept.value(QStringLiteral("zone")).toString();
  seen.pastDue = kept.value(QStringLiteral("past_due")).toInt();
  seen.deadLetters = kept.value(QStringLiteral("dead")).toInt();
  const QJsonObject currencies = kept.value(QStringLiteral("currencies")).toObject();
  for (auto it = currencies.constBegin(); it != currencies.constEnd(); ++it) {
    const QJsonObject one = it->toObject();
    seen.currencies[it.key()] = {one.value(QStringLiteral("mrr")).toInteger(),
                                 one.value(QStringLiteral("month")).toInt(), one.value(QStringLiteral("new")).toInt(),
                                 one.value(QStringLiteral("lost")).toInt()};
  }
  return seen;
}

void writeSeen(QSettings& settings, const QString& workspace, const QString& person, const SeenFigures& seen) {
  QJsonObject currencies;
  for (auto it = seen.currencies.cbegin(); it != seen.currencies.cend(); ++it)
    currencies.insert(it.key(), QJsonObject{{QStringLiteral("mrr"), it->mrrMinor},
                                            {QStringLiteral("month"), it->month},
                                            {QStringLiteral("new"), it->customersNew},
                                            {QStringLiteral("lost"), it->customersChurned}});
  const QJsonObject kept{{QStringLiteral("at"), seen.at},
                         {QStringLiteral("zone"), seen.zone},
                         {QStringLiteral("past_due"), seen.pastDue},
                         {QStringLiteral("dead"), seen.deadLetters},
                         {QStringLiteral("currencies"), currencies}};
  settings.setValue(seenKey(workspace, person), QString::fromUtf8(QJsonDocument(kept).toJson(QJsonDocument::Compact)));
}

}  // namespace billing::ui
