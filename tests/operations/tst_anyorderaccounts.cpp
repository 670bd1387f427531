// The property that everything rests on: any order and any duplication of a set of deliveries ends in the same
// accounts, plans, access and credits. Small sets, the real store and processor, permutations by seed.
#include <QtTest>
#include <algorithm>
#include <random>

#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

struct Delivery {
  std::string id, body;
};
using Deliveries = std::vector<Delivery>;

BillingRules everything() {
  BillingRules rules = threePlans();
  rules.plans = {planOf("free", 0, "", "100", 100), planOf("starter", 1, "pdt_starter", "5000", 2500),
                 planOf("pro", 2, "pdt_pro", "20000", 25000)};
  rules.unknownProduct = UnknownProduct::UseDefault;
  rules.unknownProductPlan = "starter";
  rules.credits.enabled = true;
  rules.credits.startingTenths = 30;
  rules.credits.metadataCreditsKey = "credits";
  rules.entitlements.enabled = true;
  QuotaRule calls;
  calls.key = calls.name = "api_calls";
  rules.quotas = {calls};
  return rules;
}

BillingRules withGrace() {
  BillingRules rules = everything();
  rules.downgrade = DowngradeWhen::AfterGrace;
  rules.graceDays = 7;
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  return rules;
}

BillingRules byEmailNightly() {
  BillingRules rules = everything();
  rules.accountKind = AccountKind::Email;
  rules.metadataAccountKey = "email";
  rules.downgrade = DowngradeWhen::Nightly;
  return rules;
}

// What must not depend on the order. Ids of rows, our own times and the history of plans do.
QStringList stateOf(RuledWorld& world) {
  QStringList all;
  for (const char* sql :
       {"SELECT json_array('account', account_key, key_is_provisional, name, email, billing_customer_id, "
        "billing_subscription_id, plan_id, plan_interval, billing_status, current_period_start, current_period_end, "
        "cancel_at_period_end, grace_ends_at, downgrade_due_at, downgrade_reason, unknown_product) FROM accounts "
        "ORDER BY 1",
        "SELECT json_array('customer', l.customer_external_id, a.account_key) FROM account_customers l JOIN accounts a "
        "ON a.id = l.account_id ORDER BY 1",
        "SELECT json_array('access', e.email, a.account_key, e.plan, e.payment_id, e.product_id, e.source, e.status, "
        "e.created_at, e.expires_at, e.metadata) FROM entitlements e JOIN accounts a ON a.id = e.account_id ORDER BY 1",
        "SELECT json_array('balance', a.account_key, (SELECT SUM(l.tenths) FROM credit_ledger l WHERE l.account_id = "
        "a.id), b.tenths) FROM accounts a LEFT JOIN credit_balances b ON b.account_id = a.id ORDER BY 1",
        "SELECT json_array('grants', a.account_key, g.source, g.priority, g.expires_at, SUM(g.remaining_tenths)) FROM "
        "credit_grants g JOIN accounts a ON a.id = g.account_id WHERE g.remaining_tenths > 0 GROUP BY a.account_key, "
        "g.source, g.priority, g.expires_at ORDER BY 1",
        "SELECT json_array('purchase', a.account_key, p.payment_external_id, p.tenths, p.status, p.reason) FROM "
        "credit_purchases p LEFT JOIN accounts a ON a.id = p.account_id ORDER BY 1",
        "SELECT json_array('bar', a.account_key, b.quota, b.customer_external_id, b.granted_milli, b.remaining_milli) "
        "FROM usage_balances b JOIN accounts a ON a.id = b.account_id ORDER BY 1"}) {
    for (const QVariant& row : column(*world.db, QString::fromLatin1(sql))) all << row.toString();
  }
  return all;
}

std::string tagOf(int trial) {
  return '~' + std::to_string(trial) + '~';
}

void deliver(RuledWorld& world, int trial, const Deliveries& order) {
  std::vector<std::pair<std::string, std::string>> tagged;
  for (const Delivery& delivery : order) {
    QString body = QString::fromStdString(delivery.body);
    body.replace(u'~', QString::fromStdString(tagOf(trial)));
    tagged.emplace_back(delivery.id + tagOf(trial), body.toStdString());
  }
  world.storeAll(tagged);
}

// The rows of one trial, as if it had been alone.
QStringList ofTrial(const QStringList& state, int trial) {
  const QString tag = QString::fromStdString(tagOf(trial));
  QStringList rows;
  for (QString row : state)
    if (row.contains(tag)) rows << row.replace(tag, QString());
  rows.sort();
  return rows;
}

