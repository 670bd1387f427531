// A signature that does not match is explained: each usual mistake is recognised and named, and nothing else is.
#include <QTest>

#include "webhooks/signature.h"
#include "webhooks/signaturemath.h"
#include "webhooks/textencoding.h"

using namespace billing;
using namespace billing::webhooks;
using workspace::Secret;
using workspace::SignatureScheme;
using workspace::WebhookRoute;

namespace {

const Instant kNow = Instant::fromSeconds(1'700'000'000);
const std::string kStamp = "1700000000";
const std::string kBody = "{\n  \"a\": 1,\r\n  \"b\": \"x y\"\n}";
const Secret kSecret{"main", workspace::generateSecret(), {}};

WebhookRoute routeOf(SignatureScheme scheme) {
  WebhookRoute route;
  route.scheme = scheme;
  return route;
}
std::string decodedKey() {
  return *base64Decode(kSecret.text.substr(6));
}
std::string mac(const std::string& key, const std::string& text) {
  return std::string(asBytes(hmacSha256(key, {text})));
}
std::string fullText(const std::string& body) {
  return "msg_1." + kStamp + "." + body;
}
Headers standard(const std::string& signature) {
  return {{"webhook-id", "msg_1"}, {"webhook-timestamp", kStamp}, {"webhook-signature", signature}};
}
Headers signedStandard(const std::string& key, const std::string& text) {
  return standard("v1," + base64Encode(mac(key, text)));
}

}  // namespace

class Diagnosis : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_mistake_of_the_sender_is_named_data() {
    QTest::addColumn<int>("scheme");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, SignatureScheme scheme, const Headers& headers, const char* words) {
      QTest::newRow(name) << static_cast<int>(scheme) << headers << QString::fromUtf8(words);
    };
    const auto sw = SignatureScheme::StandardWebhooks;
    const std::string& whole = kSecret.text;
    const std::string bare = whole.substr(6);
    row("whole text as key", sw, signedStandard(whole, fullText(kBody)), "whole text as the key, without decoding");
    row("undecoded", sw, signedStandard(bare, fullText(kBody)), "after whsec_ as the key, without decoding");
    row("body alone", sw, signedStandard(decodedKey(), kBody), "over the body alone");
    row("timestamp and body", sw, signedStandard(decodedKey(), kStamp + "." + kBody), "as Stripe does");
    row("hex", sw, standard("v1," + hexEncode(mac(decodedKey(), fullText(kBody)))), "in hexadecimal");
    row("v0", sw, standard("v0," + base64Encode(mac(decodedKey(), fullText(kBody)))), "under the version v0");
    row("no version", sw, standard(base64Encode(mac(decodedKey(), fullText(kBody)))), "without naming a version");
    row("newline added", sw, signedStandard(decodedKey(), fullText(kBody + "\n")), "line feed at its end");
    row("lf", sw, signedStandard(decodedKey(), fullText("{\n  \"a\": 1,\n  \"b\": \"x y\"\n}")), "LF line ends");
    row("crlf", sw, signedStandard(decodedKey(), fullText("{\r\n  \"a\": 1,\r\n  \"b\": \"x y\"\r\n}")),
        "CRLF line ends");
    row("minified", sw, signedStandard(decodedKey(), fullText("{\"a\":1,\"b\":\"x y\"}")), "compact JSON");
    row("bom", sw, signedStandard(decodedKey(), fullText("\xef\xbb\xbf" + kBody)), "byte order mark");
    row("cut", sw, standard("v1," + base64Encode(mac(decodedKey(), fullText(kBody)).substr(0, 9))),
        "only the beginning");
    std::string unpadded = base64Encode(mac(decodedKey(), fullText(kBody)));
    unpadded.pop_back();
    row("unpadded", sw, standard("v1," + unpadded), "end of the signature's base64");
    row("stripe header", sw,
        {{"Stripe-Signature", "t=" + kStamp + ",v1=" + hexEncode(mac(whole, kStamp + "." + kBody))}},
        "Stripe-Signature");
    row("svix header", sw,
        {{"svix-id", "msg_1"},
         {"svix-timestamp", kStamp},
         {"svix-signature", "v1," + base64Encode(mac(decodedKey(), fullText(kBody)))}},
        "svix-signature");
    row("two mistakes", sw, signedStandard(whole, kBody), "and over the body alone");
    const auto stripe = SignatureScheme::Stripe;
    const auto stripeHeader = [](const std::string& bytes) {
      return Headers{{"Stripe-Signature", "t=" + kStamp + ",v1=" + bytes}};
    };
    row("stripe decoded", stripe, stripeHeader(hexEncode(mac(decodedKey(), kStamp + "." + kBody))),
        "base64-decoded secret");
    row("stripe without prefix", stripe, stripeHeader(hexEncode(mac(bare, kStamp + "." + kBody))),
        "Stripe's key is the whole text");
    row("stripe base64", stripe, stripeHeader(base64Encode(mac(whole, kStamp + "." + kBody))), "in base64");
    row("stripe body alone", stripe, stripeHeader(hexEncode(mac(whole, kBody))), "over the body alone");
    row("github on a stripe route", stripe, {{"X-Hub-Signature-256", "sha256=" + hexEncode(mac(whole, kBody))}},
        "X-Hub-Signature-256");
    row("v1a only", sw, standard("v1a," + base64Encode(std::string(64, 's'))), "ed25519 (v1a) only");
  }
  void a_mistake_of_the_sender_is_named() {
    QFETCH(int, scheme);
    QFETCH(Headers, headers);
    QFETCH(QString, words);
    const WebhookRoute route = routeOf(static_cast<SignatureScheme>(scheme));
    QVERIFY(!verify(route, {kSecret}, headers, kBody, kNow).ok());
    const std::string told = diagnose(route, {kSecret}, headers, kBody, kNow);
    QVERIFY2(told.find(words.toStdString()) != std::string::npos, told.c_str());
    QVERIFY2(told.find(kSecret.text.substr(6)) == std::string::npos, "the secret is never told");
  }

  void white_space_that_was_added_is_named() {
    const Headers headers = signedStandard(decodedKey(), fullText("{}"));
    const std::string told = diagnose(routeOf(SignatureScheme::StandardWebhooks), {kSecret}, headers, " {}\n", kNow);
    QVERIFY2(told.find("before white space was added") != std::string::npos, told.c_str());
  }

  void lossy_decoding_is_named() {
    const Headers headers = signedStandard(decodedKey(), fullText("{\"a\":\"\xef\xbf\xbd\"}"));
    const std::string told =
        diagnose(routeOf(SignatureScheme::StandardWebhooks), {kSecret}, headers, "{\"a\":\"\xff\"}", kNow);
    QVERIFY2(told.find("U+FFFD") != std::string::npos, told.c_str());
  }

  void an_expired_secret_is_named_with_its_end() {
    Secret old = kSecret;
    old.label = "previous";
    old.expiresAt = Instant::fromSeconds(kNow.seconds() - 60);
    const Headers headers = signedStandard(decodedKey(), fullText(kBody));
    const std::string told = diagnose(routeOf(SignatureScheme::StandardWebhooks),
                                      {{"new", workspace::generateSecret(), {}}, old}, headers, kBody, kNow);
    QVERIFY2(told.find("“previous”, which expired at 2023-11-14T22:12:20Z") != std::string::npos, told.c_str());
  }

  void an_ed25519_signature_over_a_changed_body_is_named() {
    const Secret key{"ed", "whsk_" + base64Encode(std::string(64, 'k')), {}};
    const auto route = routeOf(SignatureScheme::StandardWebhooks);
    const Headers headers = sign(route, key, "msg_1", "{}\n", kNow).value();
    const std::string told = diagnose(route, {key}, headers, "{}", kNow);
    QVERIFY2(told.find("line feed at its end") != std::string::npos, told.c_str());
  }

  void a_stranger_s_signature_is_not_explained() {
    const Headers headers = signedStandard("somebody else", fullText(kBody));
    QCOMPARE(diagnose(routeOf(SignatureScheme::StandardWebhooks), {kSecret}, headers, kBody, kNow), std::string());
    QCOMPARE(diagnose(routeOf(SignatureScheme::Stripe), {kSecret}, {}, kBody, kNow), std::string());
    QCOMPARE(diagnose(routeOf(SignatureScheme::StandardWebhooks), {}, headers, "", kNow), std::string());
  }

  void a_large_body_does_not_take_long() {
    const std::string body(1 << 20, ' ');
    const Headers headers = signedStandard("somebody else", fullText(body));
    QBENCHMARK_ONCE {
      QCOMPARE(diagnose(routeOf(SignatureScheme::StandardWebhooks), {kSecret, kSecret, kSecret}, headers, body, kNow),
               std::string());
    }
  }
};

QTEST_APPLESS_MAIN(Diagnosis)
#include "tst_diagnosis.moc"
