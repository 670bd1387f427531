// The finance desk over a real database: every number is the sum of the rows that it opens, months hold together,
// definitions are chosen on record, and what is undefined says so.
#include <QSignalSpy>
#include <QtTest>
#include <numeric>

#include "metrics/evenrounding.h"
#include "metrics/mrrparts.h"
#include "operations/finance/financeowing.h"
#include "store/read/monthend.h"
#include "support/financebooks.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;
using namespace billing::operations;

namespace {

Books& books() {
  static Books shared;
  return shared;
}

// What the rows alone say of a figure.
std::optional<qint64> fromRows(const FigureRows& found) {
  std::vector<std::int64_t> up, down, payers, start;
  for (const FigureRow& row : found.rows)
    (row.role == u"denominator" ? down
     : row.role == u"customer"  ? payers
     : row.role == u"at_start"  ? start
                                : up)
        .push_back(row.exact);
  const auto sum = [](const std::vector<std::int64_t>& all) {
    return std::accumulate(all.begin(), all.end(), std::int64_t{0});
  };
  const Metric metric = found.figure.metric;
  const auto& known = factsOfMetric(metric);
  const bool exact =
      known.source == FigureSource::Revenue && !found.figure.converted && metric != Metric::PayingCustomers;
  const std::int64_t unit = exact ? kMrrParts : 1;
  switch (known.shape) {
    case FigureShape::Sum:
      return roundedSum(up, 1, unit);
    case FigureShape::Share:
      if (sum(down) <= 0) return std::nullopt;
      return roundedSum(up, found.figure.kind == FigureKind::Ratio ? 100 : 10'000, sum(down));
    case FigureShape::Average:
      if (down.empty()) return std::nullopt;
      return roundedSum(up, 1, unit * sum(down));
    case FigureShape::Lifetime:
      break;
  }
  if (down.empty() || payers.empty()) return std::nullopt;
  return roundedSum(up, sum(start), unit * sum(payers) * sum(down));
}

}  // namespace

class FinanceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_figure_is_made_of_the_rows_that_it_opens_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("one month") << QByteArray("2026-03") << QByteArray("2026-03");
    QTest::newRow("a quarter") << QByteArray("2026-02") << QByteArray("2026-04");
    QTest::newRow("with the month that runs") << QByteArray("2026-05") << QByteArray("2026-07");
    QTest::newRow("before anything") << QByteArray("2020-01") << QByteArray("2020-02");
  }
  void every_figure_is_made_of_the_rows_that_it_opens() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const auto period = months(from.constData(), to.constData());
    const auto figures = books().desk().figures(period, {}).result().value();
    std::set<Metric> seen;
    for (const Figure& figure : figures) {
      seen.insert(figure.metric);
      const FigureRows found = books().rows(figure, period);
      const QString what = metricKey(figure.metric) + u' ' + figure.currency +
                           (figure.converted ? QStringLiteral(" converted") : QString());
      QVERIFY2(found.figure.value == figure.value, qPrintable(what));
      qint64 sum = 0;
      for (const FigureRow& row : found.rows)
        if (row.role.isEmpty() || row.role == u"numerator") sum += row.part;
      QVERIFY2(sum == found.sum, qPrintable(what));
      if (factsOfMetric(figure.metric).shape == FigureShape::Sum && figure.value)
        QVERIFY2(sum == *figure.value, qPrintable(what));  // to the last unit
      QVERIFY2(fromRows(found) == figure.value || figure.converted, qPrintable(what));
      QVERIFY2(!figure.formula.isEmpty() && !figure.definitions.isEmpty(), qPrintable(what));
      QVERIFY2(!figure.terms.isEmpty() || (figure.converted && !figure.value), qPrintable(what));  // no rate then
      for (const auto& used : figure.definitions) QVERIFY2(used.version > 0 && !used.words.isEmpty(), qPrintable(what));
      QVERIFY2(figure.value || figure.note.startsWith(QStringLiteral("n/a")), qPrintable(what));
    }
    QCOMPARE(seen.size(), std::size_t{kMetricCount});
  }

  void the_overview_says_what_the_figures_say() {
    const auto period = months("2026-02", "2026-07");
    const auto overview = books().desk().overview(period, {}).result().value();
    const auto figures = books().desk().figures(period, {}).result().value();
    QVERIFY(!overview.figures.isEmpty() && overview.builtAt >= 0);
    for (const Figure& key : overview.figures) {
      const auto same = std::ranges::find_if(figures, [&](const Figure& figure) {
        return figure.metric == key.metric && figure.currency == key.currency && !figure.converted;
      });
      QVERIFY(same != figures.end());
      QVERIFY2(same->value == key.value, qPrintable(metricKey(key.metric) + u' ' + key.currency));
    }
    QCOMPARE(overview.months.size(), 6 * 3);
    QCOMPARE(overview.ages.size(), 3);
    QVERIFY(!overview.cohorts.isEmpty());
  }

  void months_hold_together_from_the_stored_sums_and_from_the_movements() {
    auto period = months("2026-01", "2026-07");
    const auto stored = books().desk().months(period, {}).result().value();
    period.zone = QStringLiteral("Pacific/Kiritimati");
    const auto elsewhere = books().desk().months(period, {}).result().value();
    QCOMPARE(stored.size(), 7 * 3);
    QCOMPARE(elsewhere.size(), stored.size());
    for (const auto* rows : {&stored, &elsewhere})
      for (qsizetype i = 0; i < rows->size(); ++i) {
        const MonthRow& row = rows->at(i);
        const qint64 moved = row.newMinor + row.expansionMinor + row.contractionMinor + row.churnMinor +
                             row.reactivationMinor + row.currencyMinor;
        QCOMPARE(row.startMinor + moved, row.endMinor);  // to the last cent
        QCOMPARE(row.customersStart + row.customersNew - row.customersChurned, row.customersEnd);
        if (i == 0 || rows->at(i - 1).currency != row.currency) continue;
        QCOMPARE(row.startMinor, rows->at(i - 1).endMinor);
        QCOMPARE(row.customersStart, rows->at(i - 1).customersEnd);
      }
    // The last of them is what the subscriptions count for now.
    for (const char* currency : {"USD", "EUR", "KWD"}) {
      const auto mrr = books().figure(Metric::Mrr, currency, months("2026-07", "2026-07"));
      const auto last = std::ranges::find_if(
          stored, [&](const MonthRow& row) { return row.month == 202607 && row.currency == QLatin1String(currency); });
      QCOMPARE(last->endMinor, *mrr.value);
      const auto payers = books().figure(Metric::PayingCustomers, currency, months("2026-07", "2026-07"));
      QCOMPARE(qint64(last->customersEnd), *payers.value);
    }
  }

  void a_customer_of_two_subscriptions_joins_and_leaves_once_in_every_zone() {
    TestDatabase db(kBooksNow);
    const auto filled = write(*db, [](store::WriteContext& context) -> Result<void> {
      for (const auto& [on, status] :
           {std::pair{10, SubscriptionStatus::Active}, {100, SubscriptionStatus::Cancelled}}) {
        auto event = heard(on, "twice");
        for (const char* id : {"twice.a", "twice.b"}) {
          auto one = running(id, 1000, "USD", {IntervalUnit::Month, 7});
          one.createdAt = day(10);
          one.status = status;
          if (status == SubscriptionStatus::Cancelled) one.cancelledAt = day(on);
          event.subscriptions.push_back(one);
        }
        if (auto applied = webhooks::applyEvent(context, event, kBooksNow); !applied) return failure(applied.error());
      }
      return {};
    });
    VERIFY_RESULT(filled);
    SqlFinanceDesk desk(*db, {}, db.clock);
    auto period = months("2026-01", "2026-05");
    for (const char* zone : {"UTC", "Pacific/Kiritimati"}) {
      period.zone = QLatin1String(zone);
      const auto rows = desk.months(period, {}).result().value();
      QCOMPARE(rows.size(), 5);
      QVERIFY2(rows.first().customersNew == 1 && rows.first().customersEnd == 1, zone);
      QVERIFY2(rows.at(3).customersChurned == 1 && rows.at(3).customersEnd == 0, zone);
    }
  }

  void the_figure_of_now_is_that_of_the_subscriptions() {  // an independent sum in SQL
    for (const char* currency : {"USD", "EUR", "KWD"}) {
      const auto mrr = *books().figure(Metric::Mrr, currency, months("2026-07", "2026-07")).value;
      const qint64 lists = single(*books().db,
                                  QStringLiteral("SELECT COALESCE(SUM(mrr_minor), 0) FROM subscriptions WHERE "
                                                 "currency = ?"),
                                  {QLatin1String(currency)})
                               .toLongLong();
      QVERIFY2(qAbs(mrr - lists) <= 20, currency);  // the lists round each
    }
  }

  void recognised_and_deferred_are_what_was_invoiced() {
    const auto rows = books().desk().revenue(months("2026-01", "2027-12"), {}).result().value();
    QMap<QString, RevenueRow> sums;
    for (const RevenueRow& row : rows) {
      RevenueRow& sum = sums[row.currency];
      sum.invoicedMinor += row.invoicedMinor;
      sum.recognisedMinor += row.recognisedMinor;
      QCOMPARE(sum.recognisedMinor + row.deferredMinor, sum.invoicedMinor);
    }
    QCOMPARE(sums.size(), 3);
    const auto invoiced = books().figure(Metric::Invoiced, "USD", months("2026-01", "2026-07"));
    const qint64 net = single(*books().db,
                              QStringLiteral("SELECT SUM(total_minor - COALESCE(tax_minor, 0)) FROM invoices WHERE "
                                             "status = 'paid' AND currency = 'USD' AND issued_at <= ?"),
                              {qlonglong(kBooksNow.ms)})
                           .toLongLong();
    QCOMPARE(*invoiced.value, net);
    QVERIFY2(invoiced.note.contains(QStringLiteral("invoices do not tell their tax")), qPrintable(invoiced.note));
  }

  void what_is_owed_is_aged_by_currency_and_what_we_owe_stands_apart() {
    const auto owing = books().desk().owed(QDate(2026, 7, 15), QString(), {}).result().value();
    QCOMPARE(owing.ages.size(), 3);
    QVERIFY(!owing.credits.isEmpty() && owing.credits.first().minor < 0);
    QMap<QString, qint64> sums;
    for (const OwedRow& row : owing.invoices) {
      QVERIFY(row.invoice.remainingMinor > 0);
      sums[row.invoice.currency] += row.invoice.remainingMinor;
    }
    for (const AgeingRow& row : owing.ages) {
      QCOMPARE(std::accumulate(row.totals.begin(), row.totals.end(), qint64{0}), sums.value(row.currency));
      QCOMPARE(*books().figure(Metric::Owed, qPrintable(row.currency), months("2026-07", "2026-07")).value,
               sums.value(row.currency));
    }
    QVERIFY(std::ranges::is_sorted(owing.invoices, std::ranges::greater{}, &OwedRow::daysOverdue));
  }

  void what_was_paid_in_parts_later_was_owed_before() {
    TestDatabase db(kBooksNow);
    SqlFinanceDesk desk(*db, {}, db.clock);
    const auto invoice = [&](const char* id, const char* status, int remaining, QVariant paidAt) {
      VERIFY_RESULT(
          run(*db,
              QStringLiteral("INSERT INTO invoices (provider, external_id, status, total_minor, "
                             "remaining_minor, currency, issued_at, paid_at, object_time, updated_at) VALUES "
                             "('stripe', ?, ?, 1000, ?, 'USD', ?, ?, 1, 1)"),
              {QLatin1String(id), QLatin1String(status), remaining, qlonglong(day(0).ms), std::move(paidAt)}));
      for (const auto& [paid, on] : {std::pair{300, 10}, {100, 30}})
        VERIFY_RESULT(run(
            *db,
            QStringLiteral("INSERT INTO payments (provider, external_id, invoice_external_id, status, "
                           "amount_minor, currency, created_at, object_time, updated_at) VALUES "
                           "('stripe', ?, ?, 'succeeded', ?, 'USD', ?, 1, 1)"),
            {QStringLiteral("%1.%2").arg(QLatin1String(id)).arg(on), QLatin1String(id), paid, qlonglong(day(on).ms)}));
    };
    invoice("in_open", "open", 600, {});
    invoice("in_paid", "paid", 0, qlonglong(day(60).ms));
    const auto owedOn = [&](int onDay) {
      const auto owing = desk.owed(QDate(2026, 1, 1).addDays(onDay), QStringLiteral("UTC"), {}).result().value();
      QVector<qint64> left;
      for (const OwedRow& row : owing.invoices) left << row.invoice.remainingMinor;
      return left;
    };
    QCOMPARE(owedOn(5), (QVector<qint64>{1000, 1000}));
    QCOMPARE(owedOn(20), (QVector<qint64>{700, 700}));
    QCOMPARE(owedOn(40), (QVector<qint64>{600, 600}));
    QCOMPARE(owedOn(90), (QVector<qint64>{600}));
  }

  void credits_sold_used_and_lapsed_leave_what_is_outstanding() {
    const auto rows = books().desk().credits(months("2026-01", "2026-07"), {}).result().value();
    qint64 outstanding = 0;
    for (const CreditMonthRow& row : rows) {
      outstanding += row.soldTenths + row.grantedTenths - row.usedTenths - row.expiredTenths;
      QCOMPARE(row.outstandingTenths, outstanding);
    }
    QCOMPARE(outstanding, 1100);
    QCOMPARE(*books().figure(Metric::CreditsSold, "", months("2026-01", "2026-07")).value, 1000);
    QCOMPARE(*books().figure(Metric::CreditsUsed, "", months("2026-02", "2026-02")).value, 255);
  }

  void a_cell_of_the_cohorts_opens_its_customers() {
    const auto cohorts = books().desk().cohorts(months("2026-01", "2026-07"), {}).result().value();
    const CohortRow& row = cohorts.first();
    FigureQuestion question;
    question.metric = Metric::PayingCustomers;
    question.currency = row.currency;
    question.cohort = row.month;
    question.period = months("2026-03", "2026-03");
    const auto found = books().desk().rows(question, {}).result().value();
    QCOMPARE(qint64(row.active.at(202603 - row.month)), *found.figure.value);
    question.metric = Metric::Mrr;
    QCOMPARE(row.mrrMinor.at(202603 - row.month), *books().desk().rows(question, {}).result()->figure.value);
  }

  void a_converted_total_stands_apart_with_its_rates_and_dates() {
    const auto period = months("2026-06", "2026-06");
    const auto figures = books().desk().figures(period, {}).result().value();
    const auto converted =
        std::ranges::find_if(figures, [](const Figure& one) { return one.metric == Metric::Mrr && one.converted; });
    QVERIFY(converted != figures.end());
    QVERIFY2(converted->note.contains(QStringLiteral("EUR at 1.10 of 2026-05-01")), qPrintable(converted->note));
    const auto moved = std::ranges::find_if(
        figures, [](const Figure& one) { return one.metric == Metric::CurrencyMrr && one.converted; });
    QCOMPARE(*moved->value, 0);  // the rate did not change in June
    const auto may = books().desk().figures(months("2026-04", "2026-05"), {}).result().value();
    const auto rose =
        std::ranges::find_if(may, [](const Figure& one) { return one.metric == Metric::CurrencyMrr && one.converted; });
    QVERIFY(*rose->value > 0);  // 1.0842 to 1.10
    // What the rate moved is part of the whole movement: without it the months would not lead from one MRR to the next.
    const auto of = [&](const char* from, const char* to, Metric metric) {
      const auto all = books().desk().figures(months(from, to), {}).result().value();
      return *std::ranges::find_if(all, [&](const Figure& one) {
                return one.metric == metric && one.converted;
              })->value;
    };
    const qint64 grown = of("2026-05", "2026-05", Metric::Mrr) - of("2026-03", "2026-03", Metric::Mrr);
    QVERIFY(qAbs(of("2026-04", "2026-05", Metric::NetNewMrr) - grown) <= 30);  // each subscription is rounded by itself
  }

  void a_converted_total_without_a_rate_tells_no_part_of_itself() {
    FinanceSettings settings = Books::settings();
    settings.rates.pop_back();  // no dinars
    SqlFinanceDesk desk(*books().db, settings, books().db.clock);
    const FinancePeriod period = months("2026-06", "2026-06");
    const auto figures = desk.figures(period, {}).result().value();
    const auto none =
        std::ranges::find_if(figures, [](const Figure& one) { return one.metric == Metric::Mrr && one.converted; });
    QVERIFY(none != figures.end() && !none->value && none->terms.isEmpty());
    QVERIFY2(none->note.startsWith(QStringLiteral("n/a: no rate for KWD")), qPrintable(none->note));
    const FigureRows found = desk.rows({Metric::Mrr, period, QStringLiteral("USD"), 0, true}, {}).result().value();
    QVERIFY(found.sum == 0 && found.rows.isEmpty());
  }

  void a_definition_is_chosen_with_a_reason_and_both_can_be_seen() {
    Books own;
    const auto period = months("2026-03", "2026-05");
    for (const DefinitionTerm& term : definitionTerms()) {
      if (term.choices.size() < 2) continue;
      const auto effect = own.desk().compare(QString::fromUtf8(term.key), period, {}).result();
      QVERIFY2(effect, term.key);
      QCOMPARE(effect->figures.size(), 2 + (term.choices.size() == 3 ? 1 : 0));
      for (qsizetype i = 1; i < effect->figures.size(); ++i)
        QCOMPARE(effect->figures[i].size(), effect->figures[0].size());
    }
    const auto before = own.desk().compare(QStringLiteral("paused"), period, {}).result().value();
    QCOMPARE(before.definition.chosen, QStringLiteral("exclude"));
    QSignalSpy changed(&own.desk(), &FinanceDesk::changed);
    QCOMPARE(own.choose("paused", "include", "developer").error().code, std::string("role"));
    QCOMPARE(own.choose("paused", "sometimes").error().code, std::string("unknown_choice"));
    QCOMPARE(own.choose("mrr", "").error().code, std::string("unknown_term"));
    VERIFY_RESULT(own.choose("paused", "include"));
    QVERIFY(changed.wait(5000) || changed.count() == 1);
    const auto rebuilt = own.desk().rebuild({}).result();
    VERIFY_RESULT(rebuilt);
    const auto after = own.desk().compare(QStringLiteral("paused"), period, {}).result().value();
    QCOMPARE(after.definition.chosen, QStringLiteral("include"));
    QCOMPARE(after.definition.by, QStringLiteral("ada"));
    const auto noted = own.desk().months(months("2026-07", "2026-07"), {}).result().value();
    QCOMPARE(noted.first().note, QStringLiteral("Paused subscriptions counted otherwise since 15 Jul 2026"));
    // What was shown beside before is what is counted now.
    for (const Figure& shown : before.figures.at(1)) {
      if (shown.converted) continue;
      QVERIFY2(own.figure(shown.metric, qPrintable(shown.currency), period).value == shown.value,
               qPrintable(metricKey(shown.metric)));
    }
    QCOMPARE(single(*own.db, QStringLiteral("SELECT COUNT(*) FROM audit_entries WHERE action = 'definition.chosen'"))
                 .toInt(),
             1);
  }

  void an_opened_workspace_mends_sums_that_are_not_those_of_the_changes() {
    Books own;
    QCOMPARE(own.desk().keepHistory({}).result().value(), 0);  // as it should be
    const QString sum = QStringLiteral("SELECT SUM(delta) FROM mrr_months");
    const qint64 before = single(*own.db, sum).toLongLong();
    VERIFY_RESULT(run(*own.db, QStringLiteral("UPDATE mrr_months SET delta = delta + 5")));
    QVERIFY(own.desk().keepHistory({}).result().value() > 50);
    QCOMPARE(single(*own.db, sum).toLongLong(), before);
    FinanceSettings elsewhere = Books::settings();
    elsewhere.zone = QStringLiteral("Pacific/Auckland");
    SqlFinanceDesk desk(*own.db, elsewhere, own.db.clock);
    QVERIFY(desk.keepHistory({}).result().value() > 50);
    QCOMPARE(single(*own.db, QStringLiteral("SELECT zone FROM mrr_state")).toString(), elsewhere.zone);
    QCOMPARE(single(*own.db, sum).toLongLong(), before);
  }

  void a_month_without_data_is_zero_and_shares_are_undefined() {
    TestDatabase empty(kBooksNow);
    SqlFinanceDesk desk(*empty, {}, empty.clock);
    QVERIFY(desk.figures(months("2026-01", "2026-02"), {}).result().value().size() > 0);  // credits and trials
    QVERIFY(desk.months(months("2026-01", "2026-02"), {}).result().value().isEmpty());
    QVERIFY(desk.owed(QDate(2026, 3, 1), {}, {}).result().value().ages.isEmpty());
    QVERIFY(desk.overview(months("2026-01", "2026-02"), {}).result().value().figures.isEmpty());
    const auto long_ago = books().desk().months(months("2019-01", "2019-02"), {}).result().value();
    QCOMPARE(long_ago.size(), 6);
    for (const MonthRow& row : long_ago) QVERIFY(row.startMinor == 0 && row.endMinor == 0 && row.customersEnd == 0);
    QVERIFY(!books().figure(Metric::GrossChurn, "USD", months("2019-01", "2019-01")).value);
  }

  void a_closing_tells_fee_and_net_only_in_the_payments_own_currency_and_where_they_are_told() {
    TestDatabase db(kBooksNow);
    const auto pay = [&](const char* provider, const char* id, const char* settledIn, int fee) {
      VERIFY_RESULT(run(*db,
                        QStringLiteral("INSERT INTO payments (provider, external_id, status, amount_minor, currency, "
                                       "object_time, updated_at) VALUES (?, ?, 'succeeded', 1000, 'USD', 50, 50)"),
                        {QLatin1String(provider), QLatin1String(id)}));
      VERIFY_RESULT(run(
          *db,
          QStringLiteral("INSERT INTO payout_items (provider, payout_external_id, position, kind, "
                         "object_external_id, gross_minor, fee_minor, net_minor, currency, at) VALUES "
                         "(?, ?, 0, 'payment', ?, 900, ?, ?, ?, 60)"),
          {QLatin1String(provider), QLatin1String(id), QLatin1String(id), fee, 900 - fee, QLatin1String(settledIn)}));
    };
    pay("stripe", "pay_same", "USD", 40);
    pay("stripe", "pay_other", "EUR", 40);
    pay("dodo", "pay_apart", "USD", 0);  // its fees are lines of their own
    const auto rows =
        db->read<QVector<store::MonthMoney>>([](QSqlDatabase& connection) {
            return store::readMonthPayments(connection, 0, 100);  // by the object's time: none says when it was made
          }).result();
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3);
    QCOMPARE(rows->at(0).at, 50);
    QVERIFY(rows->at(0).feeMinor == 40 && rows->at(0).netMinor == 860);
    for (const int untold : {1, 2}) QVERIFY(!rows->at(untold).feeMinor && !rows->at(untold).netMinor);
    QCOMPARE(rows->at(1).payout, QStringLiteral("pay_other"));
  }

  void a_period_that_is_none_is_refused() {
    auto period = months("2026-01", "2026-02");
    period.from = period.from.addDays(1);
    QCOMPARE(books().desk().months(period, {}).result().error().code, std::string("bad_period"));
    period = months("2026-01", "2026-02");
    period.zone = QStringLiteral("Europe/Atlantis");
    QCOMPARE(books().desk().figures(period, {}).result().error().code, std::string("unknown_zone"));
  }

  void keys_of_metrics_are_stable_and_come_back() {
    for (int i = 0; i < kMetricCount; ++i) {
      const auto metric = static_cast<Metric>(i);
      QVERIFY(factsOfMetric(metric).metric == metric && metricFrom(metricKey(metric)) == metric);
      for (const char* term : factsOfMetric(metric).terms) QVERIFY2(definitionTerm(term) != nullptr, term);
    }
    QCOMPARE(metricKey(Metric::NetRetention), QStringLiteral("net_retention"));
    QVERIFY(!metricFrom(QStringLiteral("happiness")));
  }
};

QTEST_GUILESS_MAIN(FinanceTest)
#include "tst_finance.moc"