// Everything that one paying customer may go through, named late, twice, or by somebody else. The tilde is replaced by
// the trial's number, so that all trials have room in one store.
Deliveries manyThings(std::mt19937& random, bool contradictory) {
  Teller anonymous;
  anonymous.customer = "cus_1~";
  anonymous.email = "ada~@example.com";
  const Teller named = anonymous.with("userId", "u_1~").with("email", "ada~@example.com");
  Teller secondCustomer = named;
  secondCustomer.customer = "cus_2~";
  Teller otherAccount = anonymous.with("userId", "u_2~").with("email", "grace~@example.com");
  Teller moved = anonymous;
  moved.email = "ada~@new.example";
  const auto at = [](int minute) { return marchFirst + minute * minutes; };
  Deliveries all{
      {"a", anonymous.subscription("active", at(0), "pdt_starter", "sub_1~")},
      {"b", anonymous.subscription("active", at(3), "pdt_pro", "sub_1~")},
      {"c", anonymous.subscription("on_hold", at(5), "pdt_pro", "sub_1~")},
      {"d", named.subscription("active", at(7), "pdt_pro", "sub_1~")},
      {"e", named.subscription("cancelled", at(9), "pdt_pro", "sub_1~",
                               {{QStringLiteral("cancelled_at"), QString::fromStdString(toIso8601({at(9)}))}})},
      {"f", named.payment("succeeded", at(1), "pay_1~", "pdt_starter", "sub_1~")},
      {"g", named.payment("failed", at(6), "pay_2~", "pdt_pro", "sub_1~")},
      {"h", anonymous.payment("succeeded", at(8), "pay_3~", "pdt_pro")},
      {"i", anonymous.refund(at(10), "pay_3~")},
      {"j", anonymous.with("credits", "50").payment("succeeded", at(2), "pay_4~")},
      {"k", named.with("credits", "7").payment("succeeded", at(4), "pay_5~")},
      {"l", named.with("credits", "-7").payment("succeeded", at(4), "pay_6~")},
      {"m", secondCustomer.subscription("active", at(2), "pdt_starter", "sub_2~")},
      {"n", secondCustomer.payment("succeeded", at(2), "pay_7~", "pdt_other")},
      {"o", otherAccount.subscription("active", at(6), "pdt_starter", "sub_3~")},
      {"p", otherAccount.payment("succeeded", at(6), "pay_8~", "pdt_starter", "sub_3~")},
      {"q", moved.payment("succeeded", at(11), "pay_9~", "pdt_pro")}};
  // One customer under two names, with things that nobody named: what those got for being new stays where it was given.
  if (!contradictory) std::erase_if(all, [](const Delivery& one) { return one.id >= "o"; });
  std::ranges::shuffle(all, random);
  all.resize(3 + random() % 5);
  return all;
}

Deliveries twiceSome(Deliveries deliveries, std::mt19937& random) {
  const std::size_t count = deliveries.size();
  for (std::size_t i = 0; i < count; ++i)
    if (random() % 3 == 0) deliveries.push_back(deliveries[i]);
  std::ranges::shuffle(deliveries, random);
  return deliveries;
}

QString difference(const QStringList& one, const QStringList& other, const Deliveries& first,
                   const Deliveries& second) {
  QString text;
  for (const QString& line : one)
    if (!other.contains(line)) text += QStringLiteral("\n only first:  ") + line;
  for (const QString& line : other)
    if (!one.contains(line)) text += QStringLiteral("\n only second: ") + line;
  for (const Deliveries* order : {&first, &second}) {
    text += QStringLiteral("\n order:");
    for (const Delivery& delivery : *order) text += u' ' + QString::fromStdString(delivery.id);
  }
  return text;
}

// One set of deliveries in several orders, each a trial of its own.
struct Trials {
  int first = 0;
  std::vector<Deliveries> orders;
};

}  // namespace

class AnyOrderAccountsTest : public QObject {
  Q_OBJECT

 private:
  static void check(const BillingRules& rules, bool contradictory) {
    const int seeds = qEnvironmentVariableIntValue("BILLING_SEEDS");  // more of them, to search for long
    RuledWorld world(rules);
    world.db.clock.set({marchFirst + days});
    std::vector<Trials> all;
    int trial = 0;
    for (unsigned seed = 1; seed <= static_cast<unsigned>(seeds > 0 ? seeds : 12); ++seed) {
      std::mt19937 random(seed);
      Trials trials{trial, {manyThings(random, contradictory)}};
      for (int i = 0; i < 3; ++i) trials.orders.push_back(twiceSome(trials.orders.front(), random));
      for (const Deliveries& order : trials.orders) deliver(world, trial++, order);
      all.push_back(std::move(trials));
    }
    world.work();
    const QVariantList dead =
        column(*world.db, QStringLiteral("SELECT event_id || ' ' || error FROM webhook_events WHERE state = 'dead'"));
    QVERIFY2(dead.isEmpty(), qPrintable(dead.value(0).toString()));
    compare(stateOf(world), all);
  }

  static void compare(const QStringList& state, const std::vector<Trials>& all) {
    for (const Trials& trials : all) {
      const QStringList expected = ofTrial(state, trials.first);
      QVERIFY(!expected.isEmpty());
      for (std::size_t i = 1; i < trials.orders.size(); ++i) {
        const QStringList ended = ofTrial(state, trials.first + static_cast<int>(i));
        if (ended == expected) continue;
        const QString what = difference(expected, ended, trials.orders[0], trials.orders[i]);
        QFAIL(qPrintable(QStringLiteral("seed %1:%2").arg(trials.first / 4 + 1).arg(what)));
      }
    }
  }

 private Q_SLOTS:
  void accounts_by_user_in_calendar_months() { check(everything(), false); }
  void accounts_by_user_with_days_of_grace() { check(withGrace(), false); }
  void accounts_by_email_downgraded_at_night() { check(byEmailNightly(), true); }
};

QTEST_GUILESS_MAIN(AnyOrderAccountsTest)
#include "tst_anyorderaccounts.moc"
