// Documents: what is printed is what the rows say, in every language, on both papers, over any number of pages; files
// are whole or not there.
#include <sys/resource.h>

#include <QFileInfo>
#include <QRegularExpression>
#include <csignal>

#include "reports/documents/documentwords.h"
#include "reports/documents/invoicewriting.h"
#include "reports/documents/zippedfile.h"
#include "reports/pdf/textmeasure.h"
#include "support/verifyresult.h"
#include "tests/reports/documentfixture.h"
#include "tests/reports/invoicerows.h"

using namespace documenttest;

namespace {

#define TEXT_OF_PDF(name, pdf)                          \
  const auto name##Read = textOfPdf(pdf);               \
  if (!name##Read) QSKIP("pdftotext is not installed"); \
  const QString& name = *name##Read

QStringList filesIn(const QTemporaryDir& folder) {
  return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

}  // namespace

class DocumentsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyTextAndAmountIsReadBack() {
    const auto pdf = pdfIn(invoiceDocument(record(), seller()), "en");
    keep(pdf, QStringLiteral("invoice-en.pdf"));
    TEXT_OF_PDF(text, pdf);
    for (const char* words : {"Invoice",
                              "2026-0042",
                              "Ada GmbH",
                              "ada@example.org",
                              "Harbour Software GmbH",
                              "Am Musterhafen 7",
                              "DE000000000",
                              "Pro monthly",
                              "Credit for Starter",
                              "Proration",
                              "€36.00",
                              "-€5.00",
                              "€31.00",
                              "Tax 19% on €31.00",
                              "€5.89",
                              "€36.89",
                              "card visa 4242",
                              "pi_test",
                              "1 January 2026",
                              "2 January 2026",
                              "Page 1 of 1",
                              "TEST: made in test mode",
                              "in_test",
                              "An invented company"})
      QVERIFY2(text.contains(QString::fromUtf8(words)), qPrintable(QString::fromUtf8(words) + u'\n' + text));
  }

  void onlyTestWorkspacesPrintTest() {
    auto live = seller();
    live.test = false;
    TEXT_OF_PDF(text, pdfIn(invoiceDocument(record(), live), "en"));
    QVERIFY2(!text.contains(QStringLiteral("TEST")), qPrintable(text));
  }

  void everyLanguageIsPrinted_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("total");
    QTest::newRow("en") << "en" << "Invoice" << "€36.89";
    QTest::newRow("de") << "de" << "Rechnung" << "36,89 €";
    QTest::newRow("fr") << "fr" << "Facture" << "36,89 €";
    QTest::newRow("es") << "es" << "Factura" << "36,89 €";
    QTest::newRow("ja") << "ja" << QString::fromUtf8("請求書") << "€36.89";
    QTest::newRow("ar") << "ar" << QString::fromUtf8("فاتورة") << QString::fromUtf8("٣٦٫٨٩");
  }
  void everyLanguageIsPrinted() {
    QFETCH(QString, language);
    QFETCH(QString, title);
    QFETCH(QString, total);
    for (int word = 0; word < static_cast<int>(Word::Count); ++word)
      QVERIFY(!wordOf(static_cast<Word>(word), language).isEmpty());
    auto made = record();
    made.row.customerName = QString::fromUtf8("Ada GmbH, خالد, דוד, 株式会社くも");
    const auto pdf = pdfIn(invoiceDocument(made, seller()), qPrintable(language));
    keep(pdf, QStringLiteral("invoice-%1.pdf").arg(language));
    QVERIFY(pdf.contains("/Lang (" + language.toLatin1() + ")"));
    TEXT_OF_PDF(raw, pdf);
    QString text = raw;  // marks of direction and kinds of spaces are not what is meant here
    text.remove(
        QRegularExpression(QStringLiteral("[\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{061c}\\x{2066}-\\x{2069}]")));
    text.replace(QRegularExpression(QStringLiteral("[\\x{00a0}\\x{202f}]")), QStringLiteral(" "));
    QVERIFY2(text.contains(QStringLiteral("2026-0042")), qPrintable(text));
    QVERIFY2(text.contains(QString::fromUtf8("株式会社くも")), qPrintable(text));
    QVERIFY2(text.contains(QString::fromUtf8("דוד")), qPrintable(text));
    QVERIFY2(text.contains(title), qPrintable(text));
    QVERIFY2(text.contains(total), qPrintable(text));
  }

