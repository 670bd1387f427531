// `billingctl config` as scripts see it: findings with line and exit code, an import that never prints a secret.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "support/billingctl.h"
#include "workspace/profile.h"
#include "workspace/secretstore.h"

using namespace billing;

namespace {

const QByteArray webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const QByteArray apiKey = "dk_a8Fj2LkQ9xWm4ZrTq7Vb";

struct Ran {
  int code = -1;
  QByteArray out, err;
};

// Without a desktop: a developer's own key ring is not touched.
Ran billingctl(const QStringList& arguments, const QStringList& variables = {}) {
  QProcess process;
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
  for (const auto& variable : variables) environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
  process.setProcessEnvironment(environment);
  process.start(test::billingctl(), QStringList{QStringLiteral("config")} + arguments);
  if (!process.waitForFinished(60'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString words(const char* text) {
  return QString::fromLatin1(text);
}

}  // namespace

class ConfigCommandTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  int files_ = 0;

  QString write(const char* name, const QByteArray& text) {
    QFile file(folder_.filePath(QString::number(++files_) + words(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return {};
    return file.fileName();
  }
  QString fresh(const char* name) { return folder_.filePath(QString::number(++files_) + words(name)); }

 private Q_SLOTS:
  void every_shipped_workspace_passes() {
    for (const auto* id : {"persistq", "adminer", "llmxt", "howmuchshouldiprice", "pixell", "demo", "blank"}) {
      const Ran ran = billingctl({words("check"), words("--workspace"), words(id)});
      QVERIFY2(ran.code == 0, ran.out.constData());
      QVERIFY2(ran.err.contains("no errors"), ran.err.constData());
    }
  }

  void each_finding_is_one_line_with_place_severity_and_fix() {
    const auto file = write("w.toml", "name = \"W\"\nmode = \"prod\"\n[trial]\ndays = 7\n");
    const Ran ran = billingctl({words("check"), file});
    QCOMPARE(ran.code, 1);
    const auto lines = ran.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);  // no route, the mode, the trial
    QVERIFY2(ran.out.contains(file.toUtf8() + ":2: error: mode is \"test\" or \"live\". Fix: "), ran.out.constData());
    QVERIFY2(ran.out.contains(file.toUtf8() + ":3: error: The trial gives no plan. Fix: "), ran.out.constData());
  }

  void warnings_alone_do_not_fail() {
    const auto file = write("w.toml", "name = \"W\"\n");
    const Ran ran = billingctl({words("check"), file});
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.contains(": warning: "));
  }

  void scripts_get_json() {
    const auto file = write("w.toml", "name = \"W\"\nmode = \n");
    const Ran ran = billingctl({words("check"), file, words("--json")});
    QCOMPARE(ran.code, 1);
    const auto object = QJsonDocument::fromJson(ran.out).object();
    QCOMPARE(object[u"errors"].toInt(), 1);
    const auto finding = object[u"findings"].toArray().at(0).toObject();
    QCOMPARE(finding[u"code"].toString(), words("not_toml"));
    QCOMPARE(finding[u"line"].toInt(), 2);
    QCOMPARE(finding[u"severity"].toString(), words("error"));
  }

  void what_cannot_be_read_or_understood_is_told_by_the_exit_code() {
    QCOMPARE(billingctl({words("check"), words("/nowhere/w.toml")}).code, 3);
    QCOMPARE(billingctl({words("check"), words("--workspace"), words("nobody")}).code, 3);
    QCOMPARE(billingctl({words("check")}).code, 2);
    QCOMPARE(billingctl({words("import"), words("/nowhere/.env"), words("--workspace"), words("persistq"),
                         words("--output"), fresh("o.toml")})
                 .code,
             3);
  }

  void secrets_of_both_modes_are_compared_and_never_printed() {
    const auto file = write("w.toml", "name = \"W\"\n[[listener.route]]\npath = \"/w\"\n");
    const auto test = write("test.env", "DODO_MODE=test\nDODO_WEBHOOK_SECRET=" + webhookSecret + "\n");
    const auto live = write("live.env", "DODO_MODE=live\nDODO_WEBHOOK_SECRET=" + webhookSecret + "\n");
    const Ran same = billingctl({words("check"), file, words("--env"), test, words("--env"), live});
    QCOMPARE(same.code, 1);
    QVERIFY2(same.out.contains("“live/dodo” and “test/dodo” are the same text"), same.out.constData());
    QVERIFY(!(same.out + same.err).contains(webhookSecret.mid(6, 8)));
    QCOMPARE(billingctl({words("check"), file, words("--env"), test}).code, 0);
  }

  void missing_variables_of_the_process_are_told() {
    const auto file = write("w.toml", "name = \"W\"\nmode = \"live\"\n[[listener.route]]\npath = \"/w\"\n");
    const Ran missing = billingctl({words("check"), file, words("--environment")});
    QCOMPARE(missing.code, 1);
    QVERIFY2(missing.out.contains("DODO_WEBHOOK_SECRET"), missing.out.constData());
    const Ran set = billingctl({words("check"), file, words("--environment")},
                               {words("DODO_WEBHOOK_SECRET=") + QString::fromUtf8(webhookSecret)});
    QVERIFY2(set.code == 0, set.out.constData());
  }

  void an_import_writes_settings_and_shows_secrets_masked() {
    const auto env = write(".env",
                           "\xEF\xBB\xBF"
                           "export DODO_MODE='live'\r\nDODO_WEBHOOK_SECRET=\"" +
                               webhookSecret + "\"\r\nDODO_API_KEY=" + apiKey +
                               "\r\nNEXT_PUBLIC_APP_URL=https://app.example\r\n" + webhookSecret + "\r\n");
    const auto output = fresh("shop.toml");
    const auto secretFile = fresh("secrets");
    const Ran ran = billingctl({words("import"), env, words("--workspace"), words("persistq"), words("--output"),
                                output, words("--secret-file-out"), secretFile});
    QCOMPARE(ran.code, 1);  // live, and the live product ids are missing
    QVERIFY2(ran.out.contains("whsec_…LaSw, 38 characters"), ran.out.constData());
    QVERIFY2(ran.out.contains("has no product id for live mode"), ran.out.constData());
    QFile written(output);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const auto toml = written.readAll();
    for (const auto& secret : {webhookSecret, apiKey})
      for (const auto& place : {ran.out, ran.err, toml}) QVERIFY(!place.contains(secret.mid(6, 8)));
    const auto profile = workspace::readProfile(output.toStdString());
    QVERIFY(profile && profile->live() && !profile->demo);

    QCOMPARE(QFileInfo(secretFile).permissions() & 0x0077, QFileDevice::Permissions());
    const auto secrets = workspace::readSecretFile(secretFile.toStdString());
    QVERIFY(secrets.has_value());
    QCOMPARE(secrets->size(), std::size_t{1});  // the key signs nothing
    QCOMPARE(QByteArray::fromStdString(secrets->at(0).text), webhookSecret);
    QCOMPARE(secrets->at(0).label, std::string("dodo"));
  }

  void nothing_is_overwritten_unasked() {
    const auto env = write(".env", "DODO_WEBHOOK_SECRET=" + webhookSecret + "\n");
    const auto output = write("mine.toml", "name = \"Mine\"\n");
    const QStringList import{words("import"), env, words("--workspace"), words("My shop"), words("--output"), output};
    const Ran refused = billingctl(import);
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains("exists already") && refused.err.contains("--force"), refused.err.constData());
    QVERIFY(billingctl(import + QStringList{words("--force")}).code == 0);
    QCOMPARE(workspace::readProfile(output.toStdString())->name, std::string("My shop"));
    const auto taken = write("secrets", "precious\n");
    const Ran kept = billingctl(import + QStringList{words("--force"), words("--secret-file-out"), taken});
    QCOMPARE(kept.code, 1);
    QFile file(taken);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious\n"));
  }

  void without_a_key_ring_it_says_so_and_how_else() {
    const auto env = write(".env", "DODO_WEBHOOK_SECRET=" + webhookSecret + "\n");
    const Ran ran = billingctl({words("import"), env, words("--workspace"), words("persistq"), words("--output"),
                                fresh("o.toml"), words("--store-secrets")});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("No key ring") && ran.err.contains("--secret-file-out"), ran.err.constData());
    const Ran told = billingctl({words("import"), env, words("--workspace"), words("persistq"), words("--output"),
                                 fresh("o.toml"), words("--json")});
    QCOMPARE(told.code, 0);
    const auto object = QJsonDocument::fromJson(told.out).object();
    QCOMPARE(object[u"secretsFound"].toInt(), 1);
    QVERIFY(!object[u"storedInKeyRing"].toBool());
    QVERIFY(!told.out.contains(webhookSecret.mid(6, 8)));
  }
};

QTEST_GUILESS_MAIN(ConfigCommandTest)
#include "tst_configcommand.moc"
