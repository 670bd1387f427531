// Tried on a copy: who is hit and by how much, while the real database stays as it is and nobody is called.
#include <QTest>

#include "operations/bulk/bulkselection.h"
#include "operations/rehearsal/rehearsal.h"
#include "operations/rehearsal/rehearsalcopy.h"
#include "store/sqlquery.h"
#include "support/ruledworld.h"

using namespace billing;
using namespace billing::operations;
using providers::ChangeCharge;

namespace {

BillingRules nightly() {
  BillingRules rules = test::threePlans();
  rules.downgrade = DowngradeWhen::Nightly;
  rules.plans[2].prices[0].amount.minor = 1200;
  return rules;
}

struct Stage {
  Stage() : world(nightly()) {
    person("u1", "cus_1", "sub_1", "pdt_starter", 500);
    person("u2", "cus_2", "sub_2", "pdt_starter", 500);
    person("u3", "cus_3", "sub_3", "pdt_pro", 1200);
  }
  void person(const char* key, const char* customer, const char* subscription, const char* product, int minor) {
    tell(key, customer).deliver(subscription, "active", product, minor);
  }
  struct Told {
    Stage& stage;
    test::Teller teller;
    void deliver(const char* subscription, const char* status, const char* product, int minor) {
      static int number = 0;
      ++number;
      stage.world.deliver("evt_" + std::to_string(number),
                          teller.subscription(status, test::marchFirst + number, product, subscription,
                                              {{QStringLiteral("recurring_pre_tax_amount"), minor}}));
    }
  };
  Told tell(const char* key, const char* customer) {
    test::Teller teller = test::Teller().with("userId", key);
    teller.customer = customer;
    teller.name = key;
    return {*this, teller};
  }
  [[nodiscard]] RehearsalStage stage() { return {*world.db, world.context, {}, world.db.clock}; }
  QVariantList everything() {
    QVariantList all;
    for (const char* table : {"accounts", "subscriptions", "job_runs", "audit_entries", "outbox_calls", "bulk_runs"})
      all.append(world.count(table));
    all.append(test::column(*world.db, QStringLiteral("SELECT plan_id FROM accounts ORDER BY account_key")));
    all.append(test::column(*world.db, QStringLiteral("SELECT product_id FROM subscriptions ORDER BY external_id")));
    return all;
  }
  test::RuledWorld world;
};

const RehearsalLine* lineOf(const Rehearsal& rehearsal, const char* subject) {
  for (const auto& line : rehearsal.lines)
    if (line.subject == QLatin1String(subject)) return &line;
  return nullptr;
}

}  // namespace

