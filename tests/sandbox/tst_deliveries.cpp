// Deliveries: who is told what, how it is signed, when it is tried again, what a restart and a rotated secret change.
#include <QDir>
#include <QFile>
#include <QTest>
#include <atomic>
#include <deque>
#include <future>

#include "sandbox/delivery/deliverer.h"
#include "shop.h"
#include "webhooks/signature.h"
#include "workspace/secretstore.h"

using namespace billing;
using namespace billing::sandbox;
using namespace billing::sandbox::test;

namespace {

std::string named(const std::string& name) {
  return "{\"name\":\"" + name + "\"}";
}

class HeldSender final : public Sender {
 public:
  void send(Letter letter, std::function<void(Outcome)> done) override {
    letters.push_back(letter);
    open.emplace_back(std::move(letter), std::move(done));
  }
  void answerAll(int status) {
    for (auto batch = std::exchange(open, {}); const auto& [letter, done] : batch)
      done({letter.delivery, status, status == 0 ? "connection refused" : ""});
  }
  std::vector<Letter> letters;
  std::vector<std::pair<Letter, std::function<void(Outcome)>>> open;
};

// Tells one event for each happening; its body is made at delivery from what is then (Dodo) or kept (Stripe).
class PlainVoice final : public Voice {
 public:
  explicit PlainVoice(Ledger& ledger) : ledger_(ledger) {}
  std::vector<Spoken> speak(const Happening& happening) override {
    if (happening.what != What::CustomerUpdated) return {};
    return {{"customer.updated", "customer", happening.id, name(happening.id)}};
  }
  std::string body(const Event& event) override {
    return event.home == Provider::Stripe ? event.body : name(event.objectId);
  }

 private:
  std::string name(const std::string& id) { return named(ledger_.customers.find(id)->name); }
  Ledger& ledger_;
};

struct Post {
  Post(Provider home, const std::string& file = {}) : shop(home, "2026-01-31T10:00:00Z", file), voice(*shop.ledger) {
    restart();
  }
  // As a new process would: the ledger stays, all else begins anew.
  void restart() {
    sender.open.clear();
    deliverer = std::make_unique<Deliverer>(shop.engine, shop.clock, sender, [](const auto& call) { call(); });
    deliverer->setVoice(Provider::Dodo, &voice);
    deliverer->setVoice(Provider::Stripe, &voice);
  }
  Endpoint& endpoint(const std::string& secret = workspace::generateSecret()) {
    Endpoint made;
    made.id = shop.ledger->newId("whk_");
    made.home = shop.home;
    made.url = "http://127.0.0.1:9/hook";
    made.secret = secret;
    return shop.ledger->endpoints.add(made);
  }
  Customer& customer() {
    if (id.empty()) id = shop.customer(nullptr);
    return *shop.ledger->customers.find(id);
  }
  void rename(const std::string& name) {
    customer().name = name;
    deliverer->tell({What::CustomerUpdated, id, {}, {}});
    deliverer->pump();
  }
  void pass(std::int64_t ms) {
    shop.clock.advance(ms);
    deliverer->pump();
  }
  Shop shop;
  PlainVoice voice;
  HeldSender sender;
  std::unique_ptr<Deliverer> deliverer;
  std::string id;
};

std::string fieldOf(const Sender::Letter& letter, const char* name) {
  for (const http::Field& field : letter.fields)
    if (http::equalsIgnoringCase(field.name, name)) return field.value;
  return {};
}

webhooks::Verdict verdict(const Post& post, const Sender::Letter& letter, const std::string& secret) {
  webhooks::Headers headers;
  for (const http::Field& field : letter.fields) headers.push_back({field.name, field.value});
  workspace::WebhookRoute route;
  route.provider = post.shop.home;
  route.scheme = post.shop.home == Provider::Dodo ? workspace::SignatureScheme::StandardWebhooks
                                                  : workspace::SignatureScheme::Stripe;
  return webhooks::verify(route, {{"one", secret, std::nullopt, false}}, headers, letter.body, post.shop.clock.now())
      .verdict;
}

class CountingClient final : public http::Client {
 public:
  explicit CountingClient(std::atomic<int>& calls) : calls_(calls) {}
  http::Exchange exchange(const http::ClientRequest& request, const CancelToken& cancel) override {
    ++calls_;
    if (request.url == "http://slow") {
      while (!cancel.cancelled()) std::this_thread::yield();
      return {http::Stage::Wait, std::nullopt,
              Error{ErrorKind::Cancelled, "cancelled", "cancelled", "", "", false, ""}};
    }
    if (request.url == "http://dead")
      return {http::Stage::Connect, std::nullopt,
              Error{ErrorKind::Unavailable, "cannot_connect", "refused", "", "", false, ""}};
    return {http::Stage::Done, http::ClientAnswer{request.answerTimeoutMs == 15000 ? 204 : 500, {}, ""}, std::nullopt};
  }

