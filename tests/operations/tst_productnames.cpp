// Products that the provider does not name bear the plan's name: in lists, in searches, after a change of plan.
#include <QtTest>

#include "operations/sqlqueries.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

QString nameOf(RuledWorld& world, const char* subscription = "sub_1") {
  return single(*world.db, QStringLiteral("SELECT product_name FROM subscriptions WHERE external_id = ?"),
                {QLatin1String(subscription)})
      .toString();
}

}  // namespace

class ProductNamesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_subscription_bears_the_name_of_its_plan_and_is_found_by_it() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    QCOMPARE(nameOf(world), QStringLiteral("pro"));
    SqlQueries queries(*world.db);
    const auto found = queries.subscriptions()
                           .ids({{}, {{"plan", store::FilterOp::Is, {QStringLiteral("pro")}}}, {}, true}, {})
                           .result();
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), 1);
    const auto typed = queries.subscriptions().ids({QStringLiteral("pro"), {}, {}, true}, {}).result();
    VERIFY_RESULT(typed);
    QCOMPARE(typed->size(), 1);
  }

  void a_price_bears_it_too() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    QCOMPARE(column(*world.db, QStringLiteral("SELECT name FROM prices WHERE price_id = 'pdt_pro'")),
             QVariantList{QStringLiteral("pro")});
  }

  void the_name_follows_a_change_of_plan_in_any_order() {
    const std::string first = Teller{}.subscription("active", marchFirst, "pdt_starter");
    const std::string second = Teller{}.subscription("active", marchFirst + minutes, "pdt_pro");
    RuledWorld inOrder(threePlans());
    inOrder.deliver("evt_1", first);
    QCOMPARE(nameOf(inOrder), QStringLiteral("starter"));
    inOrder.deliver("evt_2", second);
    QCOMPARE(nameOf(inOrder), QStringLiteral("pro"));
    RuledWorld turned(threePlans());
    turned.deliver("evt_2", second);
    turned.deliver("evt_1", first);
    QCOMPARE(nameOf(turned), QStringLiteral("pro"));
  }

  void a_product_that_no_plan_sells_has_no_name_of_ours() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    world.deliver("evt_2", Teller{}.subscription("active", marchFirst + minutes, "pdt_else"));
    QCOMPARE(nameOf(world), QString());
  }

  void what_the_provider_calls_it_stays() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    VERIFY_RESULT(run(*world.db, QStringLiteral("UPDATE subscriptions SET product_name = 'Pro, old price'")));
    world.deliver("evt_2", Teller{}.subscription("active", marchFirst + minutes));
    QCOMPARE(nameOf(world), QStringLiteral("Pro, old price"));
  }

  void without_plans_nothing_is_named() {
    RuledWorld world{BillingRules{}};
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    QCOMPARE(nameOf(world), QString());
  }
};

QTEST_GUILESS_MAIN(ProductNamesTest)
#include "tst_productnames.moc"
