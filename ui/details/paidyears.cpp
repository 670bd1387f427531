#include "ui/details/paidyears.h"

#include <QDateTime>

#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {
namespace {

constexpr int kYearsBefore = 3;

QString yearMoney(const PaidYear& year, const QLocale& locale) {
  QStringList parts;
  for (auto it = year.minor.cbegin(); it != year.minor.cend(); ++it) parts << moneyText(it.value(), it.key(), locale);
  return parts.isEmpty() ? say("nothing") : parts.join(QStringLiteral(" + "));
}

int yearOf(qint64 ms, const QTimeZone& zone) {
  return QDateTime::fromMSecsSinceEpoch(ms, zone).date().year();
}

}  // namespace

QVector<PaidYear> paidYears(const QVector<store::PaymentRow>& payments, const QTimeZone& zone) {
  QMap<int, PaidYear> years;
  for (const store::PaymentRow& payment : payments) {
    if (payment.status != u"succeeded" || !payment.createdAt) continue;
    PaidYear& year = years[yearOf(*payment.createdAt, zone)];
    year.year = yearOf(*payment.createdAt, zone);
    year.minor[payment.currency] += payment.amountMinor - payment.refundedMinor;
    ++year.payments;
  }
  QVector<PaidYear> newestFirst;
  for (const PaidYear& year : std::as_const(years)) newestFirst.prepend(year);
  return newestFirst;
}

QVector<FactItem> paidYearFacts(const QVector<store::PaymentRow>& payments, const PaneContext& context,
                                const std::function<void()>& follow) {
  const auto& words = context.words;
  const int thisYear = yearOf(context.nowMs(), words.zone);
  QVector<PaidYear> years = paidYears(payments, words.zone);
  if (years.isEmpty()) return {};
  if (years.first().year < thisYear) years.prepend(PaidYear{thisYear, 0, {}});
  QVector<FactItem> facts;
  for (const PaidYear& year : std::as_const(years)) {
    if (year.year < thisYear - kYearsBefore || year.year > thisYear) continue;
    const QString how = say("%1 payments from 1 January to 31 December %2 (%3), less what was refunded of them")
                            .arg(words.locale.toString(year.payments), QString::number(year.year),
                                 QString::fromLatin1(words.zone.id()));
    const QString caption =
        year.year == thisYear ? say("Paid this year") : say("Paid in %1").arg(QString::number(year.year));
    facts.push_back({caption, yearMoney(year, words.locale), FactStyle::Link, how, follow});
  }
  return facts;
}

}  // namespace billing::ui
