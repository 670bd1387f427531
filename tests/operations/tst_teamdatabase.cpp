// From what people write about a team's database to a connection, and what the screen says of the rights on it.
#include <QTest>

#include "operations/admin/databaserights.h"
#include "operations/admin/people.h"
#include "operations/teamdatabase.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

std::string refusalOf(const char* address) {
  const auto read = databaseAddressFrom(QString::fromLatin1(address));
  return read ? std::string("read") : read.error().code;
}

DatabaseRights rightsOfMe(store::Database& database, Role role) {
  const auto rights = database
                          .read<DatabaseRights>([role](QSqlDatabase& connection) {
                            return databaseRights(connection, {QStringLiteral("me"), role, true}, false);
                          })
                          .result();
  return rights.value_or(DatabaseRights{});
}

}  // namespace

class TeamDatabaseTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_address_names_server_user_and_database() {
    const auto read = databaseAddressFrom(QStringLiteral("postgresql://ada@db.example:5433/billing?tls=require"));
    VERIFY_RESULT(read);
    QVERIFY(read->has_value());
    workspace::Profile profile;
    profile.database = **read;
    const auto config = databaseConfigOf(profile, QStringLiteral("unused.sqlite"), QStringLiteral("secret"));
    QVERIFY(config.dialect == store::Dialect::PostgreSql && config.tls == store::Tls::Require);
    QCOMPARE(config.host + u' ' + config.user + u' ' + config.name, QStringLiteral("db.example ada billing"));
    QCOMPARE(config.port, 5433);
    QCOMPARE(config.password, QStringLiteral("secret"));
    QVERIFY(config.file.isEmpty());
    QVERIFY(databaseAddressFrom(QStringLiteral("mysql://a@h/b?socket=/run/s"))->value().host == "/run/s");
  }

  void a_file_stays_a_file() {
    QVERIFY(!databaseAddressFrom(QStringLiteral("/home/ada/demo.sqlite"))->has_value());
    const auto config = databaseConfigOf({}, QStringLiteral("/home/ada/demo.sqlite"), {});
    QVERIFY(config.dialect == store::Dialect::Sqlite);
    QCOMPARE(config.file, QStringLiteral("/home/ada/demo.sqlite"));
  }

  void what_is_wrong_with_an_address_is_told() {
    QCOMPARE(refusalOf("postgresql://ada:secret@db.example/billing"), std::string("password_in_address"));
    QCOMPARE(refusalOf("postgresql://db.example/billing"), std::string("bad_database_address"));
    QCOMPARE(refusalOf("mysql://ada@db.example"), std::string("bad_database_address"));
    QCOMPARE(refusalOf("mysql://ada@db.example/billing?tls=maybe"), std::string("bad_database_address"));
  }

  void on_a_file_roles_only_guide() {
    SKIP_ON_SERVERS("A file has no rights");
    TestDatabase db;
    const auto rights = rightsOfMe(*db, Role::Finance);
    QVERIFY(!rights.enforced);
    QCOMPARE(rights.sentence, enforcedBy(store::Dialect::Sqlite));
  }

  void an_owner_is_not_held_to_a_role() {
    if (!testServer()) QSKIP("No server: BILLING_TEST_DATABASE is not set");
    TestDatabase db;
    const auto rights = rightsOfMe(*db, Role::Finance);
    QVERIFY(!rights.enforced && !rights.findings.isEmpty());
    QVERIFY2(rights.sentence.contains(QStringLiteral("more than finance may")), qPrintable(rights.sentence));
    // Who sits here is whom the server let in.
    const auto actor = db->read<Actor>([](QSqlDatabase& connection) {
                           return whoIs(connection, QStringLiteral("somebody"), QStringLiteral("console"));
                         }).result();
    VERIFY_RESULT(actor);
    QCOMPARE(actor->name, testServer()->user);
  }
};

QTEST_GUILESS_MAIN(TeamDatabaseTest)
#include "tst_teamdatabase.moc"
