// The worked examples of metric-cases.json on revenue, movements, ratios, ageing and dunning (MC-001 to 052): each is
// computed by the program's own arithmetic, under its own id. What an example asks for beyond the conventions that this
// program uses is named with the reason.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "domain/totals.h"
#include "metrics/ageing.h"
#include "metrics/cohorts.h"
#include "metrics/conversion.h"
#include "metrics/dunning.h"
#include "metrics/movements.h"
#include "metrics/mrrsummary.h"
#include "metrics/retention.h"
#include "metrics/shares.h"

using namespace billing;

namespace {

const Instant kAsOf = *fromIso8601("2026-03-01T00:00:00Z");

using Told = std::initializer_list<std::pair<const char*, QJsonValue>>;
QJsonObject told(Told fields) {
  QJsonObject object;
  for (const auto& [name, value] : fields) object.insert(QLatin1String(name), value);
  return object;
}
std::int64_t whole(const QJsonObject& object, const char* field, std::int64_t otherwise = 0) {
  return object[QLatin1String(field)].toInteger(otherwise);
}
std::string words(const QJsonValue& value) {
  return value.toString().toStdString();
}
Currency currencyOf(const QJsonObject& in) {
  return Currency::fromCode(words(in[u"currency"])).value_or(*Currency::fromCode("USD"));
}
QJsonValue display(std::optional<std::int64_t> minor, Currency currency) {
  return minor ? QJsonValue(QString::fromStdString(toDecimal({*minor, currency}))) : QJsonValue();
}
QJsonValue percent(std::optional<std::int64_t> hundredths) {
  return hundredths ? QJsonValue(QString::fromStdString(hundredthsText(*hundredths))) : QJsonValue();
}
QJsonValue number(std::int64_t value) {
  return static_cast<qint64>(value);
}
// "1500.00" USD as minor units; whole numbers of examples without a unit are taken as they are.
std::int64_t minorOf(const QJsonValue& value) {
  if (!value.isString()) return value.toInteger();
  return fromDecimal(*Currency::fromCode("USD"), words(value)).value().minor;
}

// ---- recurring revenue ----

IntervalUnit unitOf(const QJsonObject& one) {
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year})
    if (words(one[u"interval"]) == toString(unit)) return unit;
  qFatal("an interval that nobody knows");
}
std::optional<Discount> discountOf(const QJsonObject& one) {
  if (!one.contains(QLatin1String("discount"))) return std::nullopt;
  const QJsonObject discount = one[u"discount"].toObject();
  const auto share = percentFrom(std::to_string(discount[u"percent"].toInt())).value();
  const QString lasts = discount[u"duration"].toString();
  if (lasts == u"forever") return Discount{share, DiscountDuration::Forever};
  return Discount{share, lasts == u"once" ? DiscountDuration::Once : DiscountDuration::Repeating};
}
SubscriptionStatus statusOf(const QJsonObject& one) {
  const std::string word = one.contains(QLatin1String("status")) ? words(one[u"status"]) : "active";
  if (word == "canceled") return SubscriptionStatus::Cancelled;
  return word == "incomplete" ? SubscriptionStatus::Pending : subscriptionStatusFrom(word);
}
BookedSubscription bookedOf(const QJsonObject& one) {
  BookedSubscription booked;
  booked.customer = "c1";
  booked.status = statusOf(one);
  booked.amountMinor = whole(one, "amount_minor");
  booked.quantity = whole(one, "quantity", 1);
  booked.interval = {unitOf(one), static_cast<int>(whole(one, "interval_count", 1))};
  booked.discount = discountOf(one);
  return booked;
}
std::vector<BookedSubscription> bookOf(const QJsonObject& in) {
  std::vector<BookedSubscription> book;
  for (const auto& one : in[u"subscriptions"].toArray()) book.push_back(bookedOf(one.toObject()));
  for (const auto& group : in[u"groups"].toArray())
    for (std::int64_t i = 0; i < whole(group.toObject(), "subscribers"); ++i)
      book.push_back(bookedOf(group.toObject()));
  if (book.empty()) book.push_back(bookedOf(in));
  return book;
}
QJsonValue mrrText(const QJsonObject& in, const std::vector<BookedSubscription>& book, const MrrRules& rules) {
  return display(summariseMrr(book, rules, kAsOf).value().mrrMinor, currencyOf(in));
}

