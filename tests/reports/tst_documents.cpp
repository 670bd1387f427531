// Documents: what is printed is what the rows say, in every language, on both papers, over any number of pages.
#include "tests/reports/documentfixture.h"

#include "reports/documents/documentwords.h"

using namespace documenttest;

class DocumentsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyTextAndAmountIsReadBack() {
    const auto pdf = pdfIn(invoiceDocument(record(), seller()), "en");
    keep(pdf, QStringLiteral("invoice-en.pdf"));
    const auto text = textOfPdf(pdf);
    if (!text) QSKIP("pdftotext is not installed");
    for (const char* words :
         {"Invoice",          "2026-0042",      "Ada GmbH",    "ada@example.org",    "Harbour Software GmbH",
          "Am Musterhafen 7", "DE000000000",    "Pro monthly", "Credit for Starter", "Proration",
          "€36.00",           "-€5.00",         "€31.00",      "Tax 19% on",         "€5.89",
          "€36.89",           "card visa 4242", "pi_test",     "1 January 2026",     "2 January 2026",
          "Page 1 of 1",      "TEST",           "in_test",     "An invented company"})
      QVERIFY2(text->contains(QString::fromUtf8(words)), qPrintable(QString::fromUtf8(words) + u'\n' + *text));
  }

  void everyLanguageIsPrinted_data() {
    QTest::addColumn<QByteArray>("language");
    for (const QString& one : documentLanguages()) QTest::newRow(qPrintable(one)) << one.toLatin1();
  }
  void everyLanguageIsPrinted() {
    QFETCH(QByteArray, language);
    for (int word = 0; word < static_cast<int>(Word::Count); ++word)
      QVERIFY(!wordOf(static_cast<Word>(word), QString::fromLatin1(language)).isEmpty());
    auto made = record();
    made.row.customerName = QStringLiteral("Ada GmbH, خالد الحداد, דוד כהן, 株式会社くも");
    const auto document = invoiceDocument(made, seller());
    const auto pdf = pdfIn(document, language.constData());
    keep(pdf, QStringLiteral("invoice-%1.pdf").arg(QString::fromLatin1(language)));
    const auto text = textOfPdf(pdf);
    if (!text) QSKIP("pdftotext is not installed");
    QVERIFY2(text->contains(QStringLiteral("2026-0042")), qPrintable(*text));
    QVERIFY2(text->contains(QStringLiteral("株式会社くも")), qPrintable(*text));
  }
};

QTEST_GUILESS_MAIN(DocumentsTest)
#include "tst_documents.moc"
