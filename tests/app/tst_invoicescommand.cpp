// `billingctl invoices` as scripts see it: files, exit codes, JSON.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include "reports/documents/zippedfile.h"
#include "support/billingctl.h"
#include "support/verifyresult.h"
#include "tests/reports/invoicerows.h"

using namespace billing;
using namespace documenttest;

class InvoicesCommandTest : public QObject {
  Q_OBJECT

  struct Ran {
    int code = -1;
    QByteArray out, err;
  };
  QTemporaryDir folder_;
  test::TestDatabase db_;

  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
  static Ran run(const QStringList& arguments) {
    QProcess process;
    process.start(test::billingctl(), arguments);
    if (!process.waitForFinished(30'000)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  }
  Ran pdf(const char* invoices, const QString& to, const QStringList& more = {}) {
    return run(QStringList{QStringLiteral("invoices"), QStringLiteral("pdf")} +
               QString::fromLatin1(invoices).split(u' ') +
               QStringList{QStringLiteral("--workspace"), QStringLiteral("persistq"), QStringLiteral("--database"),
                           db_.config.file, QStringLiteral("--to"), to} +
               more);
  }
  static QByteArray bytesOf(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
  }

 private Q_SLOTS:
  void initTestCase() {
    VERIFY_RESULT(fillInvoices(*db_, 4));
    db_.database.reset();  // the program has the file to itself
  }

  void one_invoice_becomes_a_pdf_in_its_language() {
    const Ran written = pdf("in_1", path("one.pdf"), {QStringLiteral("--language"), QStringLiteral("de")});
    QVERIFY2(written.code == 0, written.err.constData());
    const auto text = textOfPdf(bytesOf(path("one.pdf")));
    if (!text) QSKIP("pdftotext is not installed");
    for (const char* words : {"Rechnung", "2026-0001", "Gutschrift", "CN-2026-0001", "PersistQ Labs Ltd", "TEST"})
      QVERIFY2(text->contains(QString::fromLatin1(words)), qPrintable(*text));
    QCOMPARE(pdf("in_1", path("one.pdf")).code, 1);  // it is there
    QCOMPARE(pdf("in_1", path("one.pdf"), {QStringLiteral("--overwrite")}).code, 0);
  }

  void several_become_a_zip_or_files_in_a_folder() {
    const Ran zipped = pdf("in_1 in_2 2026-0004", path("all.zip"), {QStringLiteral("--json")});
    QVERIFY2(zipped.code == 0, zipped.err.constData());
    QCOMPARE(QJsonDocument::fromJson(zipped.out).object().value(QLatin1String("documents")).toInt(), 4);
    const auto names = entriesOfZip(path("all.zip"));
    VERIFY_RESULT(names);
    QCOMPARE(names->size(), 4);
    const QString into = path("pack");
    QVERIFY(QDir().mkpath(into));
    QCOMPARE(pdf("in_2 in_4", into).code, 0);
    QCOMPARE(QDir(into).entryList({QStringLiteral("*.pdf")}).size(), 2);
  }

  void what_cannot_be_printed_says_so() {
    QCOMPARE(pdf("nothing", path("no.pdf")).code, 1);
    QCOMPARE(pdf("2026-0002", path("no.pdf")).code, 1);  // two invoices bear that number
    QCOMPARE(pdf("in_1 in_2", path("no.pdf")).code, 2);
    QCOMPARE(pdf("in_1", path("no.pdf"), {QStringLiteral("--language"), QStringLiteral("xx")}).code, 2);
    QCOMPARE(pdf("in_1", QStringLiteral("/nowhere/no.pdf")).code, 3);
    QVERIFY(!QFile::exists(path("no.pdf")));
  }

  void show_tells_lines_tax_payments_and_credit_notes() {
    const Ran shown = run({QStringLiteral("invoices"), QStringLiteral("show"), QStringLiteral("in_1"),
                           QStringLiteral("--database"), db_.config.file, QStringLiteral("--json")});
    QVERIFY2(shown.code == 0, shown.err.constData());
    const QJsonObject invoice = QJsonDocument::fromJson(shown.out).array().first().toObject();
    QCOMPARE(invoice.value(QLatin1String("tax_minor")).toInt(), 190);
    QCOMPARE(
        invoice.value(QLatin1String("lines")).toArray().first().toObject().value(QLatin1String("net_minor")).toInt(),
        1000);
    const QJsonObject note = invoice.value(QLatin1String("credit_notes")).toArray().first().toObject();
    QCOMPARE(note.value(QLatin1String("number")).toString(), QStringLiteral("CN-2026-0001"));
    QCOMPARE(note.value(QLatin1String("tax_minor")).toInt(), 95);
  }
};

QTEST_GUILESS_MAIN(InvoicesCommandTest)
#include "tst_invoicescommand.moc"
