#include "ui/panes/overviewfigures.h"

#include <QDateTime>
#include <QMap>
#include <cmath>

#include "domain/money.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

QDate dayOf(qint64 dayStart) {
  return QDateTime::fromMSecsSinceEpoch(dayStart, Qt::UTC).date();
}

QString mainCurrency(const QVector<store::DayRevenue>& days, QStringList& others) {
  QMap<QString, qint64> sums;
  for (const auto& day : days) sums[day.currency] += day.paidMinor;
  QString best;
  for (auto it = sums.cbegin(); it != sums.cend(); ++it)
    if (best.isEmpty() || it.value() > sums.value(best)) best = it.key();
  for (auto it = sums.cbegin(); it != sums.cend(); ++it)
    if (it.key() != best) others << it.key();
  return best;
}

/// The height of a column in whole units of the currency. Only for drawing.
double drawnAmount(qint64 minor, const QString& currency) {
  const auto code = Currency::fromCode(currency.toStdString());
  return static_cast<double>(minor) / std::pow(10.0, code ? code->exponent() : 2);
}

}  // namespace

WebhookDays webhookDays(const store::OverviewFacts& facts) {
  WebhookDays result;
  DaySeries applied{say("applied"), Tone::Success, {}, {}};
  DaySeries other{say("no effect"), Tone::Muted, {}, {}};
  DaySeries rejected{say("refused"), Tone::Warning, {}, {}};
  DaySeries dead{say("dead letters"), Tone::Danger, {}, {}};
  const auto add = [](DaySeries& series, int count) {
    series.heights << count;
    series.texts << QString::number(count);
  };
  for (const auto& day : facts.webhookDays) {
    result.days << dayOf(day.dayStart);
    add(applied, day.applied);
    add(other, day.other);
    add(rejected, day.rejected);
    add(dead, day.dead);
  }
  result.series = {applied, other, rejected, dead};
  result.note =
      facts.deadLetters == 0 && facts.rejectedLast100 == 0
          ? say("all is well")
          : say("%1 dead letters · %2 of the last 100 refused").arg(facts.deadLetters).arg(facts.rejectedLast100);
  return result;
}

QVector<QVariantList> webhookStates() {
  const auto words = [](std::initializer_list<const char*> names) {
    QVariantList list;
    for (const char* name : names) list << QLatin1String(name);
    return list;
  };
  return {words({"applied"}), words({"pending", "stale", "unchanged", "unhandled"}), words({"rejected"}),
          words({"dead"})};
}

WebhookDays revenueDays(const store::OverviewFacts& facts, const QLocale& locale) {
  WebhookDays result;
  QStringList others;
  const QString currency = mainCurrency(facts.revenueDays, others);
  DaySeries paid{say("paid"), Tone::Accent, {}, {}};
  DaySeries refunded{say("refunded"), Tone::Warning, {}, {}};
  QMap<QDate, store::DayRevenue> byDay;
  for (const auto& day : facts.webhookDays) byDay.insert(dayOf(day.dayStart), {});
  for (const auto& day : facts.revenueDays)
    if (day.currency == currency) byDay[dayOf(day.dayStart)] = day;
  for (auto it = byDay.cbegin(); it != byDay.cend(); ++it) {
    result.days << it.key();
    paid.heights << drawnAmount(it->paidMinor, currency);
    paid.texts << moneyText(it->paidMinor, currency, locale);
    refunded.heights << drawnAmount(it->refundedMinor, currency);
    refunded.texts << moneyText(it->refundedMinor, currency, locale);
  }
  result.series = {paid, refunded};
  result.note = currency.isEmpty() ? say("none in 30 days")
                : others.isEmpty() ? currency
                                   : say("%1; also %2").arg(currency, others.join(QStringLiteral(", ")));
  return result;
}

}  // namespace billing::ui