// The exact sum has the denominator that the example writes: so many times it, rounded once, is a whole number.
QString exactText(const QJsonObject& in, const QString& expected) {
  const auto down = expected.section(u'/', 1).toLongLong();
  auto book = bookOf(in);
  for (auto& one : book) one.quantity *= down;
  return QStringLiteral("%1/%2").arg(summariseMrr(book, {}, kAsOf).value().mrrMinor).arg(down);
}

QJsonObject revenue(const QJsonObject& in, const QJsonObject& expected) {
  const auto book = bookOf(in);
  QJsonObject found = told({{"mrr_display", mrrText(in, book, {})}});
  const QString exact = expected[u"mrr_minor_exact"].toString();
  if (!exact.isEmpty()) found.insert(QStringLiteral("mrr_minor_exact"), exactText(in, exact));
  found.insert(QStringLiteral("arr_display"), display(summariseMrr(book, {}, kAsOf).value().arrMinor, currencyOf(in)));
  return found;
}

QJsonObject discounts(const QJsonObject& in, const QJsonObject&) {
  return told({{"mrr_display_stripe_rule", mrrText(in, bookOf(in), {})},
               {"mrr_display_net_of_all_active_discounts", mrrText(in, bookOf(in), {false, true})}});
}

QJsonObject statuses(const QJsonObject& in, const QJsonObject&) {
  QJsonObject excluded;
  for (const auto& value : in[u"subscriptions"].toArray()) {
    auto one = bookedOf(value.toObject());
    if (summariseMrr({one}, {}, kAsOf)->mrrMinor != 0) continue;
    one.status = SubscriptionStatus::Active;
    excluded.insert(value[u"status"].toString(), mrrText(in, {one}, {}));
  }
  return told({{"mrr_display", mrrText(in, bookOf(in), {})}, {"excluded", excluded}});
}

QJsonObject paused(const QJsonObject& in, const QJsonObject&) {
  return told({{"mrr_display", mrrText(in, bookOf(in), {true, false})},
               {"mrr_display_default_profile", mrrText(in, bookOf(in), {})}});
}

// ---- movements ----

