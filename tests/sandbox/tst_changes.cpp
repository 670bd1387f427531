// Plan changes: what the preview says is what is charged; prevented, applied, scheduled; and nothing breaks the laws of
// money, whatever people do in whatever order.
#include <QTemporaryDir>
#include <QTest>
#include <random>

#include "sandbox/ledger/entityjson.h"
#include "shop.h"

using namespace billing;
using namespace billing::sandbox;
using namespace billing::sandbox::test;
using providers::ChangeCharge;

namespace {

template <class T>
bool changeFails(const Result<T>& result, const char* code) {
  if (result || result.error().code != code) qWarning("got %s", result ? "success" : result.error().code.c_str());
  return !result && result.error().code == code;
}

constexpr ChangeCharge allCharges[] = {ChangeCharge::Prorated, ChangeCharge::NextInvoice, ChangeCharge::Difference,
                                       ChangeCharge::Full, ChangeCharge::None};

// One random life: everything people and time can do to a few subscriptions.
class Life {
 public:
  Life(Provider home, unsigned seed, std::string file = {})
      : file_(std::move(file)), shop_(std::make_unique<Shop>(home, "2026-01-31T10:00:00Z", file_)), random_(seed) {
    for (const std::int64_t minor : {0, 999, 2500, 10000}) prices_.push_back(shop_->price(minor));
    prices_.push_back(shop_->price(99900, {IntervalUnit::Year, 1}));
    for (int i = 0; i < 3; ++i) customers_.push_back(shop_->customer("4242424242424242", i == 0 ? "DE" : "US"));
  }
  Shop& shop() { return *shop_; }
  // As a new process would find it.
  bool restart() {
    const Provider home = shop_->home;
    const bool saved = shop_->ledger->save().has_value();
    shop_.reset();
    shop_ = std::make_unique<Shop>(home, "2026-01-31T10:00:00Z", file_);
    return saved;
  }
  std::uint64_t upTo(std::uint64_t n) { return random_() % n; }
  const std::string& price() { return prices_[upTo(prices_.size())]; }

  void step() {
    const auto& all = shop_->ledger->subscriptions.all();
    if (all.empty() || upTo(6) == 0) return begin();
    const std::string id = all[upTo(all.size())]->id;
    Engine& engine = shop_->engine;
    switch (upTo(13)) {
      case 0:
        return keep(engine.cancelNow(id, upTo(2) == 0, upTo(2) == 0));
      case 1:
        return keep(engine.cancelAtPeriodEnd(id, upTo(2) == 0));
      case 2:
        return keep(engine.pause(id));
      case 3:
        return keep(engine.resume(id));
      case 4:
        return card(id);
      case 5:
        if (upTo(2) == 0)
          return keep(engine.beginTrial(id, Instant{engine.now().ms + static_cast<std::int64_t>(upTo(40)) * 86400000},
                                        upTo(2) == 0));
        return keep(engine.endTrial(id, engine.now()));
      case 6:
        return keep(engine.moveRenewal(id, Instant{engine.now().ms + static_cast<std::int64_t>(upTo(40)) * 86400000}));
      case 7:
        return refund();
      case 8:
        return keep(engine.unscheduleChange(id));
      case 9:
        return keep(engine.pay(shop_->ledger->subscriptions.find(id)->latestInvoice));
      default:
        break;
    }
    if (upTo(3) == 0) return change(id);
    keep(engine.advance(Instant{engine.now().ms + static_cast<std::int64_t>(1 + upTo(30 * 24)) * 3600000}));
  }

 private:
  template <class T>
  void keep(const Result<T>& result) {
    if (!result && result.error().code.empty()) qFatal("an error without a code");
  }
  void begin() {
    auto order = shop_->order(customers_[upTo(3)], price(), static_cast<std::int64_t>(1 + upTo(3)));
    order.trialDays = upTo(3) == 0 ? 10 : 0;
    keep(shop_->engine.subscribe(order));
  }
  void card(const std::string& id) {
    const char* cards[] = {"4242424242424242", "4000000000000341", "4000002500003155"};
    const Subscription& of = *shop_->ledger->subscriptions.find(id);
    keep(shop_->engine.useCard(id, (*shop_->engine.addCard(of.customer, cards[upTo(3)]))->id));
  }
  void refund() {
    const auto& payments = shop_->ledger->payments.all();
    if (payments.empty()) return;
    const std::string id = payments[upTo(payments.size())]->id;
    if (upTo(3) == 0) return keep(shop_->engine.authenticate(id, upTo(2) == 0));
    keep(upTo(2) == 0 ? shop_->engine.refund(id, {}, "", {})
                      : shop_->engine.refund(id, static_cast<std::int64_t>(upTo(3000)), "", {}));
  }
  void change(const std::string& id) {
    const Subscription& subscription = *shop_->ledger->subscriptions.find(id);
    ItemsChange change =
        shop_->change(subscription, price(), allCharges[upTo(5)], static_cast<std::int64_t>(1 + upTo(3)));
    change.atPeriodEnd = upTo(4) == 0;
    change.preventOnFailure = upTo(2) == 0;
    const auto preview = shop_->engine.previewItems(change);
    const std::size_t before = shop_->ledger->invoices.size();
    const auto changed = shop_->engine.changeItems(change);
    keep(changed);
    if (changed && shop_->ledger->invoices.size() > before) {
      const Invoice& made = *shop_->ledger->invoices.all().back();
      if (!preview || preview->totalMinor != made.totalMinor || preview->dueMinor != made.dueMinor)
        qFatal("the preview is not what was charged");
    }
  }

