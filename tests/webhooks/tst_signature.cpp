// The rules beyond the vectors: rotation and expiry, edges of the header formats, and that signing and verifying agree.
#include <QElapsedTimer>
#include <QTest>

#include "webhooks/signature.h"
#include "webhooks/textencoding.h"

using namespace billing;
using namespace billing::webhooks;
using workspace::Secret;
using workspace::Secrets;
using workspace::SignatureScheme;
using workspace::WebhookRoute;

namespace {

const Instant kNow = Instant::fromSeconds(1'700'000'000);
constexpr std::string_view kBody = R"({"test": 2432232314})";

WebhookRoute routeOf(SignatureScheme scheme) {
  WebhookRoute route;
  route.scheme = scheme;
  return route;
}
Headers signedBy(const Secret& secret, SignatureScheme scheme = SignatureScheme::StandardWebhooks, Instant at = kNow,
                 std::string_view body = kBody) {
  return sign(routeOf(scheme), secret, "msg_1", body, at).value();
}
Secret fresh(const std::string& label = "now") {
  return {label, workspace::generateSecret(), {}};
}
Secret ed25519Secret(char fill = 'k') {
  return {"ed", "whsk_" + base64Encode(std::string(64, fill)), {}};
}
void replace(Headers& headers, std::size_t index, const std::string& value) {
  headers.at(index).value = value;
}

}  // namespace

class SignatureTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_we_sign_we_verify_data() {
    QTest::addColumn<int>("scheme");
    for (const auto scheme : {SignatureScheme::StandardWebhooks, SignatureScheme::Svix, SignatureScheme::Stripe,
                              SignatureScheme::HmacHeader})
      QTest::newRow(std::string(workspace::toString(scheme)).c_str()) << static_cast<int>(scheme);
  }
  void what_we_sign_we_verify() {
    QFETCH(int, scheme);
    const auto by = static_cast<SignatureScheme>(scheme);
    const Secret secret = fresh();
    for (const std::string& body :
         {std::string(), std::string("{}"), std::string("\0\xff\r\n", 4), std::string(1 << 20, 'x')}) {
      const Headers headers = signedBy(secret, by, kNow, body);
      const Verification good = verify(routeOf(by), {secret}, headers, body, kNow);
      QVERIFY2(good.ok(), good.detail.c_str());
      QCOMPARE(good.secretLabel, std::string("now"));
      QVERIFY(verify(routeOf(by), {fresh()}, headers, body, kNow).verdict == Verdict::NoMatchingSignature);
      QVERIFY(verify(routeOf(by), {secret}, headers, body + " ", kNow).verdict == Verdict::NoMatchingSignature);
    }
  }

