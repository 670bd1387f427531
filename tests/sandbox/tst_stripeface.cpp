// The Stripe face: what a request is, what is refused and how, what an answer looks like.
#include <QFile>
#include <QTest>
#include <algorithm>

#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/params.h"
#include "sandbox/stripecalls.h"

namespace {

using namespace billing;
using namespace billing::sandbox;
using billing::sandbox::tests::Answered;
using billing::sandbox::tests::StripeBench;
using billing::sandbox::tests::testKey;

// Parameters as the vectors write them: all texts.
QJsonValue asTexts(const stripe::Param& param) {
  if (param.inner.empty()) return QString::fromStdString(param.text);
  const bool list = std::all_of(param.inner.begin(), param.inner.end(), [](const auto& entry) {
    return entry.first.find_first_not_of("0123456789") == std::string::npos;
  });
  QJsonArray array;
  QJsonObject object;
  for (const auto& [name, below] : param.inner) {
    array.append(asTexts(below));
    object.insert(QString::fromStdString(name), asTexts(below));
  }
  return list ? QJsonValue(array) : QJsonValue(object);
}

// The same of the parameters that the library was given: what it leaves out is left out.
QJsonValue encodedValue(const QJsonValue& value) {
  if (value.isBool()) return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
  if (value.isDouble()) return value.toVariant().toString();
  if (value.isArray()) {
    QJsonArray out;
    for (const auto& each : value.toArray())
      if (!each.isNull()) out.append(encodedValue(each));
    return out.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(out);
  }
  if (!value.isObject()) return value;
  QJsonObject out;
  const auto object = value.toObject();
  for (auto it = object.begin(); it != object.end(); ++it)
    if (const auto text = encodedValue(it.value()); !text.isNull() && !text.isUndefined()) out.insert(it.key(), text);
  return out.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(out);
}

QString sharedFile(const QString& path) {
  const auto given = qEnvironmentVariable("BILLING_SHARED");
  return (given.isEmpty() ? QStringLiteral(BILLING_SOURCE_DIR "/../shared") : given) + u'/' + path;
}

}  // namespace

