// A property: any order and any duplication of a set of deliveries ends in the same state. Seed on the command line of
// a rerun: BILLING_SEED=12345 tst_anyorder.
#include <QtTest>
#include <algorithm>
#include <random>

#include "domain/entityfields.h"
#include "domain/eventapplication.h"

using namespace billing;

namespace {

using Random = std::mt19937_64;

int pick(Random& random, int below) {
  return static_cast<int>(random() % static_cast<std::uint64_t>(below));
}
bool chance(Random& random) {
  return pick(random, 2) == 0;
}

template <class T>
std::optional<T> maybe(Random& random, T value) {
  return chance(random) ? std::optional(value) : std::nullopt;
}

Snapshot anySnapshot(Random& random) {
  return static_cast<Snapshot>(pick(random, 3));
}
std::string anyWord(Random& random) {
  return chance(random) ? std::string() : "word" + std::to_string(pick(random, 4));
}
Instant anyInstant(Random& random) {
  return {pick(random, 5) * 1000};
}
Money anyMoney(Random& random) {
  return chance(random) ? Money{} : Money{pick(random, 3), *Currency::fromCode("EUR")};
}

void fill(Random& random, CustomerState& s) {
  s.name = maybe(random, anyWord(random));
  s.email = maybe(random, anyWord(random));
  s.createdAt = maybe(random, anyInstant(random));
  s.deleted = chance(random);
}

void fill(Random& random, SubscriptionState& s) {
  s.status = static_cast<SubscriptionStatus>(pick(random, 11));
  s.providerStatus = s.snapshot == Snapshot::Whole ? std::string(toString(s.status)) : anyWord(random);
  s.customerExternalId = anyWord(random);
  s.productName = maybe(random, anyWord(random));
  s.amount = anyMoney(random);
  s.quantity = pick(random, 3);
  s.interval = maybe(random, BillingInterval{static_cast<IntervalUnit>(pick(random, 4)), 1});
  s.periodEnd = maybe(random, anyInstant(random));
  s.cancelAt = maybe(random, anyInstant(random));
  s.cancelAtPeriodEnd = chance(random);
  s.hasPaymentMethod = maybe(random, chance(random));
  if (chance(random))
    s.discount = SubscriptionDiscount{anyWord(random), 100 * pick(random, 3), 0,
                                      static_cast<SubscriptionDiscount::Duration>(pick(random, 3)),
                                      maybe(random, anyInstant(random))};
}

void fill(Random& random, PaymentState& s) {
  static const std::array words{"succeeded", "failed", "processing", "cancelled", ""};
  s.status = words[static_cast<std::size_t>(pick(random, 5))];
  s.invoiceExternalId = anyWord(random);
  s.amount = anyMoney(random);
  s.method = maybe(random, anyWord(random));
  s.failureCode = maybe(random, anyWord(random));
  s.taxMinor = maybe(random, std::int64_t{pick(random, 3)});
}

void fill(Random& random, InvoiceState& s) {
  static const std::array words{"draft", "open", "paid", "void", "uncollectible"};
  s.status = words[static_cast<std::size_t>(pick(random, 5))];
  s.number = anyWord(random);
  s.total = {pick(random, 3), *Currency::fromCode("EUR")};
  s.paidMinor = pick(random, 3);
  s.dueAt = maybe(random, anyInstant(random));
  s.taxMinor = maybe(random, std::int64_t{pick(random, 3)});
  for (int lines = pick(random, 3); lines > 0; --lines) s.lines.emplace_back().description = anyWord(random);
}

void fill(Random& random, UsageState& s) {
  s.customerExternalId = "cus_1";
  s.grantedMilli = maybe(random, std::int64_t{pick(random, 3)});
  s.remainingMilli = maybe(random, std::int64_t{pick(random, 3)});
  s.name = anyWord(random);
}

template <class State>
struct Delivery {
  State snapshot;
  EventStamp event;
};

// Times come from so few that many are equal.
template <class State>
std::vector<Delivery<State>> deliveries(Random& random, int count) {
  std::vector<Delivery<State>> all;
  for (int i = 0; i < count; ++i) {
    Delivery<State> delivery;
    delivery.snapshot.externalId = "object";
    delivery.snapshot.snapshot = anySnapshot(random);
    fill(random, delivery.snapshot);
    delivery.event = {
        {pick(random, 4) * 1000}, "evt " + std::to_string(pick(random, 1000)) + '.' + std::to_string(i), {}};
    for (const auto& field : entityFields<State>())
      if (pick(random, 4) == 0) delivery.event.changed.emplace_back(field.name);
    all.push_back(delivery);
  }
  return all;
}

template <class State>
std::string finalState(const std::vector<Delivery<State>>& all) {
  std::optional<Held<State>> held;
  for (const auto& delivery : all) held = applySnapshot(held, delivery.snapshot, delivery.event).held;
  std::string text = toIso8601(held->objectTime) + ' ' + held->objectEvent + '\n' + held->fieldVersions + '\n';
  for (const auto& field : entityFields<State>())
    text += std::string(field.name) + '=' + field.text(held->state) + '\n';
  return text;
}

std::uint64_t seed() {
  const QByteArray given = qgetenv("BILLING_SEED");
  return given.isEmpty() ? std::random_device{}() : given.toULongLong();
}

template <class State>
void checkEveryOrder(std::uint64_t from) {
  qInfo("BILLING_SEED=%llu", static_cast<unsigned long long>(from));
  Random random(from);
  for (int round = 0; round < 400; ++round) {
    const auto original = deliveries<State>(random, 1 + pick(random, 8));
    const std::string expected = finalState(original);
    for (int shuffle = 0; shuffle < 12; ++shuffle) {
      auto mixed = original;
      for (int copies = pick(random, 5); copies > 0; --copies) mixed.push_back(original[random() % original.size()]);
      std::shuffle(mixed.begin(), mixed.end(), random);
      QCOMPARE(QString::fromStdString(finalState(mixed)), QString::fromStdString(expected));
    }
  }
}

}  // namespace

class AnyOrderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void customers_end_alike_in_any_order() { checkEveryOrder<CustomerState>(seed()); }
  void subscriptions_end_alike_in_any_order() { checkEveryOrder<SubscriptionState>(seed()); }
  void payments_end_alike_in_any_order() { checkEveryOrder<PaymentState>(seed()); }
  void invoices_end_alike_in_any_order() { checkEveryOrder<InvoiceState>(seed()); }
  void balances_end_alike_in_any_order() { checkEveryOrder<UsageState>(seed()); }
};

QTEST_APPLESS_MAIN(AnyOrderTest)
#include "tst_anyorder.moc"
