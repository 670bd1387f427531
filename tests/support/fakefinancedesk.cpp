#include "support/fakefinancedesk.h"

#include "support/fakerows.h"

namespace billing::test {

using namespace operations;

namespace {

int monthNumber(QDate day) {
  return day.year() * 100 + day.month();
}

qint64 startOfDay(QDate day) {
  return QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
}

/// Grows all the time but in one March, when more leave than come.
MonthRow fakeMonth(QDate month, const QString& currency, qint64 start, int customers) {
  const int n = month.year() * 12 + month.month();
  const bool badMarch = month.month() == 3;
  const qint64 unit = currency == QStringLiteral("USD") ? 100 : 20;
  MonthRow row;
  row.month = monthNumber(month);
  row.currency = currency;
  row.startMinor = start;
  row.customersStart = customers;
  row.customersNew = 3 + n * 7 % 6;
  row.customersChurned = badMarch ? 9 : 1 + n * 5 % 3;
  row.newMinor = row.customersNew * 29 * unit;
  row.expansionMinor = (n * 11 % 7) * 20 * unit;
  row.reactivationMinor = n % 4 == 0 ? 29 * unit : 0;
  row.contractionMinor = -(n * 3 % 4) * 10 * unit;
  row.churnMinor = -row.customersChurned * (badMarch ? 99 : 19) * unit;
  row.currencyMinor = currency == QStringLiteral("EUR") && n % 5 == 0 ? -350 : 0;
  row.endMinor = start + row.newMinor + row.expansionMinor + row.reactivationMinor + row.contractionMinor +
                 row.churnMinor + row.currencyMinor;
  row.customersEnd = customers + row.customersNew - row.customersChurned;
  if (row.month == 202607) row.note = QStringLiteral("definition of churn changed on 3 Jul");
  return row;
}

qint64 movementOf(const MonthRow& month, Metric metric) {
  switch (metric) {
    case Metric::NewMrr:
      return month.newMinor;
    case Metric::ExpansionMrr:
      return month.expansionMinor;
    case Metric::ContractionMrr:
      return month.contractionMinor;
    case Metric::ChurnedMrr:
      return month.churnMinor;
    case Metric::ReactivatedMrr:
      return month.reactivationMinor;
    case Metric::CurrencyMrr:
      return month.currencyMinor;
    default:
      return month.endMinor - month.startMinor;
  }
}

FigureKind kindOf(Metric metric) {
  switch (metric) {
    case Metric::PayingCustomers:
    case Metric::TrialsEnded:
      return FigureKind::Count;
    case Metric::LogoChurn:
    case Metric::GrossChurn:
    case Metric::NetChurn:
    case Metric::NetRetention:
    case Metric::GrossRetention:
    case Metric::TrialConversion:
      return FigureKind::Percent;
    case Metric::QuickRatio:
      return FigureKind::Ratio;
    case Metric::CreditsSold:
    case Metric::CreditsUsed:
    case Metric::CreditsExpired:
    case Metric::CreditsOutstanding:
      return FigureKind::Credits;
    default:
      return FigureKind::Money;
  }
}

}  // namespace

template <class T>
QFuture<Result<T>> FakeFinanceDesk::answer(T value) const {
  return QtFuture::makeReadyFuture(failure ? Result<T>(billing::failure(*failure)) : Result<T>(std::move(value)));
}

QVector<MonthRow> FakeFinanceDesk::monthsOf(const FinancePeriod& period) const {
  QVector<MonthRow> rows;
  if (!full) return rows;
  for (const QString& currency : currencies) {
    qint64 mrr = currency == QStringLiteral("USD") ? 900'000 : 42'000;
    int customers = currency == QStringLiteral("USD") ? 180 : 14;
    for (QDate month(2024, 12, 1); month <= period.to; month = month.addMonths(1)) {
      MonthRow row = fakeMonth(month, currency, mrr, customers);
      if (extraMinor != 0 && row.month == monthNumber(period.to)) {
        row.newMinor += extraMinor;
        row.endMinor += extraMinor;
        row.customersNew += 4;
        row.customersEnd += 4;
      }
      mrr = row.endMinor;
      customers = row.customersEnd;
      if (month >= period.from) rows << row;
    }
  }
  return rows;
}

QVector<CohortRow> FakeFinanceDesk::cohortsOf(const FinancePeriod& period) const {
  QVector<CohortRow> rows;
  for (const MonthRow& month : monthsOf(period)) {
    CohortRow row;
    row.month = month.month;
    row.currency = month.currency;
    row.size = month.customersNew;
    const QDate began(month.month / 100, month.month % 100, 1);
    int active = row.size;
    for (QDate at = began; at <= period.to; at = at.addMonths(1)) {
      row.active << active;
      row.mrrMinor << active * qint64(2900);
      if ((at.month() + row.size) % 3 == 0 && active > 1) --active;
    }
    rows << row;
  }
  return rows;
}

Figure FakeFinanceDesk::figureOf(const FigureQuestion& question) const {
  Figure figure;
  figure.metric = question.metric;
  figure.kind = kindOf(question.metric);
  figure.currency = question.currency;
  figure.definitions = {{QStringLiteral("statuses"), QStringLiteral("active_past_due"),
                         QStringLiteral("MRR counts active and past due subscriptions"), 1}};
  const QVector<MonthRow> months = monthsOf(question.period);
  qint64 moved = 0;
  MonthRow first, last;
  for (const MonthRow& month : months)
    if (month.currency == question.currency) {
      if (first.month == 0) first = month;
      last = month;
      moved += movementOf(month, question.metric);
    }
  switch (question.metric) {
    case Metric::Mrr:
      figure.value = last.endMinor;
      figure.before = first.startMinor;
      figure.formula = QStringLiteral("sum of amount × quantity ÷ months of running subscriptions");
      break;
    case Metric::Arr:
      figure.value = last.endMinor * 12;
      figure.before = first.startMinor * 12;
      figure.formula = QStringLiteral("12 × MRR");
      break;
    case Metric::PayingCustomers:
      figure.value = last.customersEnd;
      figure.before = first.customersStart;
      break;
    case Metric::NetRetention:
      if (first.startMinor > 0)
        figure.value = (first.startMinor + last.expansionMinor + last.churnMinor) * 10'000 / first.startMinor;
      figure.before = 10'122;
      figure.formula = QStringLiteral("MRR at the end of the customers of the start ÷ MRR at the start");
      break;
    case Metric::LogoChurn:
      if (first.customersStart > 0) figure.value = last.customersChurned * 10'000 / first.customersStart;
      figure.before = 85;
      figure.formula = QStringLiteral("customers lost ÷ customers at the start");
      break;
    case Metric::Owed:
      figure.value = question.currency == QStringLiteral("USD") ? 186'300 : 0;
      figure.before = question.currency == QStringLiteral("USD") ? 144'900 : 0;
      figure.formula = QStringLiteral("sum of what open invoices past their due day still ask for");
      break;
    case Metric::Collected:
      figure.value = last.startMinor - 12'300;
      figure.before = last.startMinor - 55'000;
      figure.formula = QStringLiteral("sum of succeeded payments");
      break;
    case Metric::QuickRatio:
    case Metric::Lifetime:
      figure.note = QStringLiteral("nobody left in this period");  // n/a
      break;
    default:
      figure.value = figure.kind == FigureKind::Money ? moved : 1'234;
      figure.before = figure.kind == FigureKind::Money ? moved / 2 : 1'000;
  }
  if (!full) figure.value.reset();
  return figure;
}

QVector<Figure> FakeFinanceDesk::figuresOf(const FinancePeriod& period) const {
  QVector<Figure> figures;
  for (const QString& currency : currencies)
    for (const Metric metric : {Metric::Mrr, Metric::NetRetention, Metric::LogoChurn, Metric::Owed, Metric::Collected})
      figures << figureOf({metric, period, currency});
  return figures;
}

/// As many rows as look alive; the last one takes what is left, so that they sum to the figure.
FigureRows FakeFinanceDesk::rowsOf(const FigureQuestion& question) const {
  FigureRows rows;
  rows.figure = figureOf(question);
  const bool share = rows.figure.kind == FigureKind::Percent || rows.figure.kind == FigureKind::Ratio;
  const qint64 whole = question.cohort != 0 ? 7 : share ? 4'200 : rows.figure.value.value_or(0);
  const bool counts = rows.figure.kind == FigureKind::Count;
  const int count = counts ? static_cast<int>(whole) : whole == 0 ? 0 : 12;
  for (int i = 0; i < count; ++i) {
    const store::SubscriptionRow subscription = fakeSubscription(i + 1);
    FigureRow row;
    row.entity = QStringLiteral("subscription");
    row.row = subscription.id;
    row.externalId = subscription.externalId;
    row.customerExternalId = subscription.customerExternalId;
    row.customerName = subscription.customerName;
    row.what = QStringLiteral("%1 %2ly").arg(subscription.productName, subscription.intervalUnit);
    row.at = startOfDay(question.period.from.addDays(i % 27));
    row.part = counts ? 1 : i + 1 == count ? whole - rows.sum : whole / count;
    if (!counts && rows.figure.kind != FigureKind::Credits) row.currency = question.currency;
    if (share) row.role = QStringLiteral("numerator");
    rows.sum += row.part;
    rows.rows << row;
  }
  if (share && full) {
    FigureRow below = rows.rows.first();
    below.role = QStringLiteral("denominator");
    below.part = 100'000;
    rows.rows << below;
  }
  return rows;
}

Owing FakeFinanceDesk::owingOf() const {
  Owing owing;
  if (!full) return owing;
  owing.ages = {{QStringLiteral("USD"), {5'900, 29'000, 58'000, 9'900, 89'400}, {2, 3, 2, 1, 2}, {}}};
  for (const char* name : {"not_due", "1-30", "31-60", "61-90", "over_90"})
    owing.ages.first().names << QLatin1String(name);
  const int days[] = {0, 0, 3, 9, 21, 33, 47, 71, 104, 132};
  const qint64 amounts[] = {2'900, 3'000, 9'900, 9'900, 9'200, 29'000, 29'000, 9'900, 44'700, 44'700};
  for (int i = 9; i >= 0; --i) {
    OwedRow row;
    row.invoice = fakeInvoice(i + 1);
    row.invoice.currency = QStringLiteral("USD");
    row.invoice.status = QStringLiteral("open");
    row.invoice.remainingMinor = amounts[i];
    row.daysOverdue = days[i];
    row.bucket = days[i] == 0 ? 0 : days[i] <= 30 ? 1 : days[i] <= 60 ? 2 : days[i] <= 90 ? 3 : 4;
    row.invoice.dueAt = kFakeNow - days[i] * kDay;
    owing.invoices << row;
  }
  return owing;
}

QFuture<Result<FinanceOverview>> FakeFinanceDesk::overview(FinancePeriod period, CancelToken) {
  overviews << period;
  FinanceOverview overview;
  overview.period = period;
  if (full) overview.figures = figuresOf(period);
  overview.months = monthsOf(period);
  overview.cohorts = cohortsOf(period);
  overview.ages = owingOf().ages;
  if (full) overview.renewals = fakeOverview().renewals;
  if (full) overview.expected = {{QStringLiteral("USD"), 184'200, 41}, {QStringLiteral("EUR"), 12'900, 4}};
  overview.builtAt = kFakeNow;
  return answer(overview);
}

QFuture<Result<QVector<Figure>>> FakeFinanceDesk::figures(FinancePeriod period, CancelToken) {
  QVector<Figure> all;
  for (const QString& currency : currencies)
    for (int i = 0; i < kMetricCount; ++i) all << figureOf({static_cast<Metric>(i), period, currency});
  return answer(all);
}

QFuture<Result<QVector<MonthRow>>> FakeFinanceDesk::months(FinancePeriod period, CancelToken) {
  return answer(monthsOf(period));
}

QFuture<Result<FigureRows>> FakeFinanceDesk::rows(FigureQuestion question, CancelToken) {
  questions << question;
  return answer(rowsOf(question));
}

QFuture<Result<Owing>> FakeFinanceDesk::owed(QDate, QString, CancelToken) {
  return answer(owingOf());
}

QFuture<Result<QVector<CohortRow>>> FakeFinanceDesk::cohorts(FinancePeriod period, CancelToken) {
  return answer(cohortsOf(period));
}

QFuture<Result<QVector<RevenueRow>>> FakeFinanceDesk::revenue(FinancePeriod period, CancelToken) {
  QVector<RevenueRow> rows;
  for (const MonthRow& month : monthsOf(period))
    rows << RevenueRow{month.month,
                       month.currency,
                       month.endMinor,
                       month.startMinor,
                       month.endMinor * 2,
                       month.month % 3 == 0 ? 2'900 : 0,
                       month.month % 7 == 0 ? 9'900 : 0};
  return answer(rows);
}

QFuture<Result<QVector<CreditMonthRow>>> FakeFinanceDesk::credits(FinancePeriod period, CancelToken) {
  QVector<CreditMonthRow> rows;
  for (const MonthRow& month : monthsOf(period))
    if (month.currency == currencies.first())
      rows << CreditMonthRow{month.month, 100'000, 25'000, 81'235, 4'000, 39'765};
  return answer(rows);
}

QVector<Definition> FakeFinanceDesk::fakeDefinitions() {
  return {{QStringLiteral("churn_at"),
           QStringLiteral("When a cancellation counts"),
           {QStringLiteral("end"), QStringLiteral("request")},
           {QStringLiteral("A subscription that is cancelled counts until its paid period ends"),
            QStringLiteral("A subscription counts until its cancellation is asked for")},
           QStringLiteral("end"),
           1,
           0,
           {},
           {}},
          {QStringLiteral("paused"),
           QStringLiteral("Paused subscriptions"),
           {QStringLiteral("exclude"), QStringLiteral("include")},
           {QStringLiteral("Paused subscriptions have no MRR"), QStringLiteral("Paused subscriptions keep their MRR")},
           QStringLiteral("include"),
           2,
           kFakeNow - 40 * kDay,
           QStringLiteral("ada"),
           QStringLiteral("as the board counts it")}};
}

QFuture<Result<QVector<Definition>>> FakeFinanceDesk::definitions(CancelToken) {
  return answer(terms);
}

QFuture<Result<DefinitionEffect>> FakeFinanceDesk::compare(QString term, FinancePeriod period, CancelToken) {
  DefinitionEffect effect;
  for (const Definition& definition : terms)
    if (definition.term == term) effect.definition = definition;
  for (int choice = 0; choice < 2; ++choice) {
    QVector<Figure> list;
    for (const Metric metric : {Metric::Mrr, Metric::LogoChurn, Metric::NetRetention, Metric::QuickRatio}) {
      Figure figure = figureOf({metric, period, currencies.first()});
      if (choice == 1 && figure.value) *figure.value -= *figure.value / 50;
      list << figure;
    }
    effect.figures << list;
  }
  return answer(effect);
}

QFuture<Result<void>> FakeFinanceDesk::choose(QString term, QString choice, QString reason, Hand) {
  if (failure) return QtFuture::makeReadyFuture(Result<void>(billing::failure(*failure)));
  chosen << QStringLiteral("%1=%2: %3").arg(term, choice, reason);
  for (Definition& definition : terms)
    if (definition.term == term) {
      definition.chosen = choice;
      ++definition.version;
    }
  Q_EMIT changed();
  return QtFuture::makeReadyFuture(Result<void>());
}

QFuture<Result<qint64>> FakeFinanceDesk::rebuild(CancelToken) {
  return answer(qint64(1'234));
}

}  // namespace billing::test