 private:
  std::atomic<int>& calls_;
};

}  // namespace

class TestDeliveries : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void each_is_signed_as_its_provider_signs_and_verifies() {
    for (const Provider home : {Provider::Dodo, Provider::Stripe}) {
      Post post(home);
      const Endpoint& endpoint = post.endpoint();
      post.rename("Ada");
      QVERIFY(post.sender.letters.size() == 1U && post.sender.letters[0].url == endpoint.url);
      QVERIFY(verdict(post, post.sender.letters[0], endpoint.secret) == webhooks::Verdict::Ok);
      QVERIFY(verdict(post, post.sender.letters[0], workspace::generateSecret()) != webhooks::Verdict::Ok);
      QVERIFY(!post.deliverer->quiet());
      post.sender.answerAll(200);
      QVERIFY(post.deliverer->quiet() && post.deliverer->counts().delivered == 1U && !post.deliverer->nextDue());
    }
  }

  void a_rotated_secret_signs_beside_the_new_one_until_its_day_is_over() {
    for (const Provider home : {Provider::Dodo, Provider::Stripe}) {
      Post post(home);
      Endpoint& endpoint = post.endpoint();
      endpoint.previousSecret = std::exchange(endpoint.secret, workspace::generateSecret());
      endpoint.previousUntil = Instant{post.shop.clock.now().ms + 86400000};
      post.rename("Ada");
      for (const std::string& secret : {endpoint.secret, endpoint.previousSecret})
        QVERIFY(verdict(post, post.sender.letters[0], secret) == webhooks::Verdict::Ok);
      post.sender.answerAll(200);
      post.shop.clock.advance(86400000);
      post.rename("Bea");
      QVERIFY(verdict(post, post.sender.letters[1], endpoint.secret) == webhooks::Verdict::Ok);
      QVERIFY(verdict(post, post.sender.letters[1], endpoint.previousSecret) != webhooks::Verdict::Ok);
    }
  }

  void dodo_is_tried_eight_times_on_its_schedule_and_stripe_for_three_days() {
    struct Case {
      Provider home;
      std::vector<std::int64_t> seconds;
    };
    for (const Case& each :
         {Case{Provider::Dodo, {5, 300, 1800, 7200, 18000, 36000, 36000}},
          Case{Provider::Stripe, {60, 300, 1800, 3600, 7200, 14400, 28800, 39600, 39600, 39600, 39600, 43200}}}) {
      Post post(each.home);
      post.endpoint();
      post.rename("Ada");
      for (const std::int64_t wait : each.seconds) {
        post.sender.answerAll(each.seconds.size() % 2 == 0 ? 500 : 0);
        QVERIFY(post.deliverer->nextDue() == Instant{post.shop.clock.now().ms + wait * 1000});
        post.pass(wait * 1000 - 1);
        QVERIFY(post.sender.open.empty());
        post.pass(1);
        QVERIFY(post.sender.open.size() == 1U);
      }
      post.sender.answerAll(301);  // a redirect is no acknowledgement
      QVERIFY(!post.deliverer->nextDue() && post.deliverer->counts().failed == 1U);
      QVERIFY(post.sender.letters.size() == each.seconds.size() + 1);
      if (each.home == Provider::Dodo)  // the same id in every try
        for (const auto& letter : post.sender.letters)
          QVERIFY(fieldOf(letter, "webhook-id") == fieldOf(post.sender.letters[0], "webhook-id"));
    }
  }

  void the_schedule_can_be_compressed() {
    Post post(Provider::Dodo);
    post.endpoint();
    DeliverySettings fast;
    fast.retryFactor = 0.001;
    post.deliverer->set(fast);
    post.rename("Ada");
    post.sender.answerAll(503);
    QVERIFY(post.deliverer->nextDue() == Instant{post.shop.clock.now().ms + 5});
  }

  void dodo_tells_the_latest_state_and_stripe_that_of_the_moment() {
    for (const Provider home : {Provider::Dodo, Provider::Stripe}) {
      Post post(home);
      post.endpoint();
      post.rename("Ada");
      post.sender.answerAll(500);
      post.customer().name = "Bea";
      post.pass(3600000);
      QVERIFY(post.sender.letters[0].body == named("Ada"));
      QCOMPARE(post.sender.letters[1].body, named(home == Provider::Dodo ? "Bea" : "Ada"));
    }
  }

  void only_those_are_told_who_asked_for_it() {
    Post post(Provider::Stripe);
    post.endpoint().types = {"invoice.paid"};
    post.endpoint().types = {"customer.updated"};
    post.endpoint().enabled = false;
    post.endpoint().deleted = true;
    post.endpoint().home = Provider::Dodo;
    Endpoint& all = post.endpoint();
    all.types = {"*"};
    all.headers["X-Team"] = "billing";
    post.rename("Ada");
    QVERIFY(post.sender.letters.size() == 2U && fieldOf(post.sender.letters[1], "X-Team") == "billing");
    QVERIFY(post.shop.ledger->events.size() == 1U);
    post.sender.answerAll(200);
    QVERIFY(post.deliverer->resend(post.shop.ledger->events.all()[0]->id, all.id));
    post.deliverer->pump();
    QVERIFY(post.sender.letters.size() == 3U && !post.deliverer->resend("evt_none"));
  }

  void paused_they_wait_doubled_they_come_twice_shuffled_in_any_order() {
    Post post(Provider::Stripe);
    post.endpoint();
    DeliverySettings settings;
    settings.paused = true;
    post.deliverer->set(settings);
    for (int i = 0; i < 20; ++i) post.rename(std::to_string(i));
    QVERIFY(post.sender.letters.empty() && !post.deliverer->nextDue() && post.deliverer->counts().waiting == 20U);
    settings = {};
    settings.duplicate = 1;
    settings.shuffle = true;
    post.deliverer->set(settings);
    post.deliverer->pump();
    QVERIFY(post.sender.letters.size() == 40U);
    bool inOrder = true;
    for (std::size_t i = 0; i < 20; ++i)
      inOrder = inOrder && post.sender.letters[i * 2].body == named(std::to_string(i));
    QVERIFY(!inOrder);
    post.sender.answerAll(200);
    QVERIFY(post.deliverer->quiet() && post.deliverer->counts().delivered == 20U);
  }

  void many_go_out_in_turns_and_all_arrive() {
    Post post(Provider::Dodo);
    post.endpoint();
    for (int i = 0; i < 500; ++i) post.rename(std::to_string(i));
    while (!post.sender.open.empty()) post.sender.answerAll(200);
    QVERIFY(post.sender.letters.size() == 500U && post.deliverer->counts().delivered == 500U);
    QVERIFY(post.deliverer->quiet());
  }

  void a_restart_goes_on_and_an_endpoint_that_left_is_given_up() {
    const auto path =
        QDir::tempPath() + QStringLiteral("/tst_deliveries_%1.db").arg(QCoreApplication::applicationPid());
    QFile::remove(path);
    {
      Post post(Provider::Dodo, path.toStdString());
      post.endpoint();
      post.rename("Ada");
      post.sender.answerAll(500);
      post.rename("Bea");  // under way when the process ends
      QVERIFY(post.shop.ledger->save());
    }
    Post again(Provider::Dodo, path.toStdString());
    QVERIFY(again.deliverer->counts().waiting == 2U);
    again.pass(5000);
    QVERIFY(again.sender.letters.size() == 2U);
    again.sender.answerAll(500);
    again.shop.ledger->endpoints.all()[0]->deleted = true;
    again.pass(86400000);
    QVERIFY(again.deliverer->counts().failed == 2U && again.sender.open.empty());
    QFile::remove(path);
  }

  void a_secret_that_cannot_sign_fails_with_the_reason() {
    Post post(Provider::Dodo);
    post.endpoint("not base64 at all!");
    post.rename("Ada");
    QVERIFY(post.sender.letters.empty() && post.deliverer->counts().failed == 1U);
    QVERIFY(!post.shop.ledger->deliveries.all()[0]->lastError.empty());
  }

  void whose_events_they_are() {
    for (const Provider home : {Provider::Dodo, Provider::Stripe}) {
      Shop shop(home);
      const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
      QVERIFY(shop.engine.refund(shop.lastPayment().id, 100, "", {}));
      QVERIFY(shop.to("2026-03-01T00:00:00Z") && made.periodsPaid == 2);
      for (const Happening& each : shop.told) QVERIFY(homeOf(*shop.ledger, each) == home);
    }
  }

  void the_worker_sends_within_15_seconds_tells_what_happened_and_ends_at_once() {
    std::atomic<int> calls = 0;
    auto sender = makeSender(std::make_unique<CountingClient>(calls), 2);
    const auto sent = [&](const char* url) {
      auto told = std::make_shared<std::promise<Sender::Outcome>>();
      auto outcome = told->get_future();
      sender->send({"dlv", url, "{}", {}}, [told](const Sender::Outcome& each) { told->set_value(each); });
      return outcome.get();
    };
    QVERIFY(sent("http://good").status == 204);
    const auto dead = sent("http://dead");
    QVERIFY(dead.status == 0 && !dead.error.empty());
    bool told = false;
    for (int i = 0; i < 4; ++i) sender->send({"dlv", "http://slow", "{}", {}}, [&](const auto&) { told = true; });
    while (calls < 4) std::this_thread::yield();
    sender.reset();
    QVERIFY(!told);
  }
};

QTEST_GUILESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
