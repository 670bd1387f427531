#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "support/redaction.h"
#include "workspace/keyring.h"
#include "workspace/secretstore.h"

using namespace billing;
using namespace billing::workspace;

class TestSecrets : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  std::string write(const QByteArray& text) {
    QFile file(folder_.filePath(QStringLiteral("secrets")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return {};
    return file.fileName().toStdString();
  }
 private Q_SLOTS:
  void a_file_holds_one_secret_a_line_with_label_and_expiry() {
    const auto secrets =
        readSecretFile(write("# comment\n\nfirst-secret label=new\r\nsecond until=2026-01-31T00:00:00Z\n"));
    QVERIFY(secrets.has_value());
    QCOMPARE(secrets->size(), std::size_t{2});
    QCOMPARE(secrets->at(0).text, std::string("first-secret"));
    QCOMPARE(secrets->at(0).label, std::string("new"));
    QVERIFY(!secrets->at(0).expiresAt);
    QCOMPARE(secrets->at(1).expiresAt->ms, fromIso8601("2026-01-31T00:00:00Z")->ms);
  }
  void a_secret_without_a_label_is_named_by_its_hint_never_by_itself() {
    const auto text = generateSecret();
    const auto secrets = readSecretFile(write(QByteArray::fromStdString(text)));
    QVERIFY(secrets.has_value());
    QCOMPARE(secrets->front().text, text);
    QVERIFY(secrets->front().label.size() < 20);
    QVERIFY(text.find(secrets->front().label) == std::string::npos);
  }
  void an_unreadable_line_is_told_with_its_number_and_without_the_secret() {
    const auto secrets = readSecretFile(write("one\ntwo expires=tomorrow\n"));
    QVERIFY(!secrets.has_value());
    QVERIFY(secrets.error().message.find(":2") != std::string::npos);
    QVERIFY(secrets.error().message.find("two") == std::string::npos);
  }
  void an_empty_file_holds_no_secret() {
    QCOMPARE(readSecretFile(write("\n")).error().code, std::string("secret_file_empty"));
  }
  void generated_secrets_are_32_random_bytes() {
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) seen.insert(generateSecret());
    QCOMPARE(seen.size(), std::size_t{50});
    QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(seen.begin()->substr(6))).size(), 32);
  }
  void nothing_secret_survives_redaction() {
    const auto secret = generateSecret();
    const auto text = redact("key " + secret + " and Bearer abcdefgh12345678 end");
    QVERIFY(text.find(secret.substr(6, 12)) == std::string::npos);
    QVERIFY(text.find("abcdefgh") == std::string::npos);
    QVERIFY(text.find(" end") != std::string::npos);
  }
  void a_session_ring_gives_back_what_it_was_given() {
    SessionKeyRing ring;
    QVERIFY(!ring.read(QStringLiteral("demo/dodo")).result()->has_value());
    QVERIFY(ring.write(QStringLiteral("demo/dodo"), "text").result().has_value());
    QCOMPARE(**ring.read(QStringLiteral("demo/dodo")).result(), std::string("text"));
  }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