class TestRehearsal : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_copy_is_of_one_moment_and_is_gone_afterwards() {
    Stage stage;
    QString file;
    {
      const auto copy = RehearsalCopy::of(*stage.world.db, stage.world.db.clock, {});
      QVERIFY2(copy.has_value(), copy ? "" : describe(copy.error()).c_str());
      QVERIFY((*copy)->bytes() > 0);
      file = (*copy)->database().description().section(u' ', 1);
      QVERIFY(QFile::exists(file) && file != stage.world.db.config.file);
      stage.person("u4", "cus_4", "sub_4", "pdt_pro", 1200);
      QCOMPARE(test::single((*copy)->database(), QStringLiteral("SELECT COUNT(*) FROM subscriptions")).toInt(), 3);
      QVERIFY(test::run((*copy)->database(), QStringLiteral("UPDATE subscriptions SET status = 'cancelled'")));
    }
    QVERIFY(!QFile::exists(file));
    QCOMPARE(stage.world.count("subscriptions"), 4);
    const CancelToken cancelled;
    cancelled.cancel();
    QVERIFY(RehearsalCopy::of(*stage.world.db, stage.world.db.clock, cancelled).error().kind == ErrorKind::Cancelled);
  }

  void the_nightly_downgrade_lists_who_loses_which_plan() {
    Stage stage;
    stage.tell("u3", "cus_3").deliver("sub_3", "cancelled", "pdt_pro", 1200);
    const auto before = stage.everything();
    const Instant night{test::marchFirst + test::days};
    const auto rehearsal = rehearseDowngrade(stage.stage(), night, {});
    QVERIFY2(rehearsal.has_value(), rehearsal ? "" : describe(rehearsal.error()).c_str());
    QVERIFY(rehearsal->hit == 1 && rehearsal->notHit == 0);
    const auto* line = lineOf(*rehearsal, "u3");
    QVERIFY(line != nullptr);
    QVERIFY(line->before == u"pro" && line->after == u"free" && line->monthlyBeforeMinor == 1200);
    QVERIFY(rehearsal->sums.size() == 1 && rehearsal->sums.front().monthlyAfterMinor == 0);
    QCOMPARE(stage.everything(), before);
    QVERIFY(rehearsalText(*rehearsal).startsWith("REHEARSAL"));
    QVERIFY(rehearsalJson(*rehearsal).contains("\"monthly_change_minor\":\"-1200\""));
  }

  void a_price_migration_tells_todays_charge_and_the_change_of_mrr() {
    Stage stage;
    const auto before = stage.everything();
    const auto now = rehearseMigration(stage.stage(), {"pdt_starter", "pdt_pro", ChangeCharge::Full, false}, {}, {});
    QVERIFY2(now.has_value(), now ? "" : describe(now.error()).c_str());
    QCOMPARE(now->hit, 2);
    QVERIFY(lineOf(*now, "sub_3") == nullptr);
    const auto* line = lineOf(*now, "sub_1");
    QVERIFY(line->estimate && line->monthlyBeforeMinor == 500 && line->monthlyAfterMinor == 1200);
    QCOMPARE(line->todayMinor, std::int64_t{1200});
    QVERIFY(line->after.contains(u"pro"));
    const auto& sum = now->sums.front();
    QVERIFY(sum.count == 2 && sum.todayMinor == 2400 && sum.monthlyAfterMinor - sum.monthlyBeforeMinor == 1400);
    const auto later = rehearseMigration(stage.stage(), {"pdt_starter", "pdt_pro", ChangeCharge::None, true}, {}, {});
    QVERIFY(later && later->sums.front().todayMinor == 0 && later->sums.front().monthlyAfterMinor == 2400);
    QCOMPARE(stage.everything(), before);
    QCOMPARE(rehearseMigration(stage.stage(), {"pdt_pro", "pdt_pro"}, {}, {}).error().code, std::string("same_price"));
  }

  void a_bulk_order_tells_who_is_left_out_and_why() {
    Stage stage;
    stage.tell("u2", "cus_2").deliver("sub_2", "cancelled", "pdt_starter", 500);
    AdminOrder order;
    order.kind = OrderKind::CancelNow;
    order.reason = "the product ends";
    const auto rehearsal = rehearseBulk(stage.stage(), order, {}, {}, {});
    QVERIFY2(rehearsal.has_value(), rehearsal ? "" : describe(rehearsal.error()).c_str());
    QVERIFY(rehearsal->hit == 2 && rehearsal->notHit == 1 && rehearsal->refusals.size() == 1);
    const auto* line = lineOf(*rehearsal, "sub_2");
    QVERIFY(!line->hit && !line->reason.isEmpty());
    QVERIFY(lineOf(*rehearsal, "sub_1")->monthlyAfterMinor == 0);
    QCOMPARE(stage.world.count("outbox_calls"), 0);
  }

  void a_spreadsheet_takes_no_name_for_a_formula() {
    Rehearsal rehearsal;
    RehearsalLine line;
    line.name = QStringLiteral("=HYPERLINK(\"x\")");
    line.subject = QStringLiteral(" -1+1");
    line.currency = *Currency::fromCode("USD");
    line.todayMinor = -1250;
    rehearsal.lines.append(line);
    const QByteArray csv = rehearsalCsv(rehearsal);
    QVERIFY(csv.contains("\"'=HYPERLINK(\"\"x\"\")\"") && csv.contains("\"' -1+1\"") && csv.contains(",-12.50,"));
  }
};

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
