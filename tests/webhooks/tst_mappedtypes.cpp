// Every event type that we can fire is understood by the mapping of its provider, and means what it should.
#include <QHash>
#include <QtTest>
#include <random>

#include "providers/dodo/eventmapping.h"
#include "providers/mappingerrors.h"
#include "providers/stripe/eventmapping.h"
#include "webhooks/composer.h"

using namespace billing;

namespace {

constexpr Instant kNow{1'772'366'400'000};

Result<BillingEvent> mapped(Provider provider, const std::string& type) {
  const auto composed = webhooks::compose(provider, type, {}, kNow, 7);
  if (!composed) return failure(composed.error());
  const auto mapEvent = provider == Provider::Dodo ? providers::dodo::mapEvent : providers::stripe::mapEvent;
  return mapEvent(composed->eventId, composed->body, {});
}

// Our word for a type, where it is one; all others have no effect on billing.
const QHash<QString, QString>& meanings() {
  static const QHash<QString, QString> words = [] {
    QHash<QString, QString> all;
    const auto same = [&](const char* types) {
      for (const QString& type : QString::fromLatin1(types).split(u' ')) all[type] = type;
    };
    const auto mean = [&](const char* word, const char* types) {
      for (const QString& type : QString::fromLatin1(types).split(u' ')) all[type] = QString::fromLatin1(word);
    };
    same(
        "payment.succeeded payment.failed payment.processing payment.cancelled refund.succeeded refund.failed "
        "dispute.opened");
    same("subscription.renewed subscription.past_due subscription.paused subscription.cancelled subscription.expired");
    same("subscription.plan_changed subscription.updated customer.created customer.updated customer.deleted");
    same("invoice.created invoice.updated invoice.finalized invoice.paid invoice.payment_failed invoice.voided");
    mean("dispute.closed",
         "dispute.expired dispute.accepted dispute.cancelled dispute.won dispute.lost charge.dispute.closed");
    mean("dispute.updated",
         "dispute.challenged charge.dispute.updated charge.dispute.funds_reinstated charge.dispute.funds_withdrawn");
    mean("dispute.opened", "charge.dispute.created");
    mean("subscription.created", "subscription.active customer.subscription.created");
    mean("subscription.past_due", "subscription.on_hold");
    mean("subscription.resumed", "subscription.unpaused customer.subscription.resumed");
    mean("subscription.expired", "subscription.failed");
    mean("subscription.paused", "customer.subscription.paused");
    mean("subscription.cancelled", "customer.subscription.deleted");
    mean("subscription.trial_ending", "customer.subscription.trial_will_end");
    mean("subscription.updated",
         "subscription.update_payment_method customer.subscription.updated "
         "customer.subscription.pending_update_applied customer.subscription.pending_update_expired");
    mean("credit.changed",
         "credit.added credit.deducted credit.expired credit.rolled_over credit.rollover_forfeited "
         "credit.overage_charged credit.overage_reset credit.manual_adjustment credit.balance_low "
         "billing.credit_grant.created billing.credit_grant.updated");
    mean("invoice.updated",
         "invoice.finalization_failed invoice.marked_uncollectible invoice.overdue invoice.overpaid "
         "invoice.payment_action_required invoice.payment_attempt_required invoice.sent invoice.will_be_due");
    mean("invoice.paid", "invoice.payment_succeeded");
    mean("invoice.voided", "invoice.deleted");
    mean("payment.succeeded",
         "invoice_payment.paid charge.succeeded charge.captured charge.updated payment_intent.succeeded");
    mean("payment.failed", "charge.failed payment_intent.payment_failed");
    mean("payment.cancelled", "charge.expired payment_intent.canceled");
    mean("payment.processing",
         "charge.pending payment_intent.created payment_intent.processing payment_intent.requires_action "
         "payment_intent.amount_capturable_updated payment_intent.partially_funded");
    mean("refund.succeeded", "charge.refunded charge.refund.updated refund.updated");
    mean("refund.updated", "refund.created");
    mean("checkout.completed", "checkout.session.completed checkout.session.async_payment_succeeded");
    mean("catalogue.changed",
         "price.created price.updated price.deleted product.created product.updated product.deleted "
         "plan.created plan.updated plan.deleted");
    return all;
  }();
  return words;
}

}  // namespace

class MappedTypesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_type_means_what_it_should_data() {
    QTest::addColumn<int>("provider");
    QTest::addColumn<QString>("type");
    for (const Provider provider : {Provider::Dodo, Provider::Stripe}) {
      for (const auto& type : webhooks::eventTypes(provider)) {
        QTest::newRow((std::string(toString(provider)) + ' ' + type.name).c_str())
            << static_cast<int>(provider) << QString::fromStdString(type.name);
      }
    }
  }

  void every_type_means_what_it_should() {
    QFETCH(int, provider);
    QFETCH(QString, type);
    const auto event = mapped(static_cast<Provider>(provider), type.toStdString());
    const QString expected = meanings().value(type);
    const bool unhandled = !event && event.error().code == providers::kUnknownEventType;
    if (unhandled)
      QVERIFY2(expected.isEmpty() && static_cast<Provider>(provider) == Provider::Stripe,
               "a type of billing is not known");
    if (unhandled) return;
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    QCOMPARE(QString::fromStdString(std::string(toString(event->kind))),
             expected.isEmpty() ? QStringLiteral("other") : expected);
    QCOMPARE(event->occurredAt.ms, kNow.ms);
    if (!expected.isEmpty()) QVERIFY(!event->subject.empty());
  }

  // Whatever a body has become on its way: it is read, or refused with a reason, and nothing breaks.
  void mutated_bodies_are_read_or_refused() {
    const QByteArray given = qgetenv("BILLING_SEED");
    const std::uint64_t seed = given.isEmpty() ? std::random_device{}() : given.toULongLong();
    qInfo("BILLING_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    static const std::vector<std::string> pieces{
        "null",        "-1", "1e999999", "12.5", "\"\"", "[]", "{}", "true", "9223372036854775808",
        "\"\\ud800\"", ",",  "}",        "\xff"};
    int refused = 0;
    for (const Provider provider : {Provider::Dodo, Provider::Stripe}) {
      const auto mapEvent = provider == Provider::Dodo ? providers::dodo::mapEvent : providers::stripe::mapEvent;
      for (const auto& type : webhooks::eventTypes(provider)) {
        const std::string body = webhooks::compose(provider, type.name, {}, kNow, 7)->body;
        for (int round = 0; round < 40; ++round) {
          std::string mutated = body;
          for (auto cuts = random() % 3 + 1; cuts > 0; --cuts) {
            const auto colon = mutated.find(": ", random() % mutated.size());
            const auto at = colon == std::string::npos ? random() % mutated.size() : colon + 2;
            const auto end = std::min(mutated.find_first_of(",\n", at), mutated.size());
            mutated.replace(at, end - at, pieces[random() % pieces.size()]);
          }
          const auto event = mapEvent("evt_1", mutated, {});
          refused += event ? 0 : 1;
          if (!event) QVERIFY(!event.error().code.empty() && !event.error().message.empty());
        }
      }
    }
    QVERIFY(refused > 1000);
  }

  void what_is_composed_comes_back() {
    const webhooks::ComposeValues values{{"subscription_id", "sub_9"},
                                         {"customer_id", "cus_9"},
                                         {"customer_name", "Zoë & Söhne \"GmbH\""},
                                         {"amount_minor", "3600"},
                                         {"currency", "EUR"},
                                         {"quantity", "3"},
                                         {"interval_unit", "year"},
                                         {"product_name", "Pro yearly"},
                                         {"period_end", "2026-04-10T08:00:00Z"}};
    for (const auto& [provider, type] :
         {std::pair{Provider::Dodo, "subscription.renewed"}, {Provider::Stripe, "customer.subscription.updated"}}) {
      const auto composed = webhooks::compose(provider, type, values, kNow, 1);
      const auto event = provider == Provider::Dodo ? providers::dodo::mapEvent("m", composed->body)
                                                    : providers::stripe::mapEvent("m", composed->body);
      QVERIFY2(event, event ? "" : describe(event.error()).c_str());
      const SubscriptionState& state = event->subscriptions.at(0);
      QCOMPARE(state.externalId, std::string("sub_9"));
      QCOMPARE(state.amount.minor, 3600);
      QCOMPARE(state.amount.currency.code(), std::string_view("EUR"));
      QCOMPARE(state.quantity, 3);
      QVERIFY(*state.interval == (BillingInterval{IntervalUnit::Year, 1}));
      QCOMPARE(*state.productName, std::string("Pro yearly"));
      QCOMPARE(toIso8601(*state.periodEnd), std::string("2026-04-10T08:00:00Z"));
      QCOMPARE(event->customerExternalId, std::string("cus_9"));
    }
  }
};

QTEST_APPLESS_MAIN(MappedTypesTest)
#include "tst_mappedtypes.moc"
