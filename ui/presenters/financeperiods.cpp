#include "ui/presenters/financeperiods.h"

#include "ui/presenters/figurewords.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::FinancePeriod;

namespace {

struct PeriodChoiceWords {
  const char *key, *title;
};
constexpr PeriodChoiceWords kPeriodWords[kPeriodChoices] = {{"this_month", "This month"},  {"last_month", "Last month"},
                                                            {"last_3", "Last 3 months"},   {"last_6", "Last 6 months"},
                                                            {"last_12", "Last 12 months"}, {"this_year", "This year"},
                                                            {"last_year", "Last year"},    {"custom", "Other months…"}};

QDate monthStart(QDate day, int before = 0) {
  return QDate(day.year(), day.month(), 1).addMonths(-before);
}

QDate monthEnd(QDate day) {
  return monthStart(day).addMonths(1).addDays(-1);
}

}  // namespace

QString periodTitle(PeriodChoice choice) {
  return say(kPeriodWords[static_cast<int>(choice)].title);
}

QString periodKey(PeriodChoice choice) {
  return QLatin1String(kPeriodWords[static_cast<int>(choice)].key);
}

std::optional<PeriodChoice> periodFrom(const QString& key) {
  for (int i = 0; i < kPeriodChoices; ++i)
    if (key == QLatin1String(kPeriodWords[i].key)) return static_cast<PeriodChoice>(i);
  return std::nullopt;
}

FinancePeriod periodOf(PeriodChoice choice, QDate today, const QString& zone) {
  switch (choice) {
    case PeriodChoice::LastMonth:
      return {monthStart(today, 1), monthStart(today).addDays(-1), zone};
    case PeriodChoice::Last3Months:
      return {monthStart(today, 2), monthEnd(today), zone};
    case PeriodChoice::Last6Months:
      return {monthStart(today, 5), monthEnd(today), zone};
    case PeriodChoice::Last12Months:
      return {monthStart(today, 11), monthEnd(today), zone};
    case PeriodChoice::ThisYear:
      return {QDate(today.year(), 1, 1), monthEnd(today), zone};
    case PeriodChoice::LastYear:
      return {QDate(today.year() - 1, 1, 1), QDate(today.year() - 1, 12, 31), zone};
    case PeriodChoice::ThisMonth:
    case PeriodChoice::Custom:
      break;
  }
  return {monthStart(today), monthEnd(today), zone};
}

FinancePeriod monthPeriod(int month, const QString& zone) {
  const QDate first(month / 100, month % 100, 1);
  return {first, monthEnd(first), zone};
}

FinancePeriod atLeastMonths(const FinancePeriod& period, int months) {
  const QDate earliest = monthStart(period.to, months - 1);
  return {qMin(period.from, earliest), period.to, period.zone};
}

QString periodText(const FinancePeriod& period) {
  const int first = monthOf(period.from), last = monthOf(period.to);
  const QString months =
      first == last ? monthText(first) : QStringLiteral("%1 – %2").arg(monthText(first), monthText(last));
  return period.zone.isEmpty() ? months : QStringLiteral("%1, %2").arg(months, period.zone);
}

int monthOf(QDate day) {
  return day.year() * 100 + day.month();
}

int monthAfter(int month, int count) {
  return monthOf(QDate(month / 100, month % 100, 1).addMonths(count));
}

}  // namespace billing::ui
