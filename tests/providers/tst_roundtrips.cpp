// Nothing that a provider tells is lost on the way in: its bytes, the fields we hold, and what we do not know of it.
// Objects are made up at random from the providers' own field lists, with fields and words put in that nobody knows.
#include <QFile>
#include <QtTest>

#include "domain/entityfields.h"
#include "domain/fieldtext.h"
#include "providers/dodo/answers.h"
#include "providers/stripe/answers.h"
#include "support/fieldlists.h"
#include "support/quotes.h"

using namespace billing;
using namespace billing::providers;
using test::FieldLists;
using test::json;
using test::ObjectMaker;

namespace {

constexpr int kRounds = 60;
constexpr int kStates = 200;

QString sharedFile(const char* name) {
  const QString given = qEnvironmentVariable("BILLING_SHARED");
  return (given.isEmpty() ? QStringLiteral(BILLING_SOURCE_DIR "/../shared") : given) + u'/' + QLatin1String(name);
}

const FieldLists& lists(Provider provider) {
  static const auto dodo = FieldLists::read(sharedFile("data/dodo/dodo-sdk-2.52.0-fields.md"));
  static const auto stripe = FieldLists::read(sharedFile("data/stripe/stripe-sdk-23.1.0-fields.md"));
  return provider == Provider::Dodo ? dodo : stripe;
}

QString token(std::mt19937& dice) {
  return QStringLiteral("w%1").arg(dice() % 1'000'000);
}

QString dodoText(const QString& field, std::mt19937& dice) {
  static const QRegularExpression time(QStringLiteral("(_at|_date|timestamp)$"));
  static const QRegularExpression decimal(
      QStringLiteral("(credits_amount|balance|overage|price_per_unit|_units|overage_limit|_per_credit)$"));
  if (time.match(field).hasMatch())
    return QString::fromStdString(toIso8601(Instant::fromSeconds(1'700'000'000 + dice() % 100'000'000)));
  if (decimal.match(field).hasMatch()) return QStringLiteral("%1.%2").arg(dice() % 1000).arg(dice() % 10);
  if (field == QLatin1String("Currency") || field == QLatin1String("currency")) return QStringLiteral("EUR");
  if (field == QLatin1String("CountryCode")) return QStringLiteral("DE");
  return field == QLatin1String("amount") ? QString::number(dice() % 100'000) : token(dice);
}

QString stripeText(const QString& field, std::mt19937& dice) {
  if (field == QLatin1String("currency")) return QStringLiteral("eur");
  return field == QLatin1String("Decimal") ? QString::number(dice() % 100'000) : token(dice);
}

qint64 numberOf(const QString& field, std::mt19937& dice) {
  const bool few = field.endsWith(QLatin1String("_count")) || field == QLatin1String("quantity");
  return few ? 1 + dice() % 12 : dice() % 1'000'000;
}

// One kind of object, and how to read it without knowing its type.
struct Kind {
  const char* name;
  QStringList listed;  ///< names in the field list
  ObjectKind kind;
  Result<std::vector<UnknownValue>> (*read)(std::string_view raw, const ObjectKind& kind, std::string& kept);
};

template <auto States>
Result<std::vector<UnknownValue>> readAs(std::string_view raw, const ObjectKind& kind, std::string& kept) {
  auto object = provided(raw, kind, States, Instant::fromSeconds(1'773'144'000));
  if (!object) return failure(object.error());
  kept = object->raw;
  return object->unknown;
}

const std::vector<Kind>& kinds() {
  using E = BillingEvent;
  static const std::vector<Kind> all{
      {"dodo product",
       {QStringLiteral("Product"), QStringLiteral("ProductListResponse")},
       dodo::productKind(),
       readAs<&E::prices>},
      {"dodo customer", {QStringLiteral("Customer")}, dodo::customerKind(), readAs<&E::customers>},
      {"dodo subscription",
       {QStringLiteral("Subscription"), QStringLiteral("SubscriptionListResponse")},
       dodo::subscriptionKind(),
       readAs<&E::subscriptions>},
      {"dodo payment",
       {QStringLiteral("Payment"), QStringLiteral("PaymentListResponse")},
       dodo::paymentKind(),
       readAs<&E::payments>},
      {"dodo refund",
       {QStringLiteral("Refund"), QStringLiteral("RefundListItem")},
       dodo::refundKind(),
       readAs<&E::refunds>},
      {"dodo dispute",
       {QStringLiteral("GetDispute"), QStringLiteral("Dispute"), QStringLiteral("DisputeListResponse")},
       dodo::disputeKind(),
       readAs<&E::disputes>},
      {"stripe price", {QStringLiteral("Price")}, stripe::priceKind(), readAs<&E::prices>},
      {"stripe customer", {QStringLiteral("Customer")}, stripe::customerKind(), readAs<&E::customers>},
      {"stripe subscription", {QStringLiteral("Subscription")}, stripe::subscriptionKind(), readAs<&E::subscriptions>},
      {"stripe intent", {QStringLiteral("PaymentIntent")}, stripe::intentKind(), readAs<&E::payments>},
      {"stripe charge", {QStringLiteral("Charge")}, stripe::chargeKind(), readAs<&E::payments>},
      {"stripe invoice", {QStringLiteral("Invoice")}, stripe::invoiceKind(), readAs<&E::invoices>},
      {"stripe refund", {QStringLiteral("Refund")}, stripe::refundKind(), readAs<&E::refunds>},
      {"stripe dispute", {QStringLiteral("Dispute")}, stripe::disputeKind(), readAs<&E::disputes>},
  };
  return all;
}

// Puts fields and words in that nobody knows, wherever the table claims to know all, and says where.
class Smuggler {
 public:
  Smuggler(const Shapes& shapes, ObjectMaker& maker) : shapes_(shapes), maker_(maker) {}

  QJsonObject hideIn(QJsonObject object, const std::string& shape, const QString& path) {
    for (const QString& key : object.keys()) {
      const std::string type(shapes_.typeOf(shape, key.toStdString()));
      if (!type.empty()) object[key] = hideInValue(object[key], type, join(path, key));
    }
    if (maker_.roll(4) == 0) {
      object.insert(QStringLiteral("zz_new"), QStringLiteral("what is this"));
      hidden += join(path, QStringLiteral("zz_new"));
    }
    return object;
  }
  QStringList hidden;

 private:
  static QString join(const QString& path, const QString& key) { return path.isEmpty() ? key : path + u'.' + key; }

  QJsonValue hideInValue(const QJsonValue& value, const std::string& type, const QString& path) {
    if (value.isArray()) {
      QJsonArray array = value.toArray();
      for (qsizetype i = 0; i < array.size(); ++i)
        array[i] = hideInValue(array[i], type, QStringLiteral("%1[%2]").arg(path).arg(i));
      return array;
    }
    if (value.isObject() && type.starts_with('*')) {
      QJsonObject list = value.toObject();
      const QString data = QStringLiteral("data");
      list[data] = hideInValue(list[data], type.substr(1), path + QStringLiteral(".data"));
      return list;
    }
    if (value.isObject()) return shapes_.fields(type).empty() ? value : hideIn(value.toObject(), type, path);
    if (!value.isString() || shapes_.words(type).empty() || maker_.roll(6) != 0) return value;
    hidden += path;
    return QStringLiteral("zz_word");
  }

  const Shapes& shapes_;
  ObjectMaker& maker_;
};

std::string written(const QJsonObject& object, bool spaced) {
  return QJsonDocument(object)
      .toJson(spaced ? QJsonDocument::Indented : QJsonDocument::Compact)
      .trimmed()
      .toStdString();
}

ObjectMaker makerFor(Provider provider, unsigned seed) {
  return {lists(provider), provider == Provider::Dodo ? dodoText : stripeText, numberOf, seed};
}

// The other way round: an object of the provider that says what a state says.
QString isoOf(const std::optional<Instant>& at) {
  return at ? QString::fromStdString(toIso8601(*at)) : QString();
}
QJsonValue isoOrNull(const std::optional<Instant>& at) {
  return at ? QJsonValue(isoOf(at)) : QJsonValue::Null;
}
QJsonValue secondsOrNull(const std::optional<Instant>& at) {
  return at ? QJsonValue(qint64(at->seconds())) : QJsonValue::Null;
}
QString q(const std::string& text) {
  return QString::fromStdString(text);
}
QString k(const char* word) {
  return QString::fromLatin1(word);
}
QString codeOfCurrency(const Money& money, bool lower) {
  const QString code = QString::fromLatin1(money.currency.code().data(), 3);
  return lower ? code.toLower() : code;
}

struct States {
  explicit States(unsigned seed) : dice(seed) {}
  std::mt19937 dice;
  unsigned roll(unsigned sides) { return dice() % sides; }
  std::string id(const char* prefix) { return prefix + std::to_string(dice() % 1'000'000); }
  Instant time() { return Instant::fromSeconds(1'700'000'000 + dice() % 100'000'000); }
  std::optional<Instant> maybeTime() { return roll(2) == 0 ? std::nullopt : std::optional(time()); }
  Money money() { return {std::int64_t(dice() % 1'000'000), *Currency::fromCode(roll(2) == 0 ? "EUR" : "JPY")}; }

  SubscriptionState subscription() {
    SubscriptionState s;
    s.externalId = id("sub_");
    s.customerExternalId = id("cus_");
    s.productId = id("pdt_");
    static constexpr std::array words{"active", "past_due", "paused", "hibernating"};
    s.providerStatus = words.at(roll(words.size()));
    s.status = subscriptionStatusFrom(s.providerStatus);
    s.quantity = 1 + roll(5);
    s.amount = money();
    s.amount.minor *= s.quantity;
    s.interval = BillingInterval{static_cast<IntervalUnit>(roll(4)), 1 + static_cast<int>(roll(6))};
    s.createdAt = time();
    s.periodStart = time();
    s.periodEnd = time();
    s.cancelAtPeriodEnd = roll(2) == 0;
    if (s.cancelAtPeriodEnd) s.cancelAt = s.periodEnd;
    if (roll(2) == 0) {
      s.discount.emplace();
      s.discount->code = "SPRING";
      s.discount->percentBps = 50 * (1 + static_cast<int>(roll(200)));
    }
    if (roll(3) > 0) s.hasPaymentMethod = roll(2) == 0;
    return s;
  }
  PaymentState payment() {
    PaymentState p;
    p.externalId = id("pi_");
    p.customerExternalId = id("cus_");
    static constexpr std::array words{"succeeded", "processing", "dreaming"};
    p.providerStatus = words.at(roll(words.size()));
    p.status = p.providerStatus;
    p.amount = money();
    p.method = "card visa 4242";
    p.createdAt = time();
    return p;
  }
};

const char* dodoUnit(IntervalUnit unit) {
  static constexpr std::array words{"Day", "Week", "Month", "Year"};
  return words.at(static_cast<std::size_t>(unit));
}

QJsonArray dodoDiscounts(const SubscriptionState& s) {
  if (!s.discount) return {};
  return {QJsonObject{{k("discount_id"), k("dsc_1")},
                      {k("code"), q(s.discount->code)},
                      {k("type"), k("percentage")},
                      {k("amount"), s.discount->percentBps}}};
}

QJsonArray stripeDiscounts(const SubscriptionState& s) {
  if (!s.discount) return {};
  const QJsonObject coupon{
      {k("id"), k("half")}, {k("duration"), k("forever")}, {k("percent_off"), s.discount->percentBps / 100.0}};
  return {QJsonObject{{k("id"), k("di_1")},
                      {k("source"), QJsonObject{{k("coupon"), coupon}}},
                      {k("promotion_code"), QJsonObject{{k("code"), q(s.discount->code)}}}}};
}

// Whether it can be paid is told by the customer where the subscription has no method of its own.
QJsonValue stripeCustomer(const SubscriptionState& s) {
  if (s.hasPaymentMethod.value_or(true)) return q(s.customerExternalId);
  return QJsonObject{{k("id"), q(s.customerExternalId)},
                     {k("invoice_settings"), QJsonObject{{k("default_payment_method"), QJsonValue()}}}};
}

QJsonObject dodoSubscription(const SubscriptionState& s) {
  return {{k("subscription_id"), q(s.externalId)},
          {k("discounts"), dodoDiscounts(s)},
          {k("has_payment_method"), s.hasPaymentMethod ? QJsonValue(*s.hasPaymentMethod) : QJsonValue()},
          {k("customer"),
           QJsonObject{{k("customer_id"), q(s.customerExternalId)}, {k("name"), k("A")}, {k("email"), k("a@b.c")}}},
          {k("product_id"), q(s.productId)},
          {k("status"), q(s.providerStatus)},
          {k("recurring_pre_tax_amount"), qint64(s.amount.minor)},
          {k("currency"), codeOfCurrency(s.amount, false)},
          {k("quantity"), qint64(s.quantity)},
          {k("payment_frequency_interval"), k(dodoUnit(s.interval->unit))},
          {k("payment_frequency_count"), s.interval->count},
          {k("created_at"), isoOf(s.createdAt)},
          {k("previous_billing_date"), isoOf(s.periodStart)},
          {k("next_billing_date"), isoOf(s.periodEnd)},
          {k("cancel_at_next_billing_date"), s.cancelAtPeriodEnd},
          {k("cancelled_at"), isoOrNull(s.cancelledAt)},
          {k("trial_period_days"), 0}};
}

QJsonObject stripeSubscription(const SubscriptionState& s) {
  const QJsonObject recurring{{k("interval"), QString::fromLatin1(toString(s.interval->unit).data(),
                                                                  qsizetype(toString(s.interval->unit).size()))},
                              {k("interval_count"), s.interval->count},
                              {k("usage_type"), k("licensed")}};
  const QJsonObject price{{k("id"), q(s.productId)},
                          {k("object"), k("price")},
                          {k("currency"), codeOfCurrency(s.amount, true)},
                          {k("unit_amount"), qint64(s.amount.minor / s.quantity)},
                          {k("recurring"), recurring}};
  const QJsonObject item{{k("id"), k("si_1")},
                         {k("quantity"), qint64(s.quantity)},
                         {k("price"), price},
                         {k("current_period_start"), secondsOrNull(s.periodStart)},
                         {k("current_period_end"), secondsOrNull(s.periodEnd)}};
  return {{k("id"), q(s.externalId)},
          {k("object"), k("subscription")},
          {k("customer"), stripeCustomer(s)},
          {k("discounts"), stripeDiscounts(s)},
          {k("default_payment_method"), s.hasPaymentMethod.value_or(false) ? k("pm_1") : QJsonValue()},
          {k("status"), q(s.providerStatus)},
          {k("currency"), codeOfCurrency(s.amount, true)},
          {k("created"), secondsOrNull(s.createdAt)},
          {k("cancel_at_period_end"), s.cancelAtPeriodEnd},
          {k("cancel_at"), secondsOrNull(s.cancelAt)},
          {k("items"), QJsonObject{{k("object"), k("list")}, {k("data"), QJsonArray{item}}}}};
}

QJsonObject dodoPayment(const PaymentState& p) {
  return {{k("payment_id"), q(p.externalId)},
          {k("customer"), QJsonObject{{k("customer_id"), q(p.customerExternalId)}}},
          {k("status"), q(p.providerStatus)},
          {k("total_amount"), qint64(p.amount.minor)},
          {k("currency"), codeOfCurrency(p.amount, false)},
          {k("payment_method"), k("card")},
          {k("card_network"), k("VISA")},
          {k("card_last_four"), k("4242")},
          {k("created_at"), isoOf(p.createdAt)}};
}

QJsonObject stripePayment(const PaymentState& p) {
  const QJsonObject card{{k("brand"), k("visa")}, {k("last4"), k("4242")}};
  const QJsonObject details{{k("type"), k("card")}, {k("card"), card}};
  return {{k("id"), q(p.externalId)},
          {k("object"), k("payment_intent")},
          {k("customer"), q(p.customerExternalId)},
          {k("status"), q(p.providerStatus)},
          {k("amount"), qint64(p.amount.minor)},
          {k("currency"), codeOfCurrency(p.amount, true)},
          {k("latest_charge"), QJsonObject{{k("id"), k("ch_1")}, {k("payment_method_details"), details}}},
          {k("created"), secondsOrNull(p.createdAt)}};
}

// All fields alike, by the texts that people read.
template <class State>
QString difference(const State& wanted, const State& got) {
  if (wanted.externalId != got.externalId) return q(got.externalId);
  for (const auto& field : entityFields<State>()) {
    if (field.text(wanted) != field.text(got))
      return q(std::string(field.name) + ": " + field.text(wanted) + " became " + field.text(got));
  }
  return {};
}

}  // namespace

class RoundTripsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void objects_keep_their_bytes_and_tell_everything_unknown_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < kinds().size(); ++i) QTest::newRow(kinds()[i].name) << int(i);
  }
  void objects_keep_their_bytes_and_tell_everything_unknown() {
    QFETCH(int, index);
    const Kind& kind = kinds().at(static_cast<std::size_t>(index));
    if (lists(kind.kind.provider).empty()) QSKIP("The providers' field lists are not here");
    ObjectMaker maker = makerFor(kind.kind.provider, 20261120U + static_cast<unsigned>(index));
    for (int round = 0; round < kRounds; ++round) {
      const QString listed = kind.listed.at(maker.roll(static_cast<int>(kind.listed.size())));
      Smuggler smuggler(*kind.kind.shapes, maker);
      QJsonObject object = maker.make(listed);
      if (round % 3 != 0) object = smuggler.hideIn(object, std::string(kind.kind.shape), {});
      const std::string raw = written(object, round % 2 == 0);
      std::string kept;
      const auto unknown = kind.read(raw, kind.kind, kept);
      QVERIFY2(unknown.has_value(), (unknown ? raw : describe(unknown.error()) + '\n' + raw).c_str());
      QVERIFY(kept == raw);
      QStringList told;
      for (const UnknownValue& value : *unknown) told += q(value.path);
      told.sort();
      smuggler.hidden.sort();
      QVERIFY2(told == smuggler.hidden,
               qPrintable(told.join(u' ') + QStringLiteral(" for ") + smuggler.hidden.join(u' ')));
    }
  }

  void the_tables_know_every_word_of_the_lists_data() { objects_keep_their_bytes_and_tell_everything_unknown_data(); }
  void the_tables_know_every_word_of_the_lists() {
    QFETCH(int, index);
    const Kind& kind = kinds().at(static_cast<std::size_t>(index));
    const FieldLists& listed = lists(kind.kind.provider);
    if (listed.empty()) QSKIP("The providers' field lists are not here");
    const std::string shape(kind.kind.shape);
    for (const QString& name : kind.listed) {
      for (const auto& field : listed.fields(name)) {
        const auto known = kind.kind.shapes->fields(shape);
        QVERIFY2(std::ranges::find(known, field.name.toStdString()) != known.end(),
                 qPrintable(name + u'.' + field.name));
        const QString type = listed.resolve(name, field.type.section(u'|', 0, 0).trimmed());
        const auto words = kind.kind.shapes->words(kind.kind.shapes->typeOf(shape, field.name.toStdString()));
        if (words.empty()) continue;
        for (const QString& word : listed.words(type))
          QVERIFY2(std::ranges::find(words, word.toStdString()) != words.end(), qPrintable(type + u' ' + word));
      }
    }
  }

  void states_written_as_objects_come_back_the_same() {
    States states(7);
    for (int round = 0; round < kStates; ++round) {
      const auto now = Instant::fromSeconds(1'773'144'000);
      SubscriptionState wanted = states.subscription();
      auto dodo = provided(written(dodoSubscription(wanted), false), dodo::subscriptionKind(),
                           &BillingEvent::subscriptions, now);
      QVERIFY2(dodo.has_value(), dodo ? "" : describe(dodo.error()).c_str());
      QCOMPARE(difference(wanted, dodo->state), QString());
      auto stripe = provided(written(stripeSubscription(wanted), true), stripe::subscriptionKind(),
                             &BillingEvent::subscriptions, now);
      QVERIFY2(stripe.has_value(), stripe ? "" : describe(stripe.error()).c_str());
      QCOMPARE(difference(wanted, stripe->state), QString());

      const PaymentState paid = states.payment();
      const auto dodoPaid =
          provided(written(dodoPayment(paid), false), dodo::paymentKind(), &BillingEvent::payments, now);
      QCOMPARE(difference(paid, dodoPaid->state), QString());
      const auto stripePaid =
          provided(written(stripePayment(paid), false), stripe::intentKind(), &BillingEvent::payments, now);
      QCOMPARE(difference(paid, stripePaid->state), QString());
    }
  }

  // Both providers' prices, customers, invoices, refunds and disputes, one field after the other.
  void each_field_arrives_where_it_belongs() {
    const auto now = Instant::fromSeconds(1'773'144'000);
    const auto refund = provided(json("{'refund_id':'ref_1','payment_id':'pay_1','status':'succeeded','amount':500,"
                                      "'currency':'EUR','reason':'late','created_at':'2026-03-10T12:00:00Z',"
                                      "'customer':{'customer_id':'cus_1'}}"),
                                 dodo::refundKind(), &BillingEvent::refunds, now);
    const auto same = provided(json("{'id':'ref_1','payment_intent':'pay_1','status':'succeeded','amount':500,"
                                    "'currency':'eur','reason':'late','created':1773144000,'customer':'cus_1'}"),
                               stripe::refundKind(), &BillingEvent::refunds, now);
    QCOMPARE(difference(refund->state, same->state), QString());
    const auto price =
        provided(json("{'product_id':'p1','name':'Pro','price_detail':{'type':'recurring_price','price':900,"
                      "'currency':'EUR','payment_frequency_count':1,'payment_frequency_interval':'Year'}}"),
                 dodo::productKind(), &BillingEvent::prices, now);
    const auto samePrice =
        provided(json("{'id':'p1','object':'price','product':{'id':'p1','name':'Pro'},'unit_amount':900,"
                      "'currency':'eur','active':true,'recurring':{'interval':'year','interval_count':1}}"),
                 stripe::priceKind(), &BillingEvent::prices, now);
    for (const auto& field : entityFields<PriceState>())
      QCOMPARE(field.text(samePrice->state), field.text(price->state));
    const auto customer =
        provided(json("{'customer_id':'cus_1','name':'Ada','email':'a@b.c','created_at':'2026-03-10T12:00:00Z'}"),
                 dodo::customerKind(), &BillingEvent::customers, now);
    const auto sameCustomer = provided(json("{'id':'cus_1','name':'Ada','email':'a@b.c','created':1773144000}"),
                                       stripe::customerKind(), &BillingEvent::customers, now);
    QCOMPARE(difference(customer->state, sameCustomer->state), QString());
    QCOMPARE(toIso8601(*customer->state.createdAt), std::string("2026-03-10T12:00:00Z"));
    QVERIFY(customer->facts.occurredAt == Instant() && customer->facts.eventId.empty());
  }

  void hostile_bodies_end_as_bad_answers_with_their_place_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const std::string& body, const char* place) {
      QTest::newRow(name) << QByteArray::fromStdString(body) << QByteArray(place);
    };
    const auto sub = [](const std::string& more) {
      return json("{'subscription_id':'s','status':'active','currency':'EUR','recurring_pre_tax_amount':1" + more +
                  "}");
    };
    row("empty", "", "");
    row("not json", "<html>", "");
    row("a list", "[]", "");
    row("a text", "\"x\"", "");
    row("deep", std::string(100'000, '['), "");
    row("deep inside", "{\"a\":" + std::string(5'000, '[') + std::string(5'000, ']') + "}", "");
    row("breaks off", json("{'subscription_id':'s"), "");
    row("not utf-8", "{\"subscription_id\":\"\xff\xfe\"}", "");
    row("huge number", sub(",'quantity':1e400"), "");
    row("beyond 64 bits", sub(",'quantity':123456789012345678901234567890"), "");
    row("a fraction", sub(",'quantity':1.5"), "quantity");
    row("a text for a number", sub(",'quantity':'3'"), "quantity");
    row("a number for a time", sub(",'created_at':1773144000"), "created_at");
    row("no such time", sub(",'created_at':'2026-02-30T00:00:00Z'"), "created_at");
    row("a number for an object", sub(",'customer':7"), "customer");
    row("an object for a flag", sub(",'cancel_at_next_billing_date':{}"), "cancel_at_next_billing_date");
    row("no id", json("{'status':'active','currency':'EUR','recurring_pre_tax_amount':1}"), "subscription_id");
    row("nested", sub(",'meters':[{'meter_id':'m','free_threshold':true}]"), "meters[0].free_threshold");
    row("no currency", json("{'subscription_id':'s','status':'active','currency':'EURO','recurring_pre_tax_amount':1}"),
        "currency");
  }
  void hostile_bodies_end_as_bad_answers_with_their_place() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, place);
    const auto read = provided(body.toStdString(), dodo::subscriptionKind(), &BillingEvent::subscriptions, {});
    QVERIFY(!read);
    QVERIFY(read.error().kind == ErrorKind::InvalidInput);
    QCOMPARE(read.error().code, std::string("bad_answer"));
    QVERIFY2(read.error().reason.starts_with(place.toStdString()), read.error().reason.c_str());
    QVERIFY(!read.error().reason.empty() && !read.error().hint.empty());
  }

  void hostile_lists_never_crash_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("unreadable");  // -1: the list itself cannot be read
    const auto row = [](const char* name, const std::string& body, int unreadable) {
      QTest::newRow(name) << QByteArray::fromStdString(body) << unreadable;
    };
    row("empty", "", -1);
    row("no list", "{}", -1);
    row("a number", json("{'items':7}"), -1);
    row("breaks off", json("{'items':[{'customer_id':'c'"), -1);
    row("breaks off in a text", json("{'items':['"), -1);
    row("breaks off after a backslash", "{\"items\":[\"\\", -1);
    row("wrong bracket", json("{'items':[{}}"), -1);
    row("key in a text", json("{'a':'\\\\','b':{'items':[1]},'items':[]}"), 0);
    row("deep", json("{'items':") + std::string(200'000, '[') + std::string(200'000, ']') + "}", 1);
    row("commas", json("{'items':[,,]}"), 3);
    row("numbers", json("{'items':[1,null,'x',{},[]]}"), 5);
    row("a bad one between", json("{'items':[{'customer_id':'a'},{'customer_id':}, {'customer_id':'b'}]}"), 1);
  }
  void hostile_lists_never_crash() {
    QFETCH(QByteArray, body);
    QFETCH(int, unreadable);
    const auto page = dodo::readPage(body.toStdString(), {}, dodo::customerKind(), &BillingEvent::customers, Instant());
    QCOMPARE(page.has_value(), unreadable >= 0);
    if (!page) QCOMPARE(page.error().code, std::string("bad_answer"));
    if (page) QCOMPARE(int(page->unreadable.size()), unreadable);
  }
};

QTEST_GUILESS_MAIN(RoundTripsTest)
#include "tst_roundtrips.moc"