  void fontsAreEmbeddedAndTheFileIsTagged() {
    const auto pdf = pdfIn(invoiceDocument(record(), seller()), "de");
    const auto fonts = toolSays("pdffonts", pdf);
    if (!fonts) QSKIP("pdffonts is not installed");
    const QStringList rows = fonts->split(u'\n', Qt::SkipEmptyParts).mid(2);
    QVERIFY(!rows.isEmpty());
    for (const QString& row : rows)
      QVERIFY2(row.contains(QRegularExpression(QStringLiteral(" yes yes yes +\\d"))), qPrintable(row));
    const auto info = toolSays("pdfinfo", pdf, {}, {});
    QVERIFY2(info->contains(QRegularExpression(QStringLiteral("Tagged: +yes"))), qPrintable(*info));
    QVERIFY2(info->contains(QStringLiteral("Rechnung 2026-0042")), qPrintable(*info));
    QVERIFY2(info->contains(QRegularExpression(QStringLiteral("Author: +Harbour Software GmbH"))), qPrintable(*info));
  }

  void theSameRowsMakeTheSameFile() {
    const auto document = invoiceDocument(record(), seller());
    QCOMPARE(pdfIn(document, "en"), pdfIn(document, "en"));
  }

  void papersHaveTheirSizes_data() {
    QTest::addColumn<bool>("letter");
    QTest::addColumn<QString>("size");
    QTest::newRow("A4") << false << "595.276 x 841.89 pts (A4)";
    QTest::newRow("Letter") << true << "612 x 792 pts (letter)";
  }
  void papersHaveTheirSizes() {
    QFETCH(bool, letter);
    QFETCH(QString, size);
    const auto info =
        toolSays("pdfinfo", pdfIn(invoiceDocument(record(), seller()), "en", letter ? Paper::Letter : Paper::A4));
    if (!info) QSKIP("pdfinfo is not installed");
    QVERIFY2(info->contains(size), qPrintable(*info));
  }

  void amountsHaveTheirCurrencysDecimals_data() {
    QTest::addColumn<QByteArray>("currency");
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("printed");
    QTest::newRow("none") << QByteArray("JPY") << qint64(1234) << QString::fromUtf8("¥1,234");
    QTest::newRow("three") << QByteArray("KWD") << qint64(1234567) << "1,234.567";
    QTest::newRow("negative") << QByteArray("USD") << qint64(-123456) << "-$1,234.56";
    QTest::newRow("zero") << QByteArray("USD") << qint64(0) << "$0.00";
    QTest::newRow("largest") << QByteArray("USD") << std::numeric_limits<qint64>::max() << "92,233,720,368,547,758.07";
  }
  void amountsHaveTheirCurrencysDecimals() {
    QFETCH(QByteArray, currency);
    QFETCH(qint64, minor);
    QFETCH(QString, printed);
    TEXT_OF_PDF(text, pdfIn(invoiceDocument(recordOf(currency.constData(), minor), seller()), "en"));
    QVERIFY2(text.contains(printed), qPrintable(text));
  }

