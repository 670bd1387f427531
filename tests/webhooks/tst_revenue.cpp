// What events and readings mean for the revenue history: noted in the transaction that applies them, alike in any
// order.
#include <QTest>
#include <algorithm>
#include <random>

#include "domain/civildate.h"
#include "metrics/mrrparts.h"
#include "store/mrrrebuild.h"
#include "store/read/mrrhistory.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "webhooks/eventapplier.h"

using namespace billing;
using namespace billing::test;

namespace {

constexpr std::int64_t kDay = 86'400'000;

Instant dayOfYear(std::int64_t n) {
  return {utcMidnight({2026, 1, 1}).ms + n * kDay};
}

SubscriptionState state(const std::string& id, std::int64_t minor,
                        SubscriptionStatus status = SubscriptionStatus::Active) {
  SubscriptionState one;
  one.externalId = id;
  one.customerExternalId = "cus_" + id;
  one.status = status;
  one.amount = {minor, *Currency::fromCode("USD")};
  one.interval = BillingInterval{};
  one.createdAt = dayOfYear(2);
  return one;
}

BillingEvent heard(Instant at, const SubscriptionState& told) {
  static int serial = 0;
  BillingEvent one;
  one.eventId = "evt_" + std::to_string(++serial);
  one.occurredAt = at;
  one.subject = told.externalId;
  one.subscriptions.push_back(told);
  return one;
}
BillingEvent heard(std::int64_t onDay, const SubscriptionState& told) {
  return heard(dayOfYear(onDay), told);
}

struct World {
  Result<void> apply(const BillingEvent& told, std::optional<Instant> readAt = {}) {
    return write(*db.database, [&](store::WriteContext& context) {
      return webhooks::applyEvent(context, told, dayOfYear(360), readAt).map([](const auto&) {});
    });
  }
  Result<void> applyAll(const std::vector<BillingEvent>& all) {
    return write(*db.database, [&](store::WriteContext& context) -> Result<void> {
      for (const BillingEvent& told : all)
        if (auto applied = webhooks::applyEvent(context, told, dayOfYear(360)); !applied)
          return failure(applied.error());
      return {};
    });
  }
  Result<void> read(std::int64_t onDay, const SubscriptionState& told) {
    BillingEvent facts = heard(onDay, told);
    facts.eventId = "!sync";
    return apply(facts, dayOfYear(onDay));
  }
  // "2 new 1000": day of the year, kind, minor units.
  QStringList movements() {
    store::MrrMovementQuestion all;
    all.from = 202601;
    all.to = 202712;
    const auto rows = db->read<QVector<store::MrrMovementRow>>([&](QSqlDatabase& database) {
                          return readMrrMovements(database, all, dayOfYear(700));
                        }).result();
    QStringList lines;
    for (const auto& row : rows.value())
      lines << QStringLiteral("%1 %2 %3")
                   .arg((row.at - dayOfYear(0).ms) / kDay)
                   .arg(QLatin1String(toString(row.kind).data()))
                   .arg(mrrMinorOf(row.parts));
    return lines;
  }
  // The last of the history is what the lists show.
  bool agreesWithTheLists() {
    const QString sql = QStringLiteral("SELECT COALESCE(SUM(mrr_minor), 0) FROM subscriptions");
    qint64 standing = 0;
    for (const QVariant& parts : column(*db.database, QStringLiteral("SELECT delta FROM mrr_movements WHERE at <= ?"),
                                        {qlonglong(dayOfYear(360).ms)}))
      standing += parts.toLongLong();
    return single(*db.database, sql).toLongLong() == mrrMinorOf(standing);
  }
  TestDatabase db;
};

}  // namespace

class RevenueTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_life_is_told_by_its_events() {
    World world;
    auto ending = state("a", 1500);
    ending.cancelAt = dayOfYear(90);
    VERIFY_RESULT(world.applyAll({heard(2, state("a", 1000, SubscriptionStatus::Trialing)), heard(16, state("a", 1000)),
                                  heard(47, state("a", 1000)), heard(50, state("a", 1500)), heard(70, ending),
                                  heard(90, state("a", 1500, SubscriptionStatus::Cancelled))}));
    QCOMPARE(world.movements(), (QStringList{QStringLiteral("16 new 1000"), QStringLiteral("50 expansion 500"),
                                             QStringLiteral("90 churn -1500")}));
    QVERIFY(world.agreesWithTheLists());
  }

  void two_events_of_one_second_are_one_moment() {
    World world;
    auto changed = heard(20, state("a", 2500));
    changed.eventId = "evt_0";  // less than the other's id, but it says what it changed
    changed.changedFields = {"amount"};
    VERIFY_RESULT(world.applyAll({heard(5, state("a", 1000)), changed, heard(20, state("a", 1000))}));
    QCOMPARE(world.movements(), (QStringList{QStringLiteral("2 new 1000"), QStringLiteral("20 expansion 1500")}));
    QVERIFY(world.agreesWithTheLists());
  }

  void a_reading_of_what_nobody_told_notes_beginning_and_end() {
    World world;
    VERIFY_RESULT(world.read(100, state("a", 1000)));
    auto over = state("b", 700, SubscriptionStatus::Cancelled);
    over.cancelledAt = dayOfYear(40);
    VERIFY_RESULT(world.read(100, over));
    QCOMPARE(world.movements(),
             (QStringList{QStringLiteral("2 new 1000"), QStringLiteral("2 new 700"), QStringLiteral("40 churn -700")}));
    VERIFY_RESULT(world.read(200, over));
    QCOMPARE(world.movements().size(), 3);
    QVERIFY(world.agreesWithTheLists());
  }

  void a_reading_that_finds_another_state_notes_it_when_it_was_read() {
    World world;
    VERIFY_RESULT(world.apply(heard(5, state("a", 1000))));
    VERIFY_RESULT(world.read(60, state("a", 1200)));
    QCOMPARE(world.movements(), (QStringList{QStringLiteral("2 new 1000"), QStringLiteral("60 expansion 200")}));
    VERIFY_RESULT(world.apply(heard(55, state("a", 1200))));  // the event that tells when it was
    QCOMPARE(world.movements(), (QStringList{QStringLiteral("2 new 1000"), QStringLiteral("55 expansion 200")}));
  }

  void lists_follow_the_same_rule() {
    World world;
    auto halved = state("a", 1000);
    halved.discount = SubscriptionDiscount{"HALF", 5000, 0, SubscriptionDiscount::Duration::Forever, {}};
    VERIFY_RESULT(world.apply(heard(5, halved)));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT mrr_minor FROM subscriptions")).toInt(), 500);
    QCOMPARE(world.movements(), QStringList{QStringLiteral("2 new 500")});
  }

  void any_order_of_arrival_ends_alike() {
    std::mt19937 random(4);
    const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<BillingEvent> all;
    static constexpr SubscriptionStatus known[]{SubscriptionStatus::Active,  SubscriptionStatus::Active,
                                                SubscriptionStatus::PastDue, SubscriptionStatus::Paused,
                                                SubscriptionStatus::OnHold,  SubscriptionStatus::Cancelled};
    for (int i = 0; i < 80; ++i) {
      auto told = state("s" + std::to_string(below(4)), 100 * below(5), known[below(6)]);
      told.customerExternalId = "cus_" + std::to_string((told.externalId.back() - '0') / 2);
      if (below(4) == 0) told.cancelAt = dayOfYear(below(350));
      all.push_back(heard(i * 4, told));
    }
    QStringList expected;
    for (int round = 0; round < 4; ++round) {
      World world;
      VERIFY_RESULT(world.applyAll(all));
      QStringList moved = world.movements();
      moved.sort();  // of one instant in any order
      if (round == 0) expected = moved;
      QCOMPARE(moved, expected);
      QVERIFY(world.agreesWithTheLists());
      std::ranges::shuffle(all, random);
    }
    QVERIFY(expected.size() > 20);
  }
};

QTEST_GUILESS_MAIN(RevenueTest)
#include "tst_revenue.moc"
