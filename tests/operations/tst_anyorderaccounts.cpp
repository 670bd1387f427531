// The property that everything rests on: any order and any duplication of a set of deliveries ends in the same
// accounts, plans, access and credits. Small sets, the real store and processor, permutations by seed.
#include <QtTest>
#include <algorithm>
#include <random>

#include "support/anyorder.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

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

BillingRules withoutAllowances() {
  BillingRules rules = everything();
  for (Plan& plan : rules.plans) plan.allowanceTenths = 0;
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
  // One customer under two names, with things that nobody named: the allowance that those brought stays where it was
  // given.
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

}  // namespace

class AnyOrderAccountsTest : public QObject {
  Q_OBJECT

 private:
  static void check(const BillingRules& rules, bool contradictory) {
    const int seeds = qEnvironmentVariableIntValue("BILLING_SEEDS");  // more of them, to search for long
    AnyOrder any(rules);
    for (unsigned seed = 1; seed <= static_cast<unsigned>(seeds > 0 ? seeds : 12); ++seed) {
      std::mt19937 random(seed);
      std::vector<Deliveries> orders{manyThings(random, contradictory)};
      for (int i = 0; i < 3; ++i) orders.push_back(twiceSome(orders.front(), random));
      any.add(orders);
    }
    const QString differs = any.difference();
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
  }

 private Q_SLOTS:
  void accounts_by_user_in_calendar_months() { check(everything(), false); }
  void accounts_by_user_with_days_of_grace() { check(withGrace(), false); }
  void accounts_by_user_of_customers_who_pay_for_two() { check(withoutAllowances(), true); }
  void accounts_by_email_downgraded_at_night() { check(byEmailNightly(), true); }
};

QTEST_GUILESS_MAIN(AnyOrderAccountsTest)
#include "tst_anyorderaccounts.moc"