  void manyLinesGoOnOverPagesAndSumUp() {
    auto many = record();
    many.lines.clear();
    qint64 net = 0;
    for (int i = 1; i <= 200; ++i) {
      many.lines.push_back(
          line("Item " + std::to_string(i) + (i % 9 == 0 ? ' ' + std::string(120, 'x') : ""), i, 100 + i, 19));
      net += 100 + i;
    }
    many.taxMinor = 200 * 19;
    many.row.totalMinor = many.row.paidMinor = net + 200 * 19;
    const auto pages = documentPages(invoiceDocument(many, seller()), {Paper::A4, QStringLiteral("en"), kIssued});
    QVERIFY2(pages.pages.size() >= 5 && pages.pages.size() <= 12, qPrintable(QString::number(pages.pages.size())));
    QString carried;
    for (qsizetype i = 0; i < pages.pages.size(); ++i) {
      const QString text = textOf(pages.pages[i]);
      const bool last = i + 1 == pages.pages.size();
      QVERIFY(text.contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages.pages.size())));
      if (i > 0) QVERIFY2(text.contains(QStringLiteral("Brought forward\t") + carried), qPrintable(text));
      const auto found = QRegularExpression(QStringLiteral("Carried over\t([^\n]+)")).match(text);
      QVERIFY(found.hasMatch() != last || pages.pages.size() == 1);
      carried = found.captured(1);
      for (const TextItem& item : pages.pages[i].texts)
        QVERIFY2(item.y >= 0 && item.y < pages.paper.height - 20, qPrintable(item.text));
    }
    const auto pdf = pdfIn(invoiceDocument(many, seller()), "en");
    keep(pdf, QStringLiteral("invoice-200.pdf"));
    TEXT_OF_PDF(text, pdf);
    qint64 read = 0;
    int lines = 0;
    auto rows = QRegularExpression(QStringLiteral("Item \\d+.* 19% +€([\\d,]+)\\.(\\d\\d)")).globalMatch(text);
    for (; rows.hasNext(); ++lines) {
      const auto row = rows.next();
      read += row.captured(1).remove(u',').toLongLong() * 100 + row.captured(2).toLongLong();
    }
    QCOMPARE(lines, 200);
    QCOMPARE(read, net);
  }

  void whatIsNotItemisedIsSaidAndTheDocumentSumsUp() {
    auto some = record();
    some.lines = {line("Pro", 1, 1000, 190)};  // of a total of 36.89
    const auto document = invoiceDocument(some, seller());
    qint64 net = 0, tax = 0;
    for (const DocumentLine& one : document.lines) net += one.netMinor;
    for (const DocumentTax& one : document.taxes) tax += one.taxMinor;
    QCOMPARE(net + tax, document.totalMinor);
    QVERIFY(document.lines.last().words == LineText::NotItemised);
    some.lines.clear();
    some.taxMinor.reset();
    const auto bare = invoiceDocument(some, seller());
    QCOMPARE(bare.lines.size(), 1);
    QCOMPARE(bare.lines.first().netMinor, bare.totalMinor);
    QVERIFY(bare.taxes.isEmpty() && !bare.netMinor);
  }

  void longNamesWrapAndStayOnThePage() {
    auto made = record();
    made.row.customerName = QString(900, u'ß') + QString::fromUtf8(" مؤسسة طويلة جدا");
    made.lines.front().description = std::string(5000, 'w');
    const auto pages = documentPages(invoiceDocument(made, seller()), {Paper::Letter, QStringLiteral("en"), kIssued});
    const TextMeasure measure(QStringLiteral("en"));
    for (const PageItems& page : pages.pages)
      for (const TextItem& item : page.texts)
        QVERIFY(item.y + measure.height(item.text, item.style, item.width) <= pages.paper.height);
  }

  void receiptsAndCreditNotesSayWhatTheyAre() {
    auto made = record();
    made.creditNotes = {{1,
                         QStringLiteral("CN-2026-0001"),
                         {},
                         QStringLiteral("re_1"),
                         QStringLiteral("succeeded"),
                         QStringLiteral("duplicate"),
                         QStringLiteral("pi_test"),
                         QStringLiteral("in_test"),
                         {},
                         QStringLiteral("EUR"),
                         1190,
                         190,
                         kIssued + 9 * kDay}};
    const auto receipt = receiptDocument(made, seller());
    VERIFY_RESULT(receipt);
    TEXT_OF_PDF(paid, pdfIn(*receipt, "en"));
    QVERIFY2(paid.contains(QStringLiteral("Receipt")) && !paid.contains(QStringLiteral("Amount due")),
             qPrintable(paid));
    QVERIFY2(paid.contains(QStringLiteral("CN-2026-0001")) && paid.contains(QStringLiteral("-€11.90")),
             qPrintable(paid));
    TEXT_OF_PDF(note, pdfIn(creditNoteDocument(made, made.creditNotes.first(), seller()), "en"));
    for (const char* words : {"Credit note", "CN-2026-0001", "Corrects invoice 2026-0042", "duplicate", "€10.00",
                              "Tax 19% on €10.00", "€1.90", "€11.90", "10 January 2026"})
      QVERIFY2(note.contains(QString::fromUtf8(words)), qPrintable(QString::fromUtf8(words) + u'\n' + note));
    made.payments.clear();
    made.row.paidMinor = 0;
    QVERIFY(!receiptDocument(made, seller()));
  }

  void anotherCurrencyIsPrintedAsItsOwnAndAFailedRefundCreditsNothing() {
    auto made = record();
    made.payments.first().currency = QStringLiteral("USD");
    made.payments.first().amountMinor = 4100;
    store::CreditNoteRow note;
    note.number = QStringLiteral("CN-2026-0007");
    note.refundStatus = QStringLiteral("failed");
    note.currency = QStringLiteral("EUR");
    note.totalMinor = 1190;
    note.issuedAt = kIssued;
    made.creditNotes = {note};
    const auto invoice = invoiceDocument(made, seller());
    QCOMPARE(invoice.creditedMinor, 0);
    TEXT_OF_PDF(text, pdfIn(invoice, "en"));
    QVERIFY2(text.contains(QStringLiteral("$41.00")) && !text.contains(QString::fromUtf8("€41.00")), qPrintable(text));
    QVERIFY2(text.contains(QString::fromUtf8("CN-2026-0007 · Void")), qPrintable(text));
    TEXT_OF_PDF(voided, pdfIn(creditNoteDocument(made, note, seller()), "en"));
    QVERIFY2(voided.contains(QStringLiteral("Void")), qPrintable(voided));
  }

  void picturesAreTheSamePages() {
    const auto list = documentPages(invoiceDocument(record(), seller()), {Paper::A4, QStringLiteral("en"), kIssued});
    const auto pictures = picturesOf(list, 96);
    VERIFY_RESULT(pictures);
    QCOMPARE(pictures->size(), list.pages.size());
    QVERIFY(pictures->first().startsWith("\x89PNG"));
    CancelToken cancel;
    cancel.cancel();
    QVERIFY(!picturesOf(list, 96, cancel) && !pdfOf(list, cancel));
  }

  void aZipHoldsEveryDocumentUnderANameOfItsOwn() {
    test::TestDatabase db;
    VERIFY_RESULT(fillInvoices(*db, 4));
    QTemporaryDir folder;
    InvoiceFileWish wish;
    wish.invoices = {1, 2, 3, 4};
    wish.path = folder.filePath(QStringLiteral("all.zip"));
    QVector<qint64> progress;
    const auto receipt = writeInvoiceFile(sources(*db), wish, [&](qint64 done, qint64) { progress << done; }, {});
    VERIFY_RESULT(receipt);
    QCOMPARE(receipt->rows, 5);  // four invoices and a credit note
    QCOMPARE(receipt->sums["total"][QStringLiteral("EUR")], 4 * 1190 - 595);
    QCOMPARE(progress, (QVector<qint64>{1, 2, 3, 4}));
    const auto names = entriesOfZip(wish.path);
    VERIFY_RESULT(names);
    QCOMPARE(names->size(), 5);
    QCOMPARE(QSet<QString>(names->begin(), names->end()).size(), 5);
    for (const QString& name : *names) {
      QVERIFY2(name.endsWith(QStringLiteral(".pdf")) && !name.contains(u'/') && !name.contains(u'"'), qPrintable(name));
      QVERIFY2(name.contains(QString::fromUtf8("_Ada-GmbH-株式会社-x")), qPrintable(name));
    }
    QVERIFY(names->contains(QString::fromUtf8("2026-0002_Ada-GmbH-株式会社-x (2).pdf")));
    QCOMPARE(filesIn(folder), QStringList{QStringLiteral("all.zip")});
  }

  void oneFileHoldsTheInvoiceAndItsCreditNote() {
    test::TestDatabase db;
    VERIFY_RESULT(fillInvoices(*db, 1));
    QTemporaryDir folder;
    InvoiceFileWish wish;
    wish.invoices = {1};
    wish.path = folder.filePath(QStringLiteral("one.pdf"));
    VERIFY_RESULT(writeInvoiceFile(sources(*db), wish, {}, {}));
    QFile file(wish.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    TEXT_OF_PDF(text, file.readAll());
    QVERIFY2(
        text.contains(QStringLiteral("CN-2026-0001")) && text.contains(QStringLiteral("Corrects invoice 2026-0001")),
        qPrintable(text));
    const auto again = writeInvoiceFile(sources(*db), wish, {}, {});
    QVERIFY(!again && again.error().code == "file_exists");
    wish.invoices = {1, 2};
    const auto many = writeInvoiceFile(sources(*db), wish, {}, {});
    QVERIFY(!many && many.error().code == "one_file_for_many");
    const auto pages = invoicePagesFor(sources(*db), 1, true, QStringLiteral("de"), 72, {});
    VERIFY_RESULT(pages);
    QCOMPARE(pages->pictures.size(), 2);
    QVERIFY(pages->texts.first().contains(QStringLiteral("Rechnung")));
    QVERIFY(pages->texts.last().contains(QStringLiteral("Gutschrift")));
  }

  void nothingIsLeftBehind_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("pdf") << "one.pdf";
    QTest::newRow("zip") << "all.zip";
  }
  void nothingIsLeftBehind() {
    QFETCH(QString, name);
    test::TestDatabase db;
    VERIFY_RESULT(fillInvoices(*db, 4));
    QTemporaryDir folder;
    InvoiceFileWish wish;
    wish.invoices = name.endsWith(QStringLiteral("zip")) ? QVector<qint64>{1, 2, 3, 4} : QVector<qint64>{1};
    wish.path = folder.filePath(name);
    const auto full = withLittleRoom([&] { return writeInvoiceFile(sources(*db), wish, {}, {}); });
    QVERIFY(!full);
    QCOMPARE(full.error().code, std::string("disk_full"));
    QVERIFY2(filesIn(folder).isEmpty(), qPrintable(filesIn(folder).join(u' ')));
    CancelToken cancel;
    cancel.cancel();
    const auto cancelled = writeInvoiceFile(sources(*db), wish, {}, cancel);
    QVERIFY(!cancelled && cancelled.error().kind == ErrorKind::Cancelled);
    const auto refused = writeInvoiceFile(sources(*db), wish, {}, {}, [](const ExportReceipt&) -> Result<void> {
      return failure(ErrorKind::Full, "audit", "Nothing can be written down");
    });
    QVERIFY(!refused && refused.error().code == "audit");
    QVERIFY(filesIn(folder).isEmpty());
  }

  void theProvidersOwnIsFetchedWhereThereIsOne() {
    test::TestDatabase db;
    VERIFY_RESULT(fillInvoices(*db, 1));
    QTemporaryDir folder;
    InvoiceFileWish wish;
    wish.invoices = {1};
    wish.path = folder.filePath(QStringLiteral("theirs.pdf"));
    wish.providersOwn = true;
    const auto nobody = writeInvoiceFile(sources(*db), wish, {}, {});
    QVERIFY(!nobody && nobody.error().code == "no_pdf");
  }

 private:
  static InvoiceSources sources(store::Database& database) { return {database, seller(), nullptr, Instant{kIssued}}; }

  template <class Work>
  static Result<ExportReceipt> withLittleRoom(Work work) {
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto old = std::signal(SIGXFSZ, SIG_IGN);
    rlimit little = before;
    little.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &little);
    auto done = work();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old);
    return done;
  }
};

QTEST_GUILESS_MAIN(DocumentsTest)
#include "tst_documents.moc"