// The steps of the example, as the customer's sum after each.
QJsonObject oneCustomer(const QJsonObject&, const QJsonObject&) {
  const std::vector<BookedSubscription> gold(
      4, bookedOf(told({{"amount_minor", 50'000}, {"interval", QStringLiteral("year")}})));
  auto withSilver = gold;
  withSilver.resize(6, bookedOf(told({{"amount_minor", 3'000}, {"interval", QStringLiteral("month")}})));
  const std::vector<BookedSubscription> monthly(
      3, bookedOf(told({{"amount_minor", 5'000}, {"interval", QStringLiteral("month")}})));
  std::vector<MrrChange> changes;
  for (const auto& book : {gold, withSilver, gold, std::vector<BookedSubscription>(), monthly})
    changes.push_back(
        {"c1", {kAsOf.ms + static_cast<std::int64_t>(changes.size())}, summariseMrr(book, {}, kAsOf).value().mrrMinor});
  const auto month = movementsOf(changes, {{2026, 3}}, MovementsBy::Event).value().front();
  const Currency usd = *Currency::fromCode("USD");
  const auto line = [&](const char* kind, std::int64_t minor) {
    return QJsonArray{QString::fromLatin1(kind), display(minor, usd)};
  };
  return told({{"movements", QJsonArray{line("new", month.newMinor), line("expansion", month.expansionMinor),
                                        line("contraction", month.contractionMinor), line("churn", month.churnMinor),
                                        line("reactivation", month.reactivationMinor)}},
               {"ending_mrr", display(month.endMinor, usd)}});
}

PeriodMoves movesOf(const QJsonObject& in) {
  const auto minor = [&](const char* field) { return minorOf(in[QLatin1String(field)]); };
  PeriodMoves moves;
  moves.start = minor("start");
  moves.fresh = minor("new");
  moves.expansion = minor("expansion");
  moves.contraction = -minor("contraction");
  moves.churn = -minor("churn");
  moves.reactivation = minor("reactivation");
  return moves;
}

QJsonObject waterfall(const QJsonObject& in, const QJsonObject&) {
  const PeriodMoves moves = movesOf(in);
  const Currency usd = *Currency::fromCode("USD");
  return told({{"end", display(endOf(moves), usd)}, {"net_new_mrr", display(*endOf(moves) - moves.start, usd)}});
}

QJsonObject sameMonth(const QJsonObject&, const QJsonObject&) {
  const std::vector<MrrChange> changes{{"c1", *fromIso8601("2026-03-03T00:00:00Z"), 4000},
                                       {"c1", *fromIso8601("2026-03-25T00:00:00Z"), 0}};
  const auto line = [&](MovementsBy by) {
    const auto month = movementsOf(changes, {{2026, 3}}, by).value().front();
    const Currency usd = *Currency::fromCode("USD");
    return told({{"new", display(month.newMinor, usd)},
                 {"churn", display(-month.churnMinor, usd)},
                 {"net", display(month.newMinor + month.churnMinor, usd)}});
  };
  return told({{"default", line(MovementsBy::Event)}, {"profile_ignore_same_month", line(MovementsBy::Net)}});
}

QJsonObject rateMoves(const QJsonObject& in, const QJsonObject&) {
  const Currency euro = *Currency::fromCode("EUR"), usd = *Currency::fromCode("USD");
  const std::int64_t amount = whole(in[u"subscription"].toObject(), "amount_minor");
  const auto start = rateFrom(euro, words(in[u"rate_start"]), {2026, 3, 1}).value();
  const auto end = rateFrom(euro, words(in[u"rate_end"]), {2026, 3, 31}).value();
  const std::vector<MrrChange> unchanged{{"c1", {0}, amount}};
  return told(
      {{"start", display(convertedMinor(amount, 1, start, usd), usd)},
       {"end", display(convertedMinor(amount, 1, end, usd), usd)},
       {"fx", display(movedByRate(amount, 1, start, end, usd), usd)},
       {"contraction", display(movementsOf(unchanged, {{2026, 3}}, MovementsBy::Net)->front().contractionMinor, usd)}});
}

QJsonObject priceRise(const QJsonObject& in, const QJsonObject&) {
  std::vector<MrrChange> changes;
  for (int i = 0; i < whole(in, "customers"); ++i) {
    changes.push_back({"c" + std::to_string(i), *fromIso8601("2026-01-10T00:00:00Z"), whole(in, "from_minor")});
    changes.push_back({"c" + std::to_string(i), *fromIso8601("2026-03-10T00:00:00Z"), whole(in, "to_minor")});
  }
  const auto month = movementsOf(changes, {{2026, 3}}, MovementsBy::Event).value().front();
  const Currency usd = *Currency::fromCode("USD");
  return told({{"expansion", display(month.expansionMinor, usd)}, {"new", display(month.newMinor, usd)}});
}

// ---- ratios ----

PeriodCustomers customersOf(const QJsonObject& in) {
  return {whole(in, "customers_start"), whole(in, "new"), whole(in, "churned"), whole(in, "churned")};
}
QJsonObject logoChurn(const QJsonObject& in, const QJsonObject&) {
  return told({{"logo_churn_percent", percent(customerChurn(customersOf(in), false))}});
}
QJsonObject rollingChurn(const QJsonObject& in, const QJsonObject&) {
  return told({{"logo_churn_percent", percent(customerChurn(customersOf(in), true))}});
}
QJsonObject netChurn(const QJsonObject& in, const QJsonObject&) {
  return told({{"net_mrr_churn_percent", percent(netRevenueChurn(movesOf(in), false))},
               {"net_mrr_churn_percent_with_reactivation", percent(netRevenueChurn(movesOf(in), true))}});
}

// Customers at the start alone: what they expanded and lost is what they have at the end.
QJsonObject retention(const QJsonObject& in, const QJsonObject&) {
  std::vector<CustomerSpan> customers;
  for (const auto& one : in[u"customers"].toArray())
    customers.push_back({whole(one.toObject(), "start"), whole(one.toObject(), "end")});
  if (customers.empty()) customers.push_back({movesOf(in).start, *endOf(movesOf(in))});
  const auto grr = percent(grossRetention(customers)), nrr = percent(netRetention(customers));
  return told({{"nrr_percent", nrr}, {"grr_percent", grr}, {"display", QStringLiteral("n/a")}});
}
QJsonObject quickRatio(const QJsonObject& in, const QJsonObject&) {
  return told({{"quick_ratio", percent(quickRatioOf(movesOf(in), false))}});
}
QJsonObject averageRevenue(const QJsonObject& in, const QJsonObject&) {
  return told({{"arpa_display", display(averageOf(whole(in, "mrr_minor"), 1, whole(in, "paying_customers")),
                                        *Currency::fromCode("USD"))}});
}
QJsonObject lifetimeWithoutChurn(const QJsonObject& in, const QJsonObject&) {
  LifetimeInput input;
  input.mrr = whole(in, "arpa_minor");
  input.payers = 1;
  input.lost = in[u"logo_churn"].toString().toLongLong();
  input.of = 1;
  return told({{"ltv", display(lifetimeValue(input, LifetimeForm::Margin), *Currency::fromCode("USD"))}});
}
QJsonObject trials(const QJsonObject& in, const QJsonObject&) {
  const std::int64_t converted = whole(in, "ended_converted");
  return told({{"trial_conversion_percent",
                percent(trialConversion(converted, converted + whole(in, "ended_not_converted")))}});
}
QJsonObject cohort(const QJsonObject& in, const QJsonObject&) {
  QJsonArray shares;
  for (const auto& active : in[u"active_in_month"].toArray())
    shares.append(QString::fromStdString(percentWithOneDecimal(active.toInteger(), whole(in, "size"))));
  return told({{"retention_percent", shares}});
}

// ---- what is owed ----

Ageing aged(const QJsonObject& in, const std::vector<OwedInvoice>& invoices) {
  return ageInvoices(invoices, "UTC", *fromIso8601(words(in[u"as_of"]) + "T12:00:00Z")).value();
}
QString ageName(std::size_t age) {
  const auto name = ageingBuckets.at(age);
  return name == "over_90" ? QStringLiteral("90+")
                           : QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}
QJsonObject buckets(const QJsonObject& in, const QJsonObject&) {
  std::vector<OwedInvoice> invoices;
  for (const auto& one : in[u"open_invoices"].toArray())
    invoices.push_back({words(one[u"id"]), *dateFrom(words(one[u"due"])), whole(one.toObject(), "remaining_minor")});
  const Ageing ageing = aged(in, invoices);
  QJsonArray lines;
  for (std::size_t i = 0; i < invoices.size(); ++i)
    lines.append(QJsonArray{QString::fromStdString(invoices[i].id), number(ageing.daysOverdue[i]),
                            ageName(ageOf(ageing.daysOverdue[i]))});
  QJsonObject totals;
  for (std::size_t age = 0; age < ageing.totals.size(); ++age)
    totals.insert(ageName(age), number(ageing.totals.at(age)));
  return told({{"days_overdue_and_bucket", lines}, {"totals_minor", totals}});
}
QJsonObject partlyPaid(const QJsonObject& in, const QJsonObject&) {
  const QJsonObject one = in[u"invoices"][0].toObject();
  const std::int64_t left = whole(one, "total_minor") - whole(one, "paid_minor");
  const Ageing ageing = aged(in, {{words(one[u"id"]), *dateFrom(words(one[u"due"])), left}});
  const std::int64_t credit = -whole(in, "credit_notes_unapplied_minor");
  return told({{"31-60", number(ageing.totals[2])},
               {"unapplied_credit", number(credit)},
               {"net_receivable", number(left + credit)}});
}
QJsonObject byCurrency(const QJsonObject& in, const QJsonObject&) {
  QJsonObject totals;
  for (const auto& one : in[u"invoices"].toArray()) {
    const QStringList parts = one[u"remaining"].toString().split(u' ');
    const Currency currency = *Currency::fromCode(parts[1].toStdString());
    const Money left = fromDecimal(currency, parts[0].toStdString()).value();
    const Ageing ageing = aged(in, {{"", *dateFrom(words(one[u"due"])), left.minor}});
    totals.insert(parts[1], display(ageing.totals[1], currency));
  }
  return told({{"1-30", totals}, {"single_total", QJsonValue()}});
}

QJsonObject schedule(const QJsonObject& in, const QJsonObject&) {
  std::vector<std::int64_t> delays;
  for (const auto& days : in[u"delays_days"].toArray()) delays.push_back(days.toInteger() * 86'400'000);
  QJsonArray retries;
  for (const Instant at : retriesAfter(*fromIso8601(words(in[u"first_failure"])), delays))
    retries.append(QString::fromStdString(toIso8601(at)));
  return told({{"retries_at", retries}});
}
QJsonObject cumulative(const QJsonObject& in, const QJsonObject&) {
  std::vector<std::int64_t> delays;
  for (const auto& seconds : in[u"delays_s"].toArray()) delays.push_back(seconds.toInteger() * 1000);
  QJsonArray sums;
  for (const Instant at : retriesAfter({0}, delays)) sums.append(number(at.seconds()));
  const auto clock = [&](int retry) {
    const qint64 s = sums[retry].toInteger();
    return QStringLiteral("%1:%2:%3")
        .arg(s / 3600, 2, 10, QLatin1Char('0'))
        .arg(s / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(s % 60, 2, 10, QLatin1Char('0'));
  };
  return told({{"cumulative_s", sums}, {"fourth_retry", clock(3)}, {"last_retry", clock(7)}});
}
QJsonObject warnings(const QJsonObject& in, const QJsonObject&) {
  QJsonArray send;
  for (const auto& at : in[u"events"].toArray())
    send.append(mayWarnAgain(fromIso8601(words(in[u"last_warning_at"])), *fromIso8601(words(at)),
                             whole(in, "cooldown_h") * 3'600'000));
  return told({{"send", send}});
}

struct Example {
  const char* ids;
  QJsonObject (*compute)(const QJsonObject& input, const QJsonObject& expected);
  const char* notOurs;  ///< field of the answer that belongs to another convention
  const char* why;
};
const Example kExamples[] = {
    {"MC-001 MC-002 MC-004 MC-005 MC-007 MC-008 MC-010 MC-017", revenue, "", ""},
    {"MC-009", revenue, "wrong_if_rounded_per_subscription", "the wrong way: here the sum is rounded once"},
    {"MC-019", revenue, "wrong_if_from_rounded_mrr", "the wrong way: here ARR is of the exact MRR"},
    {"MC-011", discounts, "", ""},
    {"MC-013", statuses, "", ""},
    {"MC-014", paused, "", ""},
    {"MC-020", oneCustomer, "", ""},
    {"MC-021", waterfall, "", ""},
    {"MC-023", sameMonth, "", ""},
    {"MC-024", rateMoves, "", ""},
    {"MC-026", priceRise, "", ""},
    {"MC-028", logoChurn, "", ""},
    {"MC-029", rollingChurn, "", ""},
    {"MC-031", netChurn, "", ""},
    {"MC-032 MC-034 MC-035", retention, "", ""},
    {"MC-037", quickRatio, "display", "words beside the undefined number"},
    {"MC-038", averageRevenue, "", ""},
    {"MC-040", lifetimeWithoutChurn, "display", "words beside the undefined number"},
    {"MC-041", trials, "", ""},
    {"MC-043", cohort, "", ""},
    {"MC-045", buckets, "", ""},
    {"MC-046", partlyPaid, "", ""},
    {"MC-048", byCurrency, "", ""},
    {"MC-049", schedule, "", ""},
    {"MC-050", cumulative, "", ""},
    {"MC-052", warnings, "", ""},
};

const Example* exampleOf(const QString& id) {
  for (const Example& example : kExamples)
    if (QString::fromLatin1(example.ids).split(u' ').contains(id)) return &example;
  return nullptr;
}

bool isOurs(const QString& id) {
  return id.section(u'-', 1).toInt() <= 52;
}

QJsonArray examples() {
  QFile file(QStringLiteral(BILLING_SOURCE_DIR "/tests/domain/data/metric-cases.json"));
  if (!file.open(QIODevice::ReadOnly)) qFatal("tests/domain/data/metric-cases.json is missing");
  return QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
}

}  // namespace

class WorkedExamplesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_example_comes_out_as_worked_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    for (const auto& entry : examples())
      if (const QString id = entry[u"id"].toString(); isOurs(id))
        QTest::newRow(qPrintable(id)) << entry[u"input"].toObject() << entry[u"expected"].toObject();
  }
  void every_example_comes_out_as_worked() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const Example* example = exampleOf(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(example != nullptr, "nobody computes this example");
    const QJsonObject found = example->compute(input, expected);
    for (auto field = expected.begin(); field != expected.end(); ++field) {
      if (field.key() == QLatin1String(example->notOurs)) {
        qInfo("%s: %s", example->notOurs, example->why);
        continue;
      }
      QVERIFY2(found.value(field.key()) == field.value(),
               qPrintable(field.key() + QStringLiteral(": ") +
                          QString::fromUtf8(QJsonDocument(found).toJson(QJsonDocument::Compact))));
    }
  }

  void all_that_is_in_the_file_is_computed_and_nothing_else() {
    QStringList inFile, computed;
    for (const auto& entry : examples())
      if (isOurs(entry[u"id"].toString())) inFile += entry[u"id"].toString();
    for (const Example& example : kExamples) computed += QString::fromLatin1(example.ids).split(u' ');
    inFile.sort();
    computed.sort();
    QCOMPARE(computed, inFile);
  }
};

QTEST_APPLESS_MAIN(WorkedExamplesTest)
#include "tst_workedexamples.moc"