  void any_single_changed_byte_breaks_a_signature() {
    const Secret secret = fresh();
    const Headers headers = signedBy(secret);
    for (std::size_t i = 0; i < kBody.size(); ++i) {
      std::string body(kBody);
      body[i] = static_cast<char>(body[i] ^ 1);
      QVERIFY(!verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, body, kNow).ok());
    }
    for (std::size_t field = 0; field < headers.size(); ++field)
      for (std::size_t i = 0; i < headers[field].value.size(); ++i) {
        Headers changed = headers;
        changed[field].value[i] = static_cast<char>(changed[field].value[i] ^ 1);
        QVERIFY(!verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, changed, kBody, kNow).ok());
        changed[field].value.resize(i);
        QVERIFY(!verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, changed, kBody, kNow).ok());
      }
  }

  void a_rotated_secret_counts_until_it_expires_and_the_match_is_named() {
    Secret old = fresh("old");
    old.expiresAt = Instant::fromSeconds(kNow.seconds() + 100);
    const Secrets both{fresh("new"), old};
    const WebhookRoute route = routeOf(SignatureScheme::StandardWebhooks);
    QCOMPARE(verify(route, both, signedBy(old), kBody, kNow).secretLabel, std::string("old"));
    QVERIFY(verify(route, both, signedBy(old), kBody, *old.expiresAt).ok());
    const Instant later{old.expiresAt->ms + 1};
    QVERIFY(verify(route, both, signedBy(old, route.scheme, later), kBody, later).verdict ==
            Verdict::NoMatchingSignature);
    QVERIFY(verify(route, {old}, signedBy(old, route.scheme, later), kBody, later).verdict == Verdict::InvalidSecret);
    QVERIFY(verify(route, {}, signedBy(old), kBody, kNow).verdict == Verdict::InvalidSecret);
  }

  void a_broken_secret_beside_a_good_one_does_no_harm() {
    const Secret good = fresh("good");
    const Secrets secrets{{"broken", "whsec_", {}}, {"worse", "v1,whsec_x", {}}, good};
    QCOMPARE(verify(routeOf(SignatureScheme::Svix), secrets, signedBy(good), kBody, kNow).secretLabel,
             std::string("good"));
  }

  void the_edges_of_the_tolerance_are_inclusive_for_every_scheme_data() {
    QTest::addColumn<int>("scheme");
    for (const auto scheme : {SignatureScheme::StandardWebhooks, SignatureScheme::Svix, SignatureScheme::Stripe})
      QTest::newRow(std::string(workspace::toString(scheme)).c_str()) << static_cast<int>(scheme);
  }
  void the_edges_of_the_tolerance_are_inclusive_for_every_scheme() {
    QFETCH(int, scheme);
    const auto by = static_cast<SignatureScheme>(scheme);
    const Secret secret = fresh();
    for (const auto& [offset, verdict] : {std::pair{-300, Verdict::Ok},
                                          {300, Verdict::Ok},
                                          {-301, Verdict::TimestampTooOld},
                                          {301, Verdict::TimestampTooNew}})
      QVERIFY(verify(routeOf(by), {secret}, signedBy(secret, by, Instant::fromSeconds(kNow.seconds() + offset)), kBody,
                     kNow)
                  .verdict == verdict);
    WebhookRoute exact = routeOf(by);
    exact.toleranceSeconds = 0;
    QVERIFY(verify(exact, {secret}, signedBy(secret, by), kBody, kNow).ok());
    QVERIFY(
        verify(exact, {secret}, signedBy(secret, by, Instant::fromSeconds(kNow.seconds() - 1)), kBody, kNow).verdict ==
        Verdict::TimestampTooOld);
  }

  void only_one_spelling_of_a_timestamp_is_taken_data() {
    QTest::addColumn<QString>("timestamp");
    for (const char* text :
         {"1700000000abc", "abc", " 1700000000", "1700000000 ", "1.7e9", "+1700000000", "-1700000000", "01700000000",
          "0x1", "1_700", "1700000000.0", "9223372036854775808", "NaN", "Infinity", "٣"})
      QTest::newRow(text) << QString::fromUtf8(text);
  }
  void only_one_spelling_of_a_timestamp_is_taken() {
    QFETCH(QString, timestamp);
    const Secret secret = fresh();
    Headers headers = signedBy(secret);
    replace(headers, 1, timestamp.toStdString());
    QVERIFY(verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, kBody, kNow).verdict ==
            Verdict::InvalidTimestamp);
    const Headers stripe{{"Stripe-Signature", "t=" + timestamp.toStdString() + ",v1=00"}};
    if (!timestamp.startsWith(QLatin1Char(' ')) && !timestamp.endsWith(QLatin1Char(' ')))
      QVERIFY(verify(routeOf(SignatureScheme::Stripe), {secret}, stripe, kBody, kNow).verdict ==
              Verdict::InvalidTimestamp);
  }

  void zero_is_old_and_the_largest_number_is_new() {
    const Secret secret = fresh();
    Headers headers = signedBy(secret);
    replace(headers, 1, "0");
    QVERIFY(verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, kBody, kNow).verdict ==
            Verdict::TimestampTooOld);
    replace(headers, 1, "9223372036854775807");
    QVERIFY(verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, kBody, kNow).verdict ==
            Verdict::TimestampTooNew);
  }

  void an_id_with_a_dot_or_a_control_character_is_malformed() {
    const Secret secret = fresh();
    for (const std::string& id :
         {std::string("msg.1"), std::string("."), std::string("a\tb"), std::string("a\0b", 3), std::string("a\x7f")}) {
      Headers headers = signedBy(secret);
      replace(headers, 0, id);
      const auto verdict = verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, kBody, kNow);
      QVERIFY(verdict.verdict == Verdict::MalformedId);
      QVERIFY(verdict.eventId.empty());
    }
    QCOMPARE(sign(routeOf(SignatureScheme::Svix), secret, "a.b", kBody, kNow).error().code,
             std::string("malformed_id"));
  }

  void a_signature_moved_between_id_timestamp_and_body_fails() {
    const Secret secret = fresh();
    Headers headers = signedBy(secret);
    replace(headers, 0, "msg_1.1700000000");
    QVERIFY(!verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, kBody, kNow).ok());
  }

  void two_families_of_headers_may_agree_but_not_differ() {
    const Secret secret = fresh();
    const WebhookRoute svix = routeOf(SignatureScheme::Svix);
    Headers both = signedBy(secret, SignatureScheme::Svix);
    for (const Header& header : signedBy(secret)) both.push_back(header);
    QVERIFY(verify(svix, {secret}, both, kBody, kNow).ok());
    QVERIFY(verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, both, kBody, kNow).ok());
    both[0].value = "msg_2";
    QVERIFY(verify(svix, {secret}, both, kBody, kNow).verdict == Verdict::DuplicateHeader);
    QVERIFY(verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, both, kBody, kNow).verdict ==
            Verdict::DuplicateHeader);
    QVERIFY(verify(svix, {secret}, signedBy(secret), kBody, kNow).ok());
    const auto wrongScheme = verify(routeOf(SignatureScheme::StandardWebhooks), {secret},
                                    signedBy(secret, SignatureScheme::Svix), kBody, kNow);
    QVERIFY(wrongScheme.verdict == Verdict::MissingHeader);
    QVERIFY(wrongScheme.detail.find("svix") != std::string::npos);
  }

  void edges_of_the_stripe_header_data() {
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char* value, Verdict verdict) {
      QTest::newRow(value) << QString::fromLatin1(value) << static_cast<int>(verdict);
    };
    row("t=1700000000", Verdict::BadHeaderFormat);
    row("t=,v1=00", Verdict::BadHeaderFormat);
    row("v1=00", Verdict::BadHeaderFormat);
    row("t=1700000000,v1=00,", Verdict::NoMatchingSignature);
    row("t=1700000000,,v1=00", Verdict::BadHeaderFormat);
    row("t=1700000000,t=1700000000,v1=00", Verdict::BadHeaderFormat);
    row("t=1700000000,v0=00,v2=11", Verdict::UnsupportedVersion);
    row("t=1700000000, v1=00", Verdict::UnsupportedVersion);
    row("t=1700000000,v1=", Verdict::NoMatchingSignature);
    row("t=1700000000,v1==", Verdict::NoMatchingSignature);
    row("=,=,=", Verdict::BadHeaderFormat);
    row("   ", Verdict::MissingHeader);
  }
  void edges_of_the_stripe_header() {
    QFETCH(QString, value);
    QFETCH(int, verdict);
    const Headers headers{{"stripe-signature", value.toStdString()}};
    QCOMPARE(toString(verify(routeOf(SignatureScheme::Stripe), {fresh()}, headers, kBody, kNow).verdict),
             toString(static_cast<Verdict>(verdict)));
  }

  void ed25519_signs_and_verifies_and_its_keys_never_serve_as_hmac_keys() {
    const Secret secret = ed25519Secret();
    const WebhookRoute route = routeOf(SignatureScheme::StandardWebhooks);
    const Headers headers = signedBy(secret);
    QVERIFY(headers[2].value.starts_with("v1a,"));
    QVERIFY(verify(route, {secret}, headers, kBody, kNow).ok());
    QVERIFY(!verify(route, {ed25519Secret('j')}, headers, kBody, kNow).ok());
    const Secret asHmac{"confused", std::string(64, 'k'), {}, true};
    QVERIFY(!verify(route, {secret}, signedBy(asHmac), kBody, kNow).ok());
    const Secret publicOnly{"public", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", {}};
    QCOMPARE(sign(route, publicOnly, "msg_1", kBody, kNow).error().code, std::string("invalid_secret"));
  }

  void a_header_full_of_ed25519_signatures_buys_little_work() {
    const Secret secret = ed25519Secret();
    Headers headers = signedBy(secret);
    std::string list;
    for (int i = 0; i < 170; ++i) list += "v1a," + base64Encode(std::string(64, static_cast<char>(i))) + " ";
    replace(headers, 2, list + headers[2].value);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, headers, kBody, kNow).ok());
    QVERIFY2(timer.elapsed() < 50, "sixteen checks at most");
  }

  void secrets_are_accepted_or_explained_data() {
    QTest::addColumn<QString>("secret");
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QString>("hint");  // empty: accepted
    const auto row = [](const char* secret, SignatureScheme scheme, const char* hint) {
      QTest::addRow("%s %d", secret, static_cast<int>(scheme))
          << QString::fromLatin1(secret) << static_cast<int>(scheme) << QString::fromLatin1(hint);
    };
    const auto standard = SignatureScheme::StandardWebhooks;
    row("whsec_AwMDAwMDAwM=", standard, "");
    row("AwMDAwMDAwM", standard, "");
    row(" whsec_AwMDAwMDAwM= \n", standard, "");
    row("whsec_", standard, "Copy the whole secret");
    row("v1,whsec_AwMDAwMDAwM=", standard, "before whsec_");
    row("whsec_AwMD-_MDAwM=", standard, "URL alphabet");
    row("whsec_AwMD AwMDAwM=", standard, "white space");
    row("sk_test_x", standard, "API key");
    row("rk_x", SignatureScheme::Stripe, "signing secret");
    row("whpk_AQEB", standard, "whole key");
    row("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", SignatureScheme::Stripe, "scheme");
    row("any text", SignatureScheme::HmacHeader, "");
    row("two words", SignatureScheme::Stripe, "one piece");
  }
  void secrets_are_accepted_or_explained() {
    QFETCH(QString, secret);
    QFETCH(int, scheme);
    QFETCH(QString, hint);
    const auto problem = checkSecret(static_cast<SignatureScheme>(scheme), secret.toStdString());
    QCOMPARE(problem.has_value(), !hint.isEmpty());
    if (!problem) return;
    QVERIFY2(describe(*problem).find(hint.toStdString()) != std::string::npos, describe(*problem).c_str());
    QVERIFY2(secret.size() < 9 || describe(*problem).find(secret.toStdString()) == std::string::npos,
             "the secret is not quoted");
  }

  void an_empty_secret_is_refused_by_every_scheme() {
    for (const auto scheme : {SignatureScheme::StandardWebhooks, SignatureScheme::Svix, SignatureScheme::Stripe,
                              SignatureScheme::HmacHeader})
      for (const char* text : {"", "  \n"}) QVERIFY(checkSecret(scheme, text).has_value());
  }

  void a_short_secret_is_called_weak() {
    const Secret secret{"short", "whsec_" + base64Encode(std::string(23, 'a')), {}};
    QVERIFY(verify(routeOf(SignatureScheme::StandardWebhooks), {secret}, signedBy(secret), kBody, kNow).weakSecret);
    const Secret enough{"enough", "whsec_" + base64Encode(std::string(24, 'a')), {}};
    QVERIFY(!verify(routeOf(SignatureScheme::StandardWebhooks), {enough}, signedBy(enough), kBody, kNow).weakSecret);
  }

  void base64_and_hex_come_back_as_they_went() {
    for (std::size_t size = 0; size < 70; ++size) {
      const std::string bytes(size, static_cast<char>(size * 7));
      QCOMPARE(base64Decode(base64Encode(bytes)), std::optional(bytes));
      QCOMPARE(hexDecode(hexEncode(bytes)), std::optional(bytes));
      QCOMPARE(QByteArray::fromStdString(base64Encode(bytes)), QByteArray::fromStdString(bytes).toBase64());
    }
    for (const char* bad : {"A", "AA=", "A===", "====", "=", "A=A=", "AAAA=", "A A=", "AA\n="})
      QVERIFY2(!base64Decode(bad), bad);
    for (const char* bad : {"a", "0g", "0x", " 0"}) QVERIFY2(!hexDecode(bad), bad);
  }
};

QTEST_APPLESS_MAIN(SignatureTest)
#include "tst_signature.moc"
