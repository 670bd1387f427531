// The stored revenue history: kept in step with every word of a subscription, whatever the order; made anew it is the
// same; what is read of it is what plain SQL says.
#include <QTest>
#include <algorithm>
#include <random>

#include "domain/civildate.h"
#include "metrics/mrrparts.h"
#include "metrics/zonemonths.h"
#include "store/mrrrebuild.h"
#include "store/mrrrecompute.h"
#include "store/read/mrrhistory.h"
#include "store/repositories/subscriptionrepository.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

constexpr std::int64_t kDay = 86'400'000;
const Instant kLater = utcMidnight({2026, 12, 31});

Instant dayOfYear(std::int64_t n) {
  return {utcMidnight({2026, 1, 1}).ms + n * kDay};
}

SubscriptionState active(std::int64_t minor, const char* currency = "USD") {
  SubscriptionState state;
  state.status = SubscriptionStatus::Active;
  state.amount = {minor, *Currency::fromCode(currency)};
  state.interval = BillingInterval{};
  return state;
}

struct Word {
  const char* subscription;
  const char* customer;
  MrrObservation seen;
};

Word word(const char* subscription, const char* customer, std::int64_t onDay, const SubscriptionState& state) {
  MrrObservation seen = observationOf(state);
  seen.at = dayOfYear(onDay);
  seen.eventId = std::string("evt_") + subscription + '_' + std::to_string(onDay);
  return {subscription, customer, seen};
}

Word gone(const char* subscription, const char* customer, std::int64_t onDay) {
  auto state = active(0);
  state.status = SubscriptionStatus::Cancelled;
  return word(subscription, customer, onDay, state);
}

// As the application of events does: what is held is the newest word.
class Book {
 public:
  Result<void> hear(const Word& heard, bool reading = false) {
    return write(*db, [&](WriteContext& context) { return note(context, heard, reading); });
  }
  Result<void> hearAll(const std::vector<Word>& words) {
    return write(*db, [&](WriteContext& context) -> Result<void> {
      for (const Word& one : words)
        if (auto noted = note(context, one, false); !noted) return noted;
      return {};
    });
  }
  Result<void> rebuild(const MrrRules& rules, const CancelToken& cancel = {}) {
    return write(*db, [&](WriteContext& context) {
      return rebuildMrr(context, rules, db.clock.now(), cancel).map([](std::int64_t) {});
    });
  }
  // Everything that must not depend on the order, without row ids.
  QStringList everything() {
    QStringList all;
    for (const char* sql :
         {"SELECT provider, subscription_external_id, customer_external_id, at, currency, parts, cause, event_id, 0 "
          "FROM "
          "mrr_changes",
          "SELECT provider, subscription_external_id, customer_external_id, at, currency, delta, kind, '', month FROM "
          "mrr_movements",
          "SELECT currency, kind, '', month, '', delta, '', '', movements FROM mrr_months"}) {
      auto rows = db->read<QStringList>([sql](QSqlDatabase& database) {
                      QStringList lines;
                      return forEachRow(database, QLatin1String(sql), {},
                                        [&](QSqlQuery& row) {
                                          QStringList cells;
                                          for (int i = 0; i < 9; ++i) cells << row.value(i).toString();
                                          lines << cells.join(u'|');
                                        })
                          .map([&] { return lines; });
                    }).result();
      if (!rows) qFatal("%s", describe(rows.error()).c_str());
      rows->sort();
      all += *rows;
    }
    return all;
  }
  QStringList movements() {
    QStringList lines;
    const auto rows = db->read<QVector<MrrMovementRow>>([](QSqlDatabase& database) {
                          MrrMovementQuestion all;
                          all.from = 202001;
                          all.to = 203012;
                          return readMrrMovements(database, all, {kLater.ms * 2});
                        }).result();
    for (const auto& row : rows.value())
      lines << QStringLiteral("%1 %2 %3 %4")
                   .arg(row.month)
                   .arg(QLatin1String(toString(row.kind).data()), row.currency)
                   .arg(mrrMinorOf(row.parts));
    return lines;
  }
  QVector<MrrMonth> months(int from, int to, Instant now = kLater) {
    return db->read<QVector<MrrMonth>>([=](QSqlDatabase& database) { return readMrrMonths(database, from, to, now); })
        .result()
        .value();
  }
  QVector<MrrCustomers> customers(int from, int to, Instant now = kLater) {
    return db
        ->read<QVector<MrrCustomers>>([=](QSqlDatabase& database) { return readMrrCustomers(database, from, to, now); })
        .result()
        .value();
  }
  TestDatabase db;

