// The worked examples of metric-cases.json on proration (MC-053 to 069), tax, rounding and splits (086 to 097) and
// currencies (098 to 110): each is computed by the program's own arithmetic, under its own id. What an example asks
// for beyond the conventions that this program uses is named with the reason.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <functional>

#include "domain/allocation.h"
#include "domain/civildate.h"
#include "domain/proration.h"
#include "domain/tax.h"
#include "domain/totals.h"
#include "operations/admin/changeestimate.h"
#include "support/previewworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using providers::ChangeCharge;

namespace {

const Instant kStart = *fromIso8601("2026-01-01T00:00:00Z");

using Told = std::initializer_list<std::pair<const char*, QJsonValue>>;
QJsonObject told(Told fields) {
  QJsonObject object;
  for (const auto& [name, value] : fields) object.insert(QLatin1String(name), value);
  return object;
}

std::int64_t whole(const QJsonObject& object, const char* field) {
  return object[QLatin1String(field)].toInteger();
}
std::string words(const QJsonValue& value) {
  return value.toString().toStdString();
}
Currency currencyOf(const QJsonObject& object) {
  return Currency::fromCode(words(object[u"currency"])).value_or(Currency());
}
Percent percentOf(const QJsonObject& object) {
  return percentFrom(words(object[u"tax_percent"])).value();
}
QJsonArray array(const std::vector<std::int64_t>& numbers) {
  QJsonArray list;
  for (const auto number : numbers) list.append(static_cast<qint64>(number));
  return list;
}
std::vector<std::int64_t> numbers(const QJsonValue& list) {
  std::vector<std::int64_t> all;
  for (const auto& number : list.toArray()) all.push_back(number.toInteger());
  return all;
}

Proration prorated(const QJsonObject& in, Instant start, Instant end, Instant at) {
  return prorate({whole(in, "old_minor"), whole(in, "new_minor"), start, end, at, ProrationMode::Prorated, false})
      .value();
}

QJsonObject bySecond(const QJsonObject& in) {
  const Instant end = Instant::fromSeconds(kStart.seconds() + whole(in, "period_s"));
  const auto shares = prorated(in, kStart, end, Instant::fromSeconds(end.seconds() - whole(in, "remaining_s")));
  return told({{"credit_minor", static_cast<qint64>(shares.creditMinor)},
               {"debit_minor", static_cast<qint64>(shares.chargeMinor)},
               {"net_minor", static_cast<qint64>(shares.netMinor)},
               {"stripe_returned_minor", static_cast<qint64>(shares.netMinor)}});
}

QJsonObject withinPeriod(const QJsonObject& in) {
  const QJsonArray period = in[u"period"].toArray();
  const auto shares = prorated(in, *fromIso8601(words(period[0])), *fromIso8601(words(period[1])),
                               *fromIso8601(words(in[u"change_at"])));
  return told({{"by_second_net_minor", static_cast<qint64>(shares.netMinor)}});
}

ChangeEstimate estimated(std::int64_t before, Instant end, const NewTerms& after, ChangeCharge charge, Instant now) {
  SubscriptionState held;
  held.status = SubscriptionStatus::Active;
  held.amount = {before, after.amount.currency};
  held.interval = end.ms - kStart.ms > 40 * test::days ? BillingInterval{IntervalUnit::Year, 1} : BillingInterval();
  held.periodStart = kStart;
  held.periodEnd = end;
  AdminOrder order;
  order.charge = charge;
  return estimateChange(held, after, order, now, {}, {}).value();
}

QJsonObject dodosModes(const QJsonObject& in) {
  const Instant half{kStart.ms + 15 * test::days}, end{kStart.ms + 30 * test::days};
  const NewTerms after{{whole(in, "new_minor"), currencyOf(in)}, BillingInterval()};
  const auto mode = [&](ChangeCharge charge) {
    const auto made = estimated(whole(in, "old_minor"), end, after, charge, half);
    return told(
        {{"charge", static_cast<qint64>(made.today.minor)}, {"credit", static_cast<qint64>(-made.credit.minor)}});
  };
  return told({{"prorated_immediately", mode(ChangeCharge::Prorated)},
               {"difference_immediately", mode(ChangeCharge::Difference)},
               {"full_immediately", mode(ChangeCharge::Full)},
               {"do_not_bill", mode(ChangeCharge::None)}});
}

QJsonObject otherInterval(const QJsonObject& in) {
  const Instant now{kStart.ms + whole(in, "elapsed_days") * test::days};
  const Instant end{kStart.ms + whole(in, "old_period_days") * test::days};
  const NewTerms after{{whole(in, "new_minor"), currencyOf(in)}, BillingInterval{IntervalUnit::Month, 1}};
  const auto made = estimated(whole(in, "old_minor"), end, after, ChangeCharge::Prorated, now);
  std::int64_t credit = 0, charge = 0;
  for (const auto& line : made.lines.mid(0, 2)) (line.amount.minor < 0 ? credit : charge) += line.amount.minor;
  return told({{"credit_minor", static_cast<qint64>(credit)},
               {"new_period_charge_minor", static_cast<qint64>(charge)},
               {"net_minor", static_cast<qint64>(made.credit.minor)},
               {"credit_left_minor", static_cast<qint64>(-made.credit.minor)},
               {"months_paid_by_credit_left", static_cast<qint64>(-made.credit.minor / after.amount.minor)}});
}

QJsonObject taxOnNet(const QJsonObject& in) {
  const auto taxed = taxOn(whole(in, "net_minor"), percentOf(in), false).value();
  return told(
      {{"tax_minor", static_cast<qint64>(taxed.taxMinor)}, {"total_minor", static_cast<qint64>(taxed.grossMinor)}});
}

QJsonObject taxWithin(const QJsonObject& in) {
  const auto taxed = taxOn(whole(in, "gross_minor"), percentOf(in), true).value();
  return told({{"net_minor", static_cast<qint64>(taxed.netMinor)}, {"tax_minor", static_cast<qint64>(taxed.taxMinor)}});
}

QJsonObject perLineAndInvoice(const QJsonObject& in) {
  std::int64_t lines = 0, sum = 0;
  for (const auto minor : numbers(in[u"lines_minor"])) {
    lines += taxOn(minor, percentOf(in), false).value().taxMinor;
    sum += minor;
  }
  const std::int64_t invoice = taxOn(sum, percentOf(in), false).value().taxMinor;
  return told({{"per_line_tax_minor", static_cast<qint64>(lines)},
               {"per_invoice_tax_minor", static_cast<qint64>(invoice)},
               {"difference_minor", static_cast<qint64>(invoice - lines)}});
}

QJsonObject partialRefund(const QJsonObject& in) {
  const auto whole_ = taxOn(whole(in, "net_minor"), percentOf(in), false).value();
  const auto back = taxOn(whole(in, "refund_net_minor"), percentOf(in), false).value();
  return told({{"refund_tax_minor", static_cast<qint64>(back.taxMinor)},
               {"refund_total_minor", static_cast<qint64>(back.grossMinor)},
               {"left_net_minor", static_cast<qint64>(whole_.netMinor - back.netMinor)},
               {"left_tax_minor", static_cast<qint64>(whole_.taxMinor - back.taxMinor)}});
}

// "0.125@2": to two decimals.
QString roundedHalfUp(const QString& value) {
  const QStringList parts = value.split(u'@');
  const int decimals = parts.value(1, QStringLiteral("0")).toInt();
  const QString digits = QString(parts[0]).remove(u'.');
  const int given = parts[0].contains(u'.') ? static_cast<int>(parts[0].section(u'.', 1).size()) : 0;
  std::int64_t scale = 1;
  for (int i = decimals; i < given; ++i) scale *= 10;
  const std::int64_t minor = mulDiv(digits.toLongLong(), 1, scale).value();
  const Currency currency = *Currency::fromCode(decimals == 0 ? "JPY" : "USD");
  return QString::fromStdString(toDecimal({minor, currency}));
}

QJsonObject rounding(const QJsonObject& in) {
  QJsonArray up;
  for (const auto& value : in[u"values"].toArray()) up.append(roundedHalfUp(value.toString()));
  return told({{"half_up", up}});
}

QJsonObject splitting(const QJsonObject& in) {
  return told({{"parts", array(allocate(whole(in, "total_minor"), numbers(in[u"weights"])).value())}});
}

QJsonObject formatting(const QJsonObject& in) {
  return told({{"decimal", QString::fromStdString(toDecimal({whole(in, "minor"), currencyOf(in)}))}});
}

// Refused, and with which words: by the refund's preview, as nothing is sent.
QJsonObject threeDecimals(const QJsonObject& in) {
  QJsonArray taken;
  for (const auto& text : in[u"decimal"].toArray()) {
    test::PreviewWorld world(Provider::Stripe);
    world.payment().amount = {100'000, currencyOf(in)};
    auto order = test::PreviewWorld::order(OrderKind::Refund, "pay_1");
    order.amount = fromDecimal(currencyOf(in), words(text)).value();
    const bool refused = world.refusal(order) == "last_digit_not_zero";
    taken.append(refused ? QJsonValue() : QJsonValue(static_cast<qint64>(order.amount->minor)));
  }
  return told({{"stripe_minor", taken}});
}

QJsonObject unlikeCurrencies(const QJsonObject& in) {
  std::vector<Money> amounts;
  for (const auto& entry : in[u"amounts"].toArray()) {
    const QStringList parts = entry.toString().split(u' ');
    amounts.push_back(fromDecimal(*Currency::fromCode(parts[1].toStdString()), parts[0].toStdString()).value());
  }
  QJsonObject totals;
  const auto sums = totalsOf(amounts).value();
  for (const auto& [currency, total] : sums)
    totals.insert(QString::fromUtf8(currency.code()), QString::fromStdString(toDecimal(total)));
  return told({{"totals", totals}, {"single_total", QJsonValue()}});
}

Result<Money> addedUp(const QJsonObject& in) {
  const auto minor = numbers(in[u"minor"]);
  const Currency usd = *Currency::fromCode("USD");
  return sumOf({minor[0], usd}, {minor[1], usd});
}
QJsonObject beyondDoubles(const QJsonObject& in) {
  return told({{"sum_minor", static_cast<qint64>(addedUp(in).value().minor)}});
}
QJsonObject overflowing(const QJsonObject& in) {
  return told({{"result", addedUp(in) ? QStringLiteral("a number") : QStringLiteral("overflow error")}});
}

QJsonObject typed(const QJsonObject& in) {
  QJsonArray accepted;
  for (const auto& entry : in[u"entries"].toArray()) {
    const auto read = fromDecimal(*Currency::fromCode(words(entry[0])), words(entry[1]));
    accepted.append(read.has_value());
  }
  return told({{"accepted", accepted}});
}

struct Example {
  const char* ids;
  QJsonObject (*compute)(const QJsonObject& input);
  const char* notOurs;  ///< field of the answer that belongs to another convention
  const char* why;
};
const Example kExamples[] = {
    {"MC-053 MC-054 MC-056 MC-057 MC-059 MC-060 MC-062", bySecond, "", ""},
    {"MC-063", withinPeriod, "by_day_net_minor", "whole days are Lago's convention: here seconds count"},
    {"MC-065", dodosModes, "credit_scope", "words about whose the credit is"},
    {"MC-066", otherInterval, "", ""},
    {"MC-068", taxOnNet, "", ""},
    {"MC-086 MC-087", taxWithin, "", ""},
    {"MC-089", perLineAndInvoice, "", ""},
    {"MC-090", partialRefund, "", ""},
    {"MC-092", rounding, "half_even", "banker's rounding is the other convention: here half away from zero"},
    {"MC-093 MC-095 MC-096", splitting, "", ""},
    {"MC-098 MC-099 MC-101 MC-102", formatting, "", ""},
    {"MC-104", threeDecimals, "second", "words of the refusal"},
    {"MC-105", unlikeCurrencies, "", ""},
    {"MC-107", beyondDoubles, "wrong_in_double", "what a double would make of it"},
    {"MC-108", overflowing, "not", "words about what it must not be"},
    {"MC-110", typed, "", ""},
};

const Example* exampleOf(const QString& id) {
  for (const Example& example : kExamples)
    if (QString::fromLatin1(example.ids).split(u' ').contains(id)) return &example;
  return nullptr;
}

// 053 to 069 and 086 to 110; the others are of MRR, credits, quotas, periods and zones, with tests of their own.
bool isOurs(const QString& id) {
  const int number = id.section(u'-', 1).toInt();
  return (number >= 53 && number <= 69) || (number >= 86 && number <= 110);
}

QJsonArray examples() {
  QFile file(QStringLiteral(BILLING_SOURCE_DIR "/tests/domain/data/metric-cases.json"));
  if (!file.open(QIODevice::ReadOnly)) qFatal("tests/domain/data/metric-cases.json is missing");
  return QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
}

}  // namespace

class TestMetricExamples : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_example_comes_out_as_worked_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    for (const auto& entry : examples()) {
      const QString id = entry[u"id"].toString();
      if (isOurs(id)) QTest::newRow(qPrintable(id)) << entry[u"input"].toObject() << entry[u"expected"].toObject();
    }
  }
  void every_example_comes_out_as_worked() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const Example* example = exampleOf(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(example != nullptr, "nobody computes this example");
    const QJsonObject found = example->compute(input);
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
    QCOMPARE(inFile.size(), 28);
  }
};

QTEST_GUILESS_MAIN(TestMetricExamples)
#include "tst_metricexamples.moc"
