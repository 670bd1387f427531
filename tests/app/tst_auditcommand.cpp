// `billingctl audit` as scripts see it: output, exit codes, beside a console; and that billingctl's own writes are
// there.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include "operations/audited.h"
#include "support/billingctl.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
  [[nodiscard]] QJsonArray list() const { return QJsonDocument::fromJson(out).array(); }
  [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
};

Ran billingctl(const QStringList& arguments) {
  QProcess process;
  process.start(billing::test::billingctl(), arguments);
  if (!process.waitForFinished(30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

// A log of three entries.
struct AuditedFile {
  AuditedFile() {
    for (const char* action : {"refund.asked", "refund.done", "switch.on"}) {
      auto entry = operations::entryBy({QStringLiteral("ada")}, action, "payment", QStringLiteral("pay_1"),
                                       QStringLiteral("=SUM(1,2), \"said\" Ada"));
      entry.after = operations::auditFields({{"amount", QStringLiteral("USD 5.00")}});
      const auto noted = operations::noteByHand(*db, entry, {1'770'000'000'000}).result();
      if (!noted) qFatal("%s", describe(noted.error()).c_str());
    }
  }
  Ran audit(const char* words, const QStringList& more = {}) {
    return billingctl(QStringList{QStringLiteral("audit")} + QString::fromLatin1(words).split(u' ') +
                      QStringList{QStringLiteral("--database"), db.config.file} + more);
  }
  TestDatabase db;
};

}  // namespace

class AuditCommandTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void entries_are_listed_and_shown_while_a_console_has_the_database_open() {
    AuditedFile file;
    QCOMPARE(file.audit("list --json").list().size(), 3);
    const Ran refunds = file.audit("list --action refund --object payment:pay_1 --person ada --limit 1 --json");
    QCOMPARE(refunds.list().size(), 1);
    QCOMPARE(refunds.list()[0][u"action"].toString(), QStringLiteral("refund.done"));
    QCOMPARE(file.audit("list --until 2020-01-01T00:00:00Z").out, QByteArray());
    QVERIFY(file.audit("show 3").out.contains("amount:  -> USD 5.00"));
    QCOMPARE(file.audit("show 3 --json").object()[u"at"].toString(), QStringLiteral("2026-02-02T02:40:00Z"));
    QCOMPARE(file.audit("show 4").code, 1);
    QCOMPARE(file.audit("list --since yesterday").code, 2);
  }

  void a_log_that_is_whole_is_exit_code_0_and_a_broken_one_names_the_entry() {
    AuditedFile file;
    const Ran whole = file.audit("verify --json");
    QCOMPARE(whole.code, 0);
    const QJsonObject head = whole.object()[u"head"].toObject();
    const QString kept = QStringLiteral("%1:%2").arg(head[u"entries"].toInt()).arg(head[u"hash"].toString());
    QCOMPARE(file.audit("verify", {QStringLiteral("--expect"), kept}).code, 0);
    QCOMPARE(file.audit("verify --expect 3:abc").code, 2);
    VERIFY_RESULT(run(*file.db, QStringLiteral("DROP TRIGGER audit_entries_keep")));
    VERIFY_RESULT(run(*file.db, QStringLiteral("UPDATE audit_entries SET actor = 'eve' WHERE id = 2")));
    const Ran broken = file.audit("verify");
    QCOMPARE(broken.code, 1);
    QVERIFY2(broken.out.contains("entry 2:") && broken.out.contains("edited"), broken.out.constData());
    QCOMPARE(file.audit("verify --json").object()[u"findings"][0][u"entry"].toInt(), 2);
  }

  void an_export_holds_every_entry_and_the_head_that_a_check_can_be_held_against() {
    AuditedFile file;
    const QString path = file.db.folder.filePath(QStringLiteral("log.csv"));
    QCOMPARE(file.audit("export --format csv", {QStringLiteral("--output"), path}).code, 0);
    QFile csv(path), head(path + QStringLiteral(".head"));
    QVERIFY(csv.open(QIODevice::ReadOnly) && head.open(QIODevice::ReadOnly));
    const QByteArrayList lines = csv.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[1].contains("\"'=SUM(1,2), \"\"said\"\" Ada\""), lines[1].constData());
    const QString kept = QString::fromUtf8(head.readAll().trimmed());
    QCOMPARE(file.audit("verify", {QStringLiteral("--expect"), kept}).code, 0);
    const QByteArrayList json = file.audit("export").out.trimmed().split('\n');
    QCOMPARE(json.size(), 4);
    QCOMPARE(QJsonDocument::fromJson(json[0])[u"entry"].toInt(), 1);
    const QJsonObject last = QJsonDocument::fromJson(json[3])[u"head"].toObject();
    QCOMPARE(QStringLiteral("3:%1").arg(last[u"hash"].toString()), kept);
  }

  void what_billingctl_changes_itself_is_in_the_log() {
    TestDatabase db;
    db.database.reset();
    const QStringList file{QStringLiteral("--database"), db.config.file};
    const QString on = QStringLiteral("switch on stop_downgrades --reason wrong-prices --by ada");
    QCOMPARE(billingctl(on.split(u' ') + file).code, 0);
    const QJsonObject entry =
        billingctl(QStringList{QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--json")} + file)
            .list()[0]
            .toObject();
    QCOMPARE(entry[u"action"].toString(), QStringLiteral("switch.on"));
    QCOMPARE(entry[u"actor"].toString(), QStringLiteral("ada"));
    QCOMPARE(entry[u"origin"].toString(), QStringLiteral("billingctl"));
    QCOMPARE(entry[u"reason"].toString(), QStringLiteral("wrong-prices"));
  }

  void what_is_said_of_rows_is_kept_and_in_the_log_and_no_key_is() {
    TestDatabase db;
    VERIFY_RESULT(
        run(*db.database,
            QStringLiteral("INSERT INTO subscriptions (provider, external_id, customer_external_id, product_id, "
                           "status, currency, object_time, updated_at) VALUES ('dodo', 'sub_1', 'cus_1', "
                           "'pdt_1', 'active', 'EUR', 5, 5)")));
    db.database.reset();
    const QStringList file{QStringLiteral("--database"), db.config.file};
    const auto review = [&](const char* words, const QStringList& more = {}) {
      return billingctl(QStringList{QStringLiteral("review")} + QString::fromLatin1(words).split(u' ') + more + file);
    };
    QCOMPARE(review("list").out, QByteArray("Nothing is said of any row yet.\n"));
    QCOMPARE(review("flag sub_1 --flag question --workspace persistq").code, 0);
    const Ran marked = review("mark sub_1 --workspace persistq --json");
    QCOMPARE(marked.list()[0][u"flag"].toString(), QStringLiteral("question"));
    QVERIFY(!marked.list()[0][u"reviewed_at"].toString().isEmpty() && !marked.list()[0][u"changed_since"].toBool());
    const QString key = QStringLiteral("sk_") + QStringLiteral("test_") + QString(24, u'A');
    const Ran refused = review("note sub_1 --workspace persistq --text", {key});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("looks like a key") && !refused.err.contains("AAAA"), refused.err.constData());
    QCOMPARE(review("note sub_1 --workspace persistq --text", {QStringLiteral("asked for an invoice")}).code, 0);
    QCOMPARE(review("flag sub_1 sub_gone --flag ok --workspace persistq").code, 1);
    QVERIFY(review("list").out.contains("flag question"));
    const auto log =
        billingctl(QStringList{QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--json")} + file)
            .list();
    QCOMPARE(log.size(), 3);
  }
};

QTEST_GUILESS_MAIN(AuditCommandTest)
#include "tst_auditcommand.moc"