class TestStripeFace : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void parameters_are_read_back_as_the_official_library_wrote_them() {
    QFile file(sharedFile(QStringLiteral("data/stripe/stripe-form-encoding-vectors.json")));
    if (!file.open(QIODevice::ReadOnly)) QSKIP("the shared form-encoding vectors are not here");
    const auto vectors = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("vectors")).toArray();
    QVERIFY(vectors.size() >= 30);
    for (const auto& entry : vectors) {
      const auto vector = entry.toObject();
      if (!vector.value(QStringLiteral("params")).isObject()) continue;
      const auto url = vector.value(QStringLiteral("url")).toString();
      const auto query = url.contains(u'?') ? url.section(u'?', 1).toStdString() : std::string{};
      const auto body = vector.value(QStringLiteral("body")).toString().toStdString();
      const auto wanted = encodedValue(vector.value(QStringLiteral("params"))).toObject();
      QCOMPARE(asTexts(stripe::decodeForm(query, body)).toObject(), wanted);
    }
  }

  void a_plus_and_percent_20_are_both_a_space() {
    const auto params = stripe::decodeForm("a=x+y%20z&b%5B%5D=1&b[]=2&c[][p]=1&c[][q]=2&c[][p]=3", "d=%2B%zz");
    QCOMPARE(params.find("a")->text, "x y z");
    QCOMPARE(params.find("b")->inner.size(), std::size_t(2));
    QCOMPARE(params.find("c")->inner.size(), std::size_t(2));
    QCOMPARE(params.find("d")->text, "+%zz");
  }

  void keys_let_in_whom_they_should_data() {
    QTest::addColumn<QString>("authorization");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("status");
    const auto bearer = [](const std::string& key) { return QStringLiteral("Bearer ") + QString::fromStdString(key); };
    const auto basic = [](const std::string& key) {
      return QStringLiteral("Basic ") + QString::fromLatin1(QByteArray::fromStdString(key + ":").toBase64());
    };
    QTest::newRow("bearer") << bearer(testKey()) << "POST" << 200;
    QTest::newRow("basic") << basic(testKey()) << "POST" << 200;
    QTest::newRow("none") << QString() << "GET" << 401;
    QTest::newRow("wrong") << bearer("nonsense") << "GET" << 401;
    QTest::newRow("live") << bearer(std::string("sk_") + "live_invented0001") << "GET" << 401;
    QTest::newRow("revoked") << bearer(testKey("sk") + "r") << "GET" << 401;
    QTest::newRow("read-only reads") << bearer(testKey("rk")) << "GET" << 200;
    QTest::newRow("read-only writes") << bearer(testKey("rk")) << "POST" << 403;
  }
  void keys_let_in_whom_they_should() {
    QFETCH(QString, authorization);
    QFETCH(QString, method);
    QFETCH(int, status);
    StripeBench bench("2026-01-31T12:00:00Z", {{{testKey("rk"), "read_only"}, {testKey() + "r", "revoked"}}, {}});
    const auto answer =
        bench.call(method.toStdString(), "/v1/customers", {}, {{"Authorization", authorization.toStdString()}});
    QCOMPARE(answer.status, status);
    const auto text = QJsonDocument(answer.body).toJson().toStdString();
    QVERIFY(status == 200 || text.find("invented") == std::string::npos);
    QVERIFY(!answer.field("Request-Id").empty());
  }

  void every_answer_names_its_request_and_version() {
    StripeBench bench;
    const auto plain = bench.get("/v1/customers");
    QVERIFY(plain.field("Request-Id").starts_with("req_"));
    QCOMPARE(plain.field("Stripe-Version"), "2026-10-28.endive");
    const auto pinned = bench.call("GET", "/v1/customers", {}, {{"Stripe-Version", "2025-03-31.basil"}});
    QCOMPARE(pinned.field("Stripe-Version"), "2025-03-31.basil");
    QVERIFY(plain.field("Request-Id") != pinned.field("Request-Id"));
    QCOMPARE(bench.call("GET", "/v1/customers", {}, {{"Stripe-Version", "yesterday"}}).status, 400);
  }

  void what_is_wrong_is_told_in_stripes_words_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("param");
    const auto row = [](const char* name, const char* method, const char* path, const char* body, int status,
                        const char* code, const char* param) {
      QTest::newRow(name) << method << path << body << status << code << param;
    };
    row("unknown path", "GET", "/v1/nowhere", "", 404, "", "");
    row("unknown parameter", "POST", "/v1/customers", "colour=red", 400, "parameter_unknown", "colour");
    row("unknown nested", "POST", "/v1/customers", "address[planet]=x", 400, "parameter_unknown", "address[planet]");
    row("unknown in a list", "POST", "/v1/subscriptions", "items[0][prize]=x", 400, "parameter_unknown",
        "items[0][prize]");
    row("missing", "POST", "/v1/products", "", 400, "parameter_missing", "name");
    row("missing nested", "POST", "/v1/prices", "currency=usd&unit_amount=1&recurring[interval_count]=2", 400,
        "parameter_missing", "recurring[interval]");
    row("empty", "POST", "/v1/products", "name=", 400, "parameter_invalid_empty", "name");
    row("no such object", "GET", "/v1/customers/cus_none", "", 404, "resource_missing", "id");
    row("no such reference", "POST", "/v1/prices", "currency=usd&unit_amount=1&product=prod_none", 400,
        "resource_missing", "product");
    row("integer", "GET", "/v1/customers?limit=many", "", 400, "parameter_invalid_integer", "limit");
    row("limit too large", "GET", "/v1/customers?limit=101", "", 400, "parameter_invalid_integer", "limit");
    row("limit too small", "GET", "/v1/customers?limit=0", "", 400, "parameter_invalid_integer", "limit");
    row("cursor", "GET", "/v1/customers?starting_after=cus_none", "", 400, "resource_missing", "starting_after");
    row("both cursors", "GET", "/v1/customers?starting_after=a&ending_before=b", "", 400, "parameters_exclusive",
        "ending_before");
    row("word", "POST", "/v1/prices", "currency=usd&unit_amount=1&recurring[interval]=hour&product_data[name]=x", 400,
        "", "recurring[interval]");
    row("email", "POST", "/v1/customers", "email=nobody", 400, "email_invalid", "email");
    row("card always declined", "POST", "/v1/customers", "payment_method=pm_card_visa_chargeDeclined", 402,
        "card_declined", "");
    row("expired card", "POST", "/v1/customers", "payment_method=pm_card_chargeDeclinedExpiredCard", 402,
        "expired_card", "");
    row("cannot expand", "GET", "/v1/customers?expand[]=data.colour", "", 400, "", "expand");
    row("expansion before it is done", "POST", "/v1/customers", "expand[]=colour", 400, "", "expand");
    row("expansion of nothing", "GET", "/v1/customers?expand[]=colour", "", 400, "", "expand");
  }
  void what_is_wrong_is_told_in_stripes_words() {
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QString, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, param);
    StripeBench bench;
    const auto answer = bench.call(method.toStdString(), path.toStdString(), body.toStdString());
    QCOMPARE(answer.status, status);
    if (status == 200) return;
    QCOMPARE(answer.code(), code.toStdString());
    QCOMPARE(answer.text("error.param"), param.toStdString());
    QVERIFY(!answer.text("error.message").empty());
    QCOMPARE(answer.text("error.type"), status == 402 ? "card_error" : "invalid_request_error");
  }

  void the_same_key_gives_the_same_answer_again() {
    StripeBench bench;
    const http::Fields key{{"Idempotency-Key", "once"}};
    const auto first = bench.post("/v1/customers", "name=Ada", key);
    const auto again = bench.post("/v1/customers", "name=Ada", key);
    QCOMPARE(first.body, again.body);
    QCOMPARE(again.field("Idempotent-Replayed"), "true");
    QVERIFY(first.field("Idempotent-Replayed").empty());
    QCOMPARE(bench.ledger->customers.size(), std::size_t(1));
    const auto other = bench.post("/v1/customers", "name=Bob", key);
    QCOMPARE(other.status, 400);
    QCOMPARE(other.text("error.type"), "idempotency_error");
    QCOMPARE(bench.post("/v1/products", "name=Ada", key).text("error.type"), "idempotency_error");
  }

  void a_request_that_was_refused_keeps_no_key() {
    StripeBench bench;
    const http::Fields key{{"Idempotency-Key", "twice"}};
    QCOMPARE(bench.post("/v1/customers", "colour=red", key).status, 400);
    QCOMPARE(bench.post("/v1/customers", "name=Ada", key).status, 200);
    bench.clock.advance(25LL * 3600 * 1000);
    QVERIFY(bench.post("/v1/customers", "name=Bob", key).field("Idempotent-Replayed").empty());
  }

  void a_list_is_read_page_by_page_newest_first() {
    StripeBench bench;
    std::vector<std::string> made;
    for (int i = 0; i < 250; ++i) made.push_back(bench.made("/v1/customers", "name=" + std::to_string(i)));
    std::vector<std::string> read;
    std::string cursor;
    bool more = true;
    while (more) {
      const auto page = bench.get("/v1/customers?limit=100" + (cursor.empty() ? "" : "&starting_after=" + cursor));
      QCOMPARE(page.text("object"), "list");
      QCOMPARE(page.text("url"), "/v1/customers");
      for (const auto& entry : page.at("data").toArray())
        read.push_back(Answered::within(entry, "id").toString().toStdString());
      cursor = read.back();
      more = page.at("has_more").toBool();
    }
    std::reverse(read.begin(), read.end());
    QVERIFY(read == made);
    const auto before = bench.get("/v1/customers?limit=2&ending_before=" + made[240]);
    QCOMPARE(before.text("data.0.id"), made[242]);
    QCOMPARE(before.text("data.1.id"), made[241]);
    QVERIFY(before.at("has_more").toBool());
  }

  void a_list_can_be_limited_to_a_time() {
    StripeBench bench;
    const auto old = bench.made("/v1/customers", "name=old");
    bench.clock.advance(3600 * 1000);
    const auto since = std::to_string(bench.clock.now().seconds());
    const auto young = bench.made("/v1/customers", "name=young");
    const auto after = bench.get("/v1/customers?created[gte]=" + since);
    QCOMPARE(after.at("data").toArray().size(), 1);
    QCOMPARE(after.text("data.0.id"), young);
    QCOMPARE(bench.get("/v1/customers?created[lt]=" + since).text("data.0.id"), old);
    QCOMPARE(bench.get("/v1/customers?created=" + since).text("data.0.id"), young);
  }

  void ids_become_objects_where_it_is_asked_for() {
    StripeBench bench;
    const auto customer = bench.customer(), price = bench.price();
    const auto made = bench.subscribe(customer, price, "&expand[]=customer&expand[]=latest_invoice.customer");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.text("customer.id"), customer);
    QCOMPARE(made.text("latest_invoice.customer.email"), "a@example.com");
    const auto list = bench.get("/v1/subscriptions?expand[]=data.customer&expand[]=data.items.data.price.product");
    QCOMPARE(list.text("data.0.customer.id"), customer);
    QCOMPARE(list.text("data.0.items.data.0.price.product.name"), "Planmonth");
    const auto included = bench.get("/v1/customers/" + customer + "?expand[]=subscriptions");
    QCOMPARE(included.text("subscriptions.data.0.id"), made.text("id"));
  }

  void objects_are_found_by_what_they_hold() {
    StripeBench bench;
    const auto ada = bench.made("/v1/customers", "name=Ada+L&email=ada%40example.com&metadata[tier]=gold");
    bench.made("/v1/customers", "name=Bob&email=bob%40example.com&metadata[tier]=tin");
    const auto find = [&](const std::string& query) { return bench.get("/v1/customers/search?query=" + query); };
    QCOMPARE(find("email:'ADA@example.com'").text("data.0.id"), ada);
    QCOMPARE(find("metadata['tier']:'gold'+AND+name~'ada'").at("data").toArray().size(), 1);
    QCOMPARE(find("-metadata['tier']:'gold'").text("data.0.name"), "Bob");
    QCOMPARE(find("created>1").at("data").toArray().size(), 2);
    QCOMPARE(find("!!").status, 400);
  }

  void a_change_keeps_what_it_does_not_name() {
    StripeBench bench;
    const auto id = bench.made("/v1/customers", "name=Ada&metadata[a]=1&metadata[b]=2&shipping[name]=Ada");
    const auto changed = bench.post("/v1/customers/" + id, "metadata[a]=&metadata[c]=3&phone=1");
    QCOMPARE(changed.text("name"), "Ada");
    QCOMPARE(changed.text("shipping.name"), "Ada");
    QCOMPARE(changed.at("metadata").toObject().keys(), (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
    QVERIFY(bench.post("/v1/customers/" + id, "metadata=").at("metadata").toObject().isEmpty());
    const auto event = bench.get("/v1/events?type=customer.updated&limit=1");
    QCOMPARE(event.at("data.0.data.previous_attributes.metadata").toObject().size(), 2);
    const auto gone = bench.call("DELETE", "/v1/customers/" + id);
    QVERIFY(gone.at("deleted").toBool());
    QVERIFY(bench.get("/v1/customers/" + id).at("deleted").toBool());
    QCOMPARE(bench.get("/v1/customers").at("data").toArray().size(), 0);
    QCOMPARE(bench.post("/v1/customers/" + id, "name=x").status, 404);
  }

  void an_event_tells_what_changed_and_who_asked() {
    StripeBench bench;
    const auto id = bench.made("/v1/products", "name=One");
    const auto changed = bench.post("/v1/products/" + id, "name=Two", {{"Idempotency-Key", "k1"}});
    const auto events = bench.get("/v1/events?types[]=product.updated&types[]=product.created");
    QCOMPARE(events.at("data").toArray().size(), 2);
    QCOMPARE(events.text("data.0.data.previous_attributes.name"), "One");
    QCOMPARE(events.text("data.0.data.object.name"), "Two");
    QCOMPARE(events.text("data.0.request.id"), changed.field("Request-Id"));
    QCOMPARE(events.text("data.0.request.idempotency_key"), "k1");
    QCOMPARE(events.text("data.0.api_version"), "2026-10-28.endive");
    QCOMPARE(bench.get("/v1/events/" + events.text("data.1.id")).text("type"), "product.created");
    QCOMPARE(bench.get("/v1/events?type=product.*").at("data").toArray().size(), 2);
  }

  void an_endpoint_tells_its_secret_once() {
    StripeBench bench;
    const auto made =
        bench.post("/v1/webhook_endpoints", "url=http%3A%2F%2F127.0.0.1%3A9%2Fhook&enabled_events[]=invoice.paid");
    QVERIFY(made.text("secret").starts_with("whsec_"));
    const auto read = bench.get("/v1/webhook_endpoints/" + made.text("id"));
    QVERIFY(!read.body.contains(QStringLiteral("secret")));
    QCOMPARE(read.text("enabled_events.0"), "invoice.paid");
    QCOMPARE(bench.post("/v1/webhook_endpoints/" + made.text("id"), "disabled=true").text("status"), "disabled");
    QCOMPARE(bench.post("/v1/webhook_endpoints", "url=nowhere&enabled_events[]=*").code(), "url_invalid");
  }
};

QTEST_GUILESS_MAIN(TestStripeFace)
#include "tst_stripeface.moc"