  std::string file_;
  std::unique_ptr<Shop> shop_;
  std::mt19937_64 random_;
  std::vector<std::string> prices_, customers_;
};

std::string wholeLedger(const Ledger& ledger) {
  std::string text;
  for (const auto& each : ledger.subscriptions.all()) text += entityToJson(*each) + '\n';
  for (const auto& each : ledger.invoices.all()) text += entityToJson(*each) + '\n';
  for (const auto& each : ledger.payments.all()) text += entityToJson(*each) + '\n';
  return text;
}

}  // namespace

class TestChanges : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void an_upgrade_half_way_costs_half_of_the_difference() {
    Shop shop(Provider::Dodo, "2026-04-01T00:00:00Z");
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.to("2026-04-16T00:00:00Z"));
    const auto change = shop.change(made, shop.price(3000));
    const auto preview = shop.engine.previewItems(change);
    QVERIFY(preview && preview->totalMinor == 1000 && preview->lines.size() == 2U);
    QVERIFY(preview->lines[0].amountMinor == -500 && preview->lines[1].amountMinor == 1500);
    QVERIFY(shop.ledger->invoices.size() == 1U);  // a preview leaves nothing behind
    QVERIFY(shop.engine.changeItems(change) && shop.captured() == 2000);
    QVERIFY(made.periodEnd == at("2026-05-01T00:00:00Z") && shop.wasTold(What::SubscriptionPlanChanged, made.id));
    QVERIFY(shop.to("2026-05-01T00:00:00Z") && shop.captured() == 5000);
  }

  void each_mode_charges_what_it_says_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("now");
    QTest::addColumn<int>("renewal");
    QTest::addColumn<QString>("renews");
    const auto row = [](const char* name, ChangeCharge mode, int now, int renewal, const char* renews) {
      QTest::newRow(name) << static_cast<int>(mode) << now << renewal << QString::fromLatin1(renews);
    };
    row("prorated", ChangeCharge::Prorated, 1000, 3000, "2026-05-01T00:00:00Z");
    row("difference", ChangeCharge::Difference, 2000, 3000, "2026-05-01T00:00:00Z");
    row("full: a new period", ChangeCharge::Full, 3000, 3000, "2026-05-16T00:00:00Z");
    row("next invoice", ChangeCharge::NextInvoice, 0, 4000, "2026-05-01T00:00:00Z");
    row("none", ChangeCharge::None, 0, 3000, "2026-05-01T00:00:00Z");
  }

  void each_mode_charges_what_it_says() {
    QFETCH(const int, mode);
    QFETCH(const int, now);
    QFETCH(const int, renewal);
    QFETCH(const QString, renews);
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home, "2026-04-01T00:00:00Z");
      const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
      QVERIFY(shop.to("2026-04-16T00:00:00Z"));
      QVERIFY(shop.engine.changeItems(shop.change(made, shop.price(3000), static_cast<ChangeCharge>(mode))));
      QCOMPARE(shop.captured(), 1000 + now);
      QVERIFY(made.periodEnd == at(renews.toLatin1().constData()));
      const auto preview = shop.engine.previewRenewal(made.id);
      QVERIFY(preview && preview->dueMinor == renewal);
      QVERIFY(shop.engine.advance(made.periodEnd));
      QCOMPARE(shop.captured(), 1000 + now + renewal);
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void a_downgrade_is_credited_and_lessens_the_next_invoices() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home, "2026-04-01T00:00:00Z");
      const Subscription& made = shop.subscribe(shop.customer(), shop.price(9000));
      QVERIFY(shop.to("2026-04-16T00:00:00Z"));
      QVERIFY(shop.engine.changeItems(shop.change(made, shop.price(3000))) && shop.captured() == 9000);
      QVERIFY(shop.credit(made.customer) == 3000 && shop.latest(made).totalMinor == -3000);
      QVERIFY(shop.to("2026-05-01T00:00:00Z") && shop.captured() == 9000 && shop.credit(made.customer) == 0);
      QVERIFY(shop.to("2026-06-01T00:00:00Z") && shop.captured() == 12000);
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void another_interval_begins_a_new_period_with_the_rest_credited() {
    Shop shop(Provider::Stripe, "2026-04-01T00:00:00Z");
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.to("2026-04-16T00:00:00Z"));
    QVERIFY(shop.engine.changeItems(shop.change(made, shop.price(10000, {IntervalUnit::Year, 1}))));
    QVERIFY(shop.captured() == 1000 + 10000 - 500 && made.periodEnd == at("2027-04-16T00:00:00Z"));
  }

  void nothing_is_charged_in_a_trial() {
    Shop shop;
    auto order = shop.order(shop.customer(), shop.price(1000));
    order.trialDays = 10;
    const Subscription& made = **shop.engine.subscribe(order);
    QVERIFY(shop.engine.changeItems(shop.change(made, shop.price(3000), ChangeCharge::Full)) && shop.captured() == 0);
    QVERIFY(made.status == SubscriptionStatus::Trialing && shop.to("2026-02-11T00:00:00Z") && shop.captured() == 3000);
  }

  void several_items_change_each_for_itself() {
    Shop shop(Provider::Stripe, "2026-04-01T00:00:00Z");
    auto order = shop.order(shop.customer(), shop.price(1000));
    order.items.push_back({"", shop.price(500), 4, {}});
    const Subscription& made = **shop.engine.subscribe(order);
    QVERIFY(shop.captured() == 3000 && shop.to("2026-04-16T00:00:00Z"));
    ItemsChange change = shop.change(made, "");
    change.items = made.items;
    change.items[1].quantity = 6;
    const auto preview = shop.engine.previewItems(change);
    QVERIFY(preview && preview->lines.size() == 2U && preview->totalMinor == 500);
    change.items.erase(change.items.begin());
    QVERIFY(shop.engine.changeItems(change) && shop.captured() == 3000 && shop.credit(made.customer) == 0);
    QVERIFY(made.items.size() == 1U && made.items[0].quantity == 6);
  }

  void a_failed_charge_prevents_the_change_or_not() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home, "2026-04-01T00:00:00Z");
      const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
      QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000000341"))->id));
      auto change = shop.change(made, shop.price(3000));
      change.preventOnFailure = true;
      change.metadata["plan"] = "new";
      const std::string before = made.items[0].price;
      QVERIFY(changeFails(shop.engine.changeItems(change), "card_declined"));
      QVERIFY(made.items[0].price == before && made.status == SubscriptionStatus::Active && made.metadata.empty());
      QVERIFY(shop.latest(made).status == "paid");
      change.preventOnFailure = false;
      QVERIFY(shop.engine.changeItems(change) && made.items[0].price != before);
      QVERIFY(made.status == (home == Provider::Dodo ? SubscriptionStatus::OnHold : SubscriptionStatus::PastDue));
      QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4242424242424242"))->id));
      QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 3000);
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void a_change_waits_for_authentication_and_is_taken_or_dropped() {
    for (const bool success : {true, false}) {
      Shop shop(Provider::Dodo, "2026-04-01T00:00:00Z");
      const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
      QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000002760003184"))->id));
      auto change = shop.change(made, shop.price(3000));
      change.preventOnFailure = true;
      const std::string before = made.items[0].price;
      QVERIFY(shop.engine.changeItems(change) && made.items[0].price == before && !made.pendingChangePayment.empty());
      QVERIFY(changeFails(shop.engine.changeItems(change), "change_pending"));
      QVERIFY(shop.engine.authenticate(made.pendingChangePayment, success) && made.pendingChangePayment.empty());
      QVERIFY((made.items[0].price != before) == success && shop.captured() == (success ? 3000 : 1000));
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void scheduled_for_the_periods_end_previewed_and_taken_back() {
    Shop shop(Provider::Dodo, "2026-04-01T00:00:00Z");
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    auto change = shop.change(made, shop.price(3000), ChangeCharge::Full, 2);
    change.atPeriodEnd = true;
    QVERIFY(shop.engine.previewItems(change)->totalMinor == 6000);
    QVERIFY(shop.engine.changeItems(change) && made.scheduledChange && shop.captured() == 1000);
    QVERIFY(changeFails(shop.engine.changeItems(change), "change_pending"));
    QVERIFY(shop.engine.unscheduleChange(made.id) && !made.scheduledChange);
    QVERIFY(changeFails(shop.engine.unscheduleChange(made.id), "no_scheduled_change"));
    QVERIFY(shop.engine.changeItems(change) && shop.engine.previewRenewal(made.id)->totalMinor == 6000);
    QVERIFY(shop.to("2026-05-01T00:00:00Z") && shop.captured() == 7000 && made.items[0].quantity == 2);
    QVERIFY(shop.wasTold(What::SubscriptionPlanChanged, made.id));
  }

  void changes_that_cannot_be_are_refused_by_name() {
    Shop shop(Provider::Dodo, "2026-04-01T00:00:00Z");
    const std::string price = shop.price(3000);
    Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    auto change = shop.change(made, price);
    change.prorationAt = at("2027-01-01T00:00:00Z");
    QVERIFY(changeFails(shop.engine.previewItems(change), "bad_proration_time"));
    change.prorationAt.reset();
    change.discountCodes = {"NOSUCH"};
    QVERIFY(changeFails(shop.engine.changeItems(change), "not_found"));
    change.discountCodes.clear();
    QVERIFY(shop.engine.cancelAtPeriodEnd(made.id, true));
    QVERIFY(changeFails(shop.engine.changeItems(change), "scheduled_cancellation"));
    QVERIFY(shop.engine.cancelAtPeriodEnd(made.id, false) && shop.engine.pause(made.id));
    QVERIFY(changeFails(shop.engine.changeItems(change), "subscription_inactive"));
    QVERIFY(shop.engine.cancelNow(made.id) && changeFails(shop.engine.changeItems(change), "subscription_inactive"));
    QVERIFY(changeFails(shop.engine.useCard(made.id, "pm_none"), "subscription_inactive"));
    auto order = shop.order(shop.customer(), price);
    order.onDemand = true;
    QVERIFY(changeFails(shop.engine.changeItems(shop.change(**shop.engine.subscribe(order), price)), "on_demand"));
    change.subscription = "sub_none";
    QVERIFY(changeFails(shop.engine.changeItems(change), "not_found"));
  }

  void cancelled_now_the_rest_is_credited_when_asked_for() {
    Shop shop(Provider::Stripe, "2026-04-01T00:00:00Z");
    const Subscription& plain = shop.subscribe(shop.customer(), shop.price(3000));
    const Subscription& now = shop.subscribe(shop.customer(), shop.price(3000));
    const Subscription& later = shop.subscribe(shop.customer(), shop.price(3000));
    QVERIFY(shop.to("2026-04-11T00:00:00Z"));
    QVERIFY(shop.engine.cancelNow(plain.id) && shop.credit(plain.customer) == 0);
    QVERIFY(shop.engine.cancelNow(now.id, true, true) && shop.credit(now.customer) == 2000);
    QVERIFY(shop.engine.cancelNow(later.id, true) && shop.credit(later.customer) == 0);
    QVERIFY(shop.latest(shop.subscribe(later.customer, shop.price(5000))).totalMinor == 3000);
    QCOMPARE(brokenRule(shop), std::string());
  }

  void a_code_given_with_a_change_counts_in_preview_and_charge() {
    Shop shop(Provider::Dodo, "2026-04-01T00:00:00Z");
    Discount discount;
    discount.id = "dsc_1";
    discount.code = "HALF";
    discount.basisPoints = 5000;
    shop.ledger->discounts.add(discount);
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    auto change = shop.change(made, shop.price(3000), ChangeCharge::Full);
    change.discountCodes = {"HALF"};
    QVERIFY(shop.engine.previewItems(change)->totalMinor == 1500);
    QVERIFY(shop.engine.changeItems(change) && shop.captured() == 2500);
  }

  void whatever_happens_money_is_conserved_and_previews_are_kept() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo})
      for (unsigned seed = 1; seed <= 60; ++seed) {
        Life life(home, seed);
        for (int i = 0; i < 120; ++i) {
          life.step();
          const std::string broken = brokenRule(life.shop());
          QVERIFY2(broken.empty(), qPrintable(QString::fromStdString(broken + ", seed " + std::to_string(seed) +
                                                                     ", step " + std::to_string(i))));
        }
      }
  }

  void the_same_life_is_the_same_ledger_with_and_without_restarts() {
    const QTemporaryDir folder;
    for (const Provider home : {Provider::Stripe, Provider::Dodo})
      for (unsigned seed = 1; seed <= 6; ++seed) {
        const auto file = folder.filePath(QString::number(seed) + QLatin1String(toString(home).data()));
        Life straight(home, seed), restarted(home, seed, file.toStdString());
        for (int i = 0; i < 100; ++i) {
          straight.step();
          restarted.step();
          if (i % 25 == 24) QVERIFY(restarted.restart());
        }
        QVERIFY(wholeLedger(*straight.shop().ledger) == wholeLedger(*restarted.shop().ledger));
      }
  }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
