// From bytes to what is kept: event ids, credentials, encodings.
#include <QTest>

#include "webhooks/deliveryjudge.h"

using namespace billing;
using namespace billing::webhooks;
using workspace::SignatureScheme;

namespace {

const Instant now{1'760'000'000'000};

JudgedDelivery judged(SignatureScheme scheme, Provider provider, const std::string& body,
                      const std::string& id = "msg_1", Headers more = {}) {
  workspace::WebhookRoute route;
  route.scheme = scheme;
  route.provider = provider;
  const workspace::Secret secret{"main", workspace::generateSecret(), {}};
  Headers headers = sign(route, secret, id, body, now).value_or(Headers{});
  headers.insert(headers.end(), more.begin(), more.end());
  return judgeDelivery(route, {secret}, {headers, body, "127.0.0.1:1"}, now);
}

}  // namespace

class TestDeliveryJudge : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_event_id_is_the_one_that_the_scheme_protects() {
    const std::string dodo = R"({"type":"payment.succeeded","id":"in_the_body"})";
    QCOMPARE(judged(SignatureScheme::StandardWebhooks, Provider::Dodo, dodo).event.eventId, std::string("msg_1"));
    QCOMPARE(judged(SignatureScheme::Svix, Provider::Dodo, dodo).event.eventId, std::string("msg_1"));
    const std::string stripe = R"({"id":"evt_9","object":"event","type":"invoice.paid","created":1760000000})";
    const JudgedDelivery event = judged(SignatureScheme::Stripe, Provider::Stripe, stripe);
    QCOMPARE(event.event.eventId, std::string("evt_9"));
    QCOMPARE(event.event.occurredAt->ms, std::int64_t{1'760'000'000'000});
  }

  void without_any_id_the_same_bytes_are_the_same_event() {
    const std::string body = R"({"type":"payment.succeeded"})";
    const auto first = judged(SignatureScheme::HmacHeader, Provider::Dodo, body).event;
    const auto again = judged(SignatureScheme::HmacHeader, Provider::Dodo, body).event;
    const auto other = judged(SignatureScheme::HmacHeader, Provider::Dodo, body + " ").event;
    QVERIFY(first.accepted);
    QCOMPARE(first.eventId.size(), std::string("sha256:").size() + 64);
    QCOMPARE(first.eventId, again.eventId);
    QVERIFY(first.eventId != other.eventId);
  }

  void credentials_are_not_kept() {
    const auto event = judged(SignatureScheme::StandardWebhooks, Provider::Dodo, R"({"type":"a"})", "msg_1",
                              {{"Authorization", "Bearer very-secret"}, {"X-Note", "caf\xe9 \"x\""}})
                           .event;
    QVERIFY(event.headers.find("very-secret") == std::string::npos);
    QVERIFY(event.headers.find("[\"Authorization\",\"…\"]") != std::string::npos);
    QVERIFY(event.headers.find("[\"X-Note\",\"café \\\"x\\\"\"]") != std::string::npos);
  }

  void a_refused_signature_is_explained_in_the_log_but_not_to_the_sender() {
    workspace::WebhookRoute route;
    const workspace::Secret right{"a", workspace::generateSecret(), {}};
    const workspace::Secret wrong{"b", workspace::generateSecret(), {}};
    const std::string body = R"({"type":"a"})";
    const Headers headers = sign(route, right, "msg_1", body, now).value_or(Headers{});
    const auto result = judgeDelivery(route, {right}, {headers, body + "\n", "127.0.0.1:1"}, now);
    QCOMPARE(result.reason, std::string("no_matching_signature"));
    QVERIFY(result.event.detail.size() > result.message.size());
    const auto other = judgeDelivery(route, {wrong}, {headers, body, "127.0.0.1:1"}, now);
    QVERIFY(!other.event.accepted);
    QVERIFY(other.event.secretLabel.empty());
  }
};

QTEST_GUILESS_MAIN(TestDeliveryJudge)
#include "tst_deliveryjudge.moc"
