// Which grants a use of credits is taken from: the worked examples, and that no order of the grants changes it.
#include <QJsonArray>
#include <QtTest>
#include <limits>
#include <random>

#include "domain/calculationcases.h"
#include "domain/creditdraw.h"

using namespace billing;

namespace {

Instant instantIn(const QJsonValue& text) {
  return *fromIso8601(text.toString().toStdString());
}

CreditGrant grantFrom(const QJsonObject& object) {
  CreditGrant grant{object[u"id"].toString().toStdString(), object[u"tenths"].toInteger(), object[u"priority"].toInt(),
                    instantIn(object[u"granted"]), std::nullopt};
  if (!object[u"expires"].isNull()) grant.expires = instantIn(object[u"expires"]);
  return grant;
}

CreditGrant grant(const char* id, Tenths tenths, int priority, std::int64_t granted,
                  std::optional<Instant> expires = std::nullopt) {
  return {id, tenths, priority, {granted}, expires};
}

}  // namespace

class CreditDrawTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void draws_follow_the_calculation_cases_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    const auto cases = test::calculationCases(QStringLiteral("credits"));
    QCOMPARE(cases.size(), 20);
    for (const auto& example : cases) QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
  }

  void draws_follow_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    std::vector<CreditGrant> grants;
    const QJsonArray given = input[u"grants"].toArray();
    for (const auto& one : given) grants.push_back(grantFrom(one.toObject()));
    QJsonArray taken;
    QJsonArray missing;
    const QJsonArray uses = input[u"uses"].toArray();
    for (const auto& use : uses) {
      const CreditDraw draw = drawCredits(grants, use[u"tenths"].toInteger(), instantIn(use[u"at"]));
      QJsonObject parts;
      for (const auto& part : draw.taken) parts.insert(QString::fromStdString(part.grant), qint64{part.tenths});
      taken.append(parts);
      missing.append(qint64{draw.missing});
    }
    QJsonObject left;
    for (const auto& one : grants) left.insert(QString::fromStdString(one.id), qint64{one.remaining});
    QCOMPARE(taken, expected[u"taken"].toArray());
    QCOMPARE(missing, expected[u"short_tenths"].toArray());
    QCOMPARE(left, expected[u"left_tenths"].toObject());
  }

  void the_lowest_priority_number_then_the_earliest_expiry_goes_first() {  // MC-074
    std::vector<CreditGrant> grants{grant("A", 100, 1, 10, Instant{1000}), grant("B", 500, 1, 5, Instant{9000}),
                                    grant("C", 50, 0, 20)};
    const CreditDraw draw = drawCredits(grants, 180, {100});
    const std::vector<CreditTaken> order{{"C", 50}, {"A", 100}, {"B", 30}};
    QVERIFY(draw.taken == order);
    QCOMPARE(draw.missing, 0);
    QCOMPARE(grants[1].remaining, 470);
  }

  void a_grant_is_usable_until_before_it_expires() {  // MC-076
    const std::vector<CreditGrant> grants{grant("A", 10, 0, 0, Instant{1000})};
    QCOMPARE(usableTenths(grants, {999}), 10);
    QCOMPARE(usableTenths(grants, {1000}), 0);
    QCOMPARE(usableTenths(grants, {-1}), 0);
  }

  void taking_nothing_or_less_takes_nothing() {
    std::vector<CreditGrant> grants{grant("A", 10, 0, 0)};
    QVERIFY(drawCredits(grants, 0, {1}).taken.empty());
    QCOMPARE(drawCredits(grants, -5, {1}).missing, 0);
    QCOMPARE(grants[0].remaining, 10);
  }

  void a_sum_beyond_the_range_is_held_at_its_end() {
    constexpr Tenths most = std::numeric_limits<Tenths>::max();
    const std::vector<CreditGrant> grants{grant("A", most, 0, 0), grant("B", 1, 0, 0)};
    QCOMPARE(usableTenths(grants, {1}), most);
  }

  void the_order_in_which_grants_are_held_does_not_matter() {
    std::mt19937 random(7);  // NOLINT: the same numbers every time
    const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    for (int round = 0; round < 200; ++round) {
      std::vector<CreditGrant> grants;
      for (int i = 0; i < 6; ++i) {
        const auto expiry = below(3) == 0 ? std::nullopt : std::optional(Instant{100 + below(3)});
        grants.push_back(grant(std::to_string(i).c_str(), below(40), static_cast<int>(below(2)), below(3), expiry));
      }
      auto shuffled = grants;
      std::ranges::shuffle(shuffled, random);
      const auto before = usableTenths(grants, {101});
      const CreditDraw draw = drawCredits(grants, 60, {101});
      QVERIFY(draw.taken == drawCredits(shuffled, 60, {101}).taken);
      QCOMPARE(usableTenths(grants, {101}) + 60 - draw.missing, before);
    }
  }
};

QTEST_APPLESS_MAIN(CreditDrawTest)
#include "tst_creditdraw.moc"