 private:
  Result<void> note(WriteContext& context, const Word& heard, bool reading) {
    auto& held = held_[heard.subscription];
    const bool newest = held.eventId.empty() || heard.seen.at >= held.at;
    if (newest) held = heard.seen;
    MrrNews news;
    news.subscription = heard.subscription;
    news.customer = heard.customer;
    news.seen = heard.seen;
    news.reading = reading;
    news.newest = newest;
    news.held = held;
    return MrrRepository::note(context, news, db.clock.now());
  }
  std::map<std::string, MrrObservation> held_;
};

std::vector<Word> someLives(unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
  static constexpr const char* subscriptions[]{"s0", "s1", "s2", "s3", "s4", "s5"};
  static constexpr const char* customers[]{"c0", "c1", "c2"};
  std::vector<Word> words;
  for (std::int64_t i = 0; i < 60; ++i) {
    const auto which = static_cast<std::size_t>(below(6));
    auto state = active(below(4) * 700 + 100, below(5) == 0 ? "EUR" : "USD");
    if (below(4) == 0) state.status = SubscriptionStatus::Cancelled;
    if (below(5) == 0) state.cancelAt = dayOfYear(below(360));
    words.push_back(word(subscriptions[which], customers[which / 2], i * 6, state));
  }
  return words;
}

}  // namespace

class MrrStoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_word_moves_the_customer_and_the_sums_of_the_month() {
    Book book;
    VERIFY_RESULT(book.hear(word("a", "ada", 5, active(1000))));
    VERIFY_RESULT(book.hear(word("a", "ada", 40, active(1000))));  // a renewal: nothing moves
    VERIFY_RESULT(book.hear(word("a", "ada", 45, active(1500))));
    VERIFY_RESULT(book.hear(gone("a", "ada", 70)));
    VERIFY_RESULT(book.hear(word("b", "bob", 20, active(400, "EUR"))));
    QCOMPARE(book.movements(),
             (QStringList{QStringLiteral("202601 new USD 1000"), QStringLiteral("202601 new EUR 400"),
                          QStringLiteral("202602 expansion USD 500"), QStringLiteral("202603 churn USD -1500")}));
    const auto months = book.months(202601, 202603);
    QCOMPARE(months.size(), 6);
    QCOMPARE(months[1].currency, QStringLiteral("USD"));
    QCOMPARE(months[1].endMinor(), 1000);
    QCOMPARE(months[3].minor(MovementKind::Expansion), 500);
    QCOMPARE(months[5].startMinor(), 1500);
    QCOMPARE(months[5].endMinor(), 0);
    const auto customers = book.customers(202602, 202603);
    QCOMPARE(customers.size(), 4);  // by month, then currency
    QCOMPARE(customers[1].start + customers[1].end, 2);
    QCOMPARE(customers[3].lost, 1);
    QCOMPARE(customers[3].end, 0);
  }

  void what_is_told_late_takes_its_place_in_the_past() {
    Book book;
    VERIFY_RESULT(book.hearAll(
        {word("a", "ada", 5, active(1000)), word("a", "ada", 80, active(1000)), word("a", "ada", 40, active(300))}));
    QCOMPARE(book.movements(),
             (QStringList{QStringLiteral("202601 new USD 1000"), QStringLiteral("202602 contraction USD -700"),
                          QStringLiteral("202603 expansion USD 700")}));
    VERIFY_RESULT(book.hear(word("a", "ada", 40, active(300))));  // twice is once
    QCOMPARE(book.movements().size(), 3);
  }

  void any_order_of_arrival_makes_the_same_history_and_so_does_the_rebuild() {
    const auto words = someLives(5);
    Book first;
    VERIFY_RESULT(first.hearAll(words));
    const QStringList expected = first.everything();
    QVERIFY(expected.size() > 100);
    std::mt19937 random(8);
    for (int round = 0; round < (testServer() ? 1 : 3); ++round) {
      auto mixed = words;
      std::ranges::shuffle(mixed, random);
      Book other;
      VERIFY_RESULT(other.hearAll(mixed));
      QCOMPARE(other.everything(), expected);
    }
    VERIFY_RESULT(first.rebuild({}));
    QCOMPARE(first.everything(), expected);
    const auto agrees = first.db->read<bool>([](QSqlDatabase& database) {
      return recomputeMrrSums(database, {}).and_then([&](const MrrSums& sums) {
        return storedMrrSums(database).map([&](const MrrSums& stored) { return sums == stored && sums.size() > 20; });
      });
    });
    QVERIFY(agrees.result().value());
  }

  void an_end_that_is_going_to_come_does_not_count_before() {
    Book book;
    auto ending = active(1000);
    ending.cancelAt = dayOfYear(50);
    VERIFY_RESULT(book.hear(word("a", "ada", 5, ending)));
    QCOMPARE(book.months(202602, 202602, dayOfYear(49)).first().endMinor(), 1000);
    QCOMPARE(book.customers(202602, 202602, dayOfYear(49)).first().lost, 0);
    QCOMPARE(book.months(202602, 202602, dayOfYear(50)).first().minor(MovementKind::Churn), -1000);
    QCOMPARE(book.customers(202602, 202602, dayOfYear(50)).first().lost, 1);
    VERIFY_RESULT(book.hear(gone("a", "ada", 51)));
    QCOMPARE(book.movements().size(), 2);
  }

  void a_sync_notes_what_is_new_and_nothing_else() {
    Book book;
    auto state = active(1000);
    state.createdAt = dayOfYear(3);
    Word seen = word("a", "ada", 60, state);
    seen.seen.eventId = "!sync";
    VERIFY_RESULT(book.hear(seen, true));
    seen.seen.at = dayOfYear(90);
    VERIFY_RESULT(book.hear(seen, true));
    QCOMPARE(book.movements(), QStringList{QStringLiteral("202601 new USD 1000")});
    QCOMPARE(single(*book.db, QStringLiteral("SELECT COUNT(*) FROM mrr_observations")).toInt(), 1);
    // An older event that nobody had told: what the sync saw later stands.
    VERIFY_RESULT(book.hear(word("a", "ada", 70, active(300))));
    QCOMPARE(book.months(202604, 202604).first().endMinor(), 1000);
  }

  void a_subscription_of_another_customer_leaves_the_first() {
    Book book;
    VERIFY_RESULT(book.hear(word("a", "ada", 5, active(1000))));
    VERIFY_RESULT(book.hear(word("a", "bob", 50, active(1000))));
    QCOMPARE(single(*book.db, QStringLiteral("SELECT MIN(customer_external_id) FROM mrr_movements")).toString(),
             QStringLiteral("bob"));
    QCOMPARE(book.months(202603, 202603).first().endMinor(), 1000);
  }

  void another_definition_and_another_zone_make_the_tables_anew() {
    Book book;
    auto paused = active(1000);
    paused.status = SubscriptionStatus::Paused;
    auto late = word("a", "ada", 30, active(1000));
    late.seen.at.ms += kDay - 1'800'000;  // 23:30 UTC on the last of January
    VERIFY_RESULT(book.hearAll({late, word("a", "ada", 50, paused)}));
    QCOMPARE(book.movements().size(), 2);
    const MrrRules rules{mrrDefinitionFrom("paused=include"), "Europe/Berlin"};
    QVERIFY(
        !book.db->read<bool>([&](QSqlDatabase& database) { return isMrrUpToDate(database, rules); }).result().value());
    VERIFY_RESULT(book.rebuild(rules));
    QVERIFY(
        book.db->read<bool>([&](QSqlDatabase& database) { return isMrrUpToDate(database, rules); }).result().value());
    QCOMPARE(book.movements(), QStringList{QStringLiteral("202602 new USD 1000")});
    VERIFY_RESULT(book.hear(word("b", "bob", 60, paused)));  // from now on by these rules
    QCOMPARE(book.movements().size(), 2);
  }

  void a_rebuild_that_is_withdrawn_leaves_everything_as_it_was() {
    Book book;
    std::vector<std::string> names;
    for (int i = 0; i < 50; ++i) names.push_back("sub_" + std::to_string(i));
    std::vector<Word> words;
    for (const std::string& name : names) words.push_back(word(name.c_str(), name.c_str(), 5, active(100)));
    VERIFY_RESULT(book.hearAll(words));
    const QStringList before = book.everything();
    CancelToken cancel;
    cancel.cancel();
    const auto refused = book.rebuild({mrrDefinitionFrom("paused=include"), "UTC"}, cancel);
    QVERIFY(!refused && refused.error().kind == ErrorKind::Cancelled);
    QCOMPARE(book.everything(), before);
  }

  void a_database_from_before_has_its_history_made_from_what_is_held() {
    Book book;
    VERIFY_RESULT(write(*book.db, [&](WriteContext& context) -> Result<void> {
      StoredSubscription stored;
      stored.state = active(1000);
      stored.state.externalId = "a";
      stored.state.customerExternalId = "ada";
      stored.state.createdAt = dayOfYear(3);
      stored.state.discount = SubscriptionDiscount{"", 5000, 0, SubscriptionDiscount::Duration::Forever, {}};
      stored.objectTime = dayOfYear(100);
      stored.mrrMinor = 1000;
      const auto saved = SubscriptionRepository::save(context, stored, dayOfYear(100));
      if (!saved) return failure(saved.error());
      return MrrRepository::rules(context, dayOfYear(100)).map([](const MrrRules&) {});
    }));
    QVERIFY(!book.db->read<bool>([](QSqlDatabase& database) { return isMrrUpToDate(database, {}); }).result().value());
    VERIFY_RESULT(book.rebuild({}));
    QCOMPARE(book.movements(), QStringList{QStringLiteral("202601 new USD 500")});
    QCOMPARE(single(*book.db, QStringLiteral("SELECT mrr_minor FROM subscriptions")).toInt(), 500);
    QVERIFY(book.db->read<bool>([](QSqlDatabase& database) { return isMrrUpToDate(database, {}); }).result().value());
  }

  // A second computation that shares no line with ours: window functions over the changes.
  void plain_sql_says_the_same_of_every_month() {
    Book book;
    VERIFY_RESULT(book.hearAll(someLives(21)));
    for (const MrrMonth& month : book.months(202601, 202612)) {
      const Instant end{ZoneMonths::of("UTC")->endOf(month.month).ms};
      const auto standing = single(
          *book.db,
          QStringLiteral("SELECT COALESCE(SUM(CASE WHEN currency = ? THEN parts ELSE 0 END), 0) FROM (SELECT currency, "
                         "parts, ROW_NUMBER() OVER (PARTITION BY provider, subscription_external_id ORDER BY at DESC) "
                         "AS newest FROM mrr_changes WHERE at < ?) told WHERE newest = 1"),
          {month.currency, qlonglong(end.ms)});
      QCOMPARE(month.endParts, standing.toLongLong());
      qint64 moved = 0;
      for (const qint64 parts : month.parts) moved += parts;
      QCOMPARE(month.startParts + moved, month.endParts);
    }
  }
};

QTEST_GUILESS_MAIN(MrrStoreTest)
#include "tst_mrr.moc"
