#include <QDir>
#include <QTest>

#include "workspace/profile.h"

using namespace billing;
using namespace billing::workspace;

class TestProfile : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_shipped_workspace_can_be_read() {
    const QDir folder(QStringLiteral(BILLING_SOURCE_DIR "/resources/workspaces"));
    const auto files = folder.entryList({QStringLiteral("*.toml")});
    QVERIFY(files.size() >= 2);
    for (const auto& file : files) {
      const auto profile = readProfile(folder.filePath(file).toStdString());
      QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
      QVERIFY(!profile->routes.empty());
    }
  }
  void routes_carry_scheme_status_and_secret_name() {
    const auto profile = parseProfile(R"(
name = "Adminer"
[listener]
port = 0
[[listener.route]]
path = "/api/dodo/webhook"
scheme = "hmac-header"
header = "X-Dodo-Signature"
bad_signature_status = 401
)",
                                      "adminer.toml");
    QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
    const auto& route = profile->routes.at(0);
    QCOMPARE(route.badSignatureStatus, 401);
    QCOMPARE(route.headerName, std::string("X-Dodo-Signature"));
    QCOMPARE(route.secretName, std::string("dodo"));
    QCOMPARE(int(profile->port), 0);
  }
  void a_mistake_is_told_with_file_and_line_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("typo in a key") << QByteArray("name = \"A\"\nprovidr = \"dodo\"\n") << QByteArray("w.toml:2");
    QTest::newRow("unknown provider") << QByteArray("name = \"A\"\nprovider = \"paypal\"\n") << QByteArray("w.toml:2");
    QTest::newRow("unknown mode") << QByteArray("name = \"A\"\nmode = \"prod\"\n") << QByteArray("w.toml:2");
    QTest::newRow("not toml") << QByteArray("name = \"A\"\n\nmode = \n") << QByteArray("w.toml:3");
    QTest::newRow("number for text") << QByteArray("name = 7\n") << QByteArray("w.toml:1");
    QTest::newRow("port out of range") << QByteArray("name = \"A\"\n[listener]\nport = 70000\n")
                                       << QByteArray("w.toml:3");
    QTest::newRow("unknown scheme") << QByteArray("name = \"A\"\n[[listener.route]]\npath = \"/x\"\nscheme = \"md5\"\n")
                                    << QByteArray("w.toml:4");
    QTest::newRow("status 200 for a bad signature")
        << QByteArray("name = \"A\"\n[[listener.route]]\npath = \"/x\"\nbad_signature_status = 200\n")
        << QByteArray("w.toml:4");
    QTest::newRow("too long to undo") << QByteArray("name = \"A\"\n[admin]\nundo_seconds_live = 601\n")
                                      << QByteArray("w.toml:3");
    QTest::newRow("typo in admin") << QByteArray("name = \"A\"\n[admin]\n\nundo_seconds = 5\n")
                                   << QByteArray("w.toml:4");
    QTest::newRow("password in the file")
        << QByteArray("name = \"A\"\n[database]\nkind = \"mysql\"\nname = \"b\"\nuser = \"a\"\npassword = \"x\"\n")
        << QByteArray("w.toml:6: A password does not belong into this file");
    QTest::newRow("unknown kind of database")
        << QByteArray("name = \"A\"\n[database]\nkind = \"oracle\"\nname = \"b\"\nuser = \"a\"\n")
        << QByteArray("w.toml:3: kind is");
    QTest::newRow("database without a user")
        << QByteArray("name = \"A\"\n[database]\nkind = \"mysql\"\nname = \"b\"\n") << QByteArray("w.toml:2: user");
    QTest::newRow("a rate that is none")
        << QByteArray(
               "name = \"A\"\n[metrics]\nconvert_to = \"USD\"\n[[metrics.rate]]\ncurrency = \"EUR\"\n"
               "rate = \"1,08\"\ndate = \"2026-03-01\"\n")
        << QByteArray("w.toml:6: rate is a decimal number");
    QTest::newRow("rates of nothing")
        << QByteArray(
               "name = \"A\"\n[metrics]\n[[metrics.rate]]\ncurrency = \"EUR\"\nrate = \"1.08\"\n"
               "date = \"2026-03-01\"\n")
        << QByteArray("w.toml:2: there are rates");
    QTest::newRow("a day that is none")
        << QByteArray(
               "name = \"A\"\n[metrics]\nconvert_to = \"USD\"\n[[metrics.rate]]\ncurrency = \"EUR\"\n"
               "rate = \"1.08\"\ndate = \"2026-02-30\"\n")
        << QByteArray("w.toml:7: date is the day");
    QTest::newRow("no name") << QByteArray("mode = \"test\"\n") << QByteArray("w.toml: name is missing");
  }
  void a_mistake_is_told_with_file_and_line() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const auto profile = parseProfile(text.toStdString(), "w.toml");
    QVERIFY(!profile.has_value());
    QVERIFY2(profile.error().message.rfind(place.toStdString(), 0) == 0, profile.error().message.c_str());
  }
  void a_workspace_is_a_file_or_a_teams_server() {
    const auto file = parseProfile("name = \"A\"\ndatabase = \"/x.sqlite\"\n", "w.toml");
    QVERIFY(file.has_value() && !file->database.isUsed());
    QCOMPARE(file->databaseFile, std::string("/x.sqlite"));
    const auto team = parseProfile(
        "name = \"A\"\n[database]\nkind = \"postgresql\"\nhost = \"db.example\"\nport = 5433\nname = \"billing\"\n"
        "user = \"ada\"\ntls = \"verify\"\ntls_authority = \"/etc/ca.pem\"\n",
        "w.toml");
    QVERIFY2(team.has_value(), team ? "" : team.error().message.c_str());
    const TeamDatabase& server = team->database;
    QVERIFY(server.kind == TeamDatabase::Kind::PostgreSql && server.tls == TeamDatabase::Tls::Verify);
    QCOMPARE(server.host + server.name + server.user + server.tlsAuthority,
             std::string("db.examplebillingada/etc/ca.pem"));
    QCOMPARE(server.port, 5433);
    QVERIFY(parseProfile("name = \"A\"\n[database]\nkind = \"mariadb\"\nname = \"b\"\nuser = \"a\"\n", "w.toml")
                ->database.kind == TeamDatabase::Kind::MySql);
  }
  void changes_by_hand_wait_and_are_agreed_to_as_the_workspace_says() {
    const auto usual = parseProfile("name = \"A\"\n", "w.toml")->admin;
    QCOMPARE(usual.undoSeconds(false), 10);
    QCOMPARE(usual.undoSeconds(true), 60);
    QCOMPARE(usual.approvalLimitUnits, 500);
    QCOMPARE(usual.approvalHours, 24);
    const auto own = parseProfile(
        "name = \"A\"\n[admin]\nundo_seconds_test = 0\nundo_seconds_live = 600\napproval_above = 0\n"
        "approval_hours = 1\n",
        "w.toml");
    QVERIFY(own.has_value());
    QCOMPARE(own->admin.undoSeconds(false), 0);
    QCOMPARE(own->admin.undoSeconds(true), 600);
    QCOMPARE(own->admin.approvalLimitUnits, 0);
    QCOMPARE(own->admin.approvalHours, 1);
  }
  void totals_are_converted_at_the_rates_of_the_file() {
    QVERIFY(parseProfile("name = \"A\"\n", "w.toml")->metrics.convertTo.empty());
    const auto profile = parseProfile(
        "name = \"A\"\n[metrics]\nconvert_to = \"usd\"\nmargin_percent = \"80\"\n"
        "cost_of_customer = { currency = \"USD\", amount = \"3.50\" }\n[[metrics.rate]]\ncurrency = \"EUR\"\n"
        "rate = \"1.0842\"\ndate = \"2026-03-01\"\n",
        "w.toml");
    QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
    QCOMPARE(profile->metrics.convertTo, std::string("USD"));
    QCOMPARE(profile->metrics.rates.at(0).rate, std::string("1.0842"));
    QCOMPARE(profile->metrics.costOfCustomer->minor, 350);
    QCOMPARE(profile->metrics.marginPercent, std::string("80"));
  }
  void a_missing_file_is_said_to_be_missing() {
    QCOMPARE(readProfile("/nowhere/x.toml").error().kind, ErrorKind::NotFound);
  }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
