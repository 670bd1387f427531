// An invoice in the window: its lines, payments and credit notes, the document beside it, and the ways to save it.
#include <QBuffer>
#include <QComboBox>
#include <QFileDialog>
#include <QImage>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include "support/fakereportsdesk.h"
#include "support/windowfixture.h"
#include "ui/details/invoicedetail.h"
#include "ui/invoices/documentdialog.h"
#include "ui/invoices/documentpage.h"
#include "ui/invoices/documentview.h"
#include "ui/panes/listpane.h"

using namespace billing;
using namespace billing::ui;

namespace {

QByteArray page(const QColor& colour) {
  QImage image(595, 842, QImage::Format_RGB32);
  image.fill(colour);
  QByteArray png;
  QBuffer buffer(&png);
  image.save(&buffer, "PNG");
  return png;
}

store::InvoiceRecord sampleRecord() {
  store::InvoiceRecord record;
  record.row.number = QStringLiteral("2026-0042");
  record.row.customerName = QStringLiteral("Ada GmbH");
  record.row.currency = QStringLiteral("EUR");
  InvoiceLine line;
  line.description = "Pro monthly";
  line.amountMinor = 1000;
  line.taxMinor = 190;
  line.taxPercent = "19";
  record.lines = {line, line};
  record.payments = {{1, QStringLiteral("pi_1"), QStringLiteral("succeeded"), QStringLiteral("card visa 4242"),
                      QStringLiteral("EUR"), 2380, 380, 1'767'225'600'000}};
  store::CreditNoteRow note;
  note.id = 1;
  note.number = QStringLiteral("CN-2026-0001");
  note.currency = QStringLiteral("EUR");
  note.totalMinor = 1190;
  note.taxMinor = 190;
  record.creditNotes = {note};
  return record;
}

}  // namespace

class InvoicesTest : public QObject {
  Q_OBJECT

  std::unique_ptr<test::WindowFixture> fixture_;
  test::FakeReportsDesk desk_;

  template <class T>
  [[nodiscard]] T* part(const char* name) {
    return fixture_->window->findChild<T*>(QLatin1String(name));
  }
  [[nodiscard]] ListPane& pane() { return static_cast<ListPane&>(*fixture_->window->currentPane()); }
  [[nodiscard]] InvoiceDetail& detail() { return *fixture_->window->findChild<InvoiceDetail*>(); }
  [[nodiscard]] QTabWidget& tabs() { return *detail().findChild<QTabWidget*>(); }
  static void press(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }
  [[nodiscard]] int tab(const char* begins) {
    for (int i = 0; i < tabs().count(); ++i)
      if (tabs().tabText(i).startsWith(QLatin1String(begins))) return i;
    return -1;
  }
  DocumentView& openDocument() {
    tabs().setCurrentIndex(tab("Document"));
    auto* view = part<DocumentView>("documentView");
    [[maybe_unused]] const bool there = QTest::qWaitFor([&] { return view->pages() == 2; });
    return *view;
  }
  // Answers the dialog that asks where to.
  void answerPlace(const QString& path) {
    auto* dialog = fixture_->window->findChild<QFileDialog*>(QStringLiteral("documentPlaceDialog"));
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    QVERIFY(!dialog->testOption(QFileDialog::DontConfirmOverwrite));
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
  }
  static void photograph(QWidget* widget, const char* name) {
    const QString folder = qEnvironmentVariable("BILLING_PHOTOGRAPHS");
    if (!folder.isEmpty()) widget->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
  }

 private Q_SLOTS:
  void init() {
    desk_.error.reset();
    desk_.invoices.reset();
    desk_.pagesAsked.clear();
    desk_.record = sampleRecord();
    desk_.pages = {{page(Qt::white), page(Qt::white)}, {QStringLiteral("Invoice 2026-0042"), QStringLiteral("Total")}};
    fixture_ = std::make_unique<test::WindowFixture>();
    fixture_->reports = &desk_;
    fixture_->reopen();
    fixture_->window->resize(1280, 900);
    fixture_->window->show();
    fixture_->window->showPane(PaneId::Invoices);
    pane().showRow(3);
    QVERIFY(fixture_->settle());
  }
  void cleanup() { fixture_.reset(); }

  void lines_payments_and_credit_notes_stand_in_tabs_with_their_counts() {
    QTRY_VERIFY(tab("Lines 2") >= 0 && tab("Payments 1") >= 0 && tab("Credit notes 1") >= 0);
    const auto* lines = part<QAbstractItemView>("table_invoiceLines")->model();
    QCOMPARE(lines->rowCount(), 2);
    const auto* notes = part<QAbstractItemView>("table_creditNotes")->model();
    QCOMPARE(notes->index(0, 0).data().toString(), QStringLiteral("CN-2026-0001"));
    for (const char* name : {"table_invoiceLines", "table_invoicePayments", "table_creditNotes"})
      QVERIFY(!part<QWidget>(name)->accessibleName().isEmpty());
  }

  void the_document_is_asked_for_when_it_is_looked_at() {
    QVERIFY(desk_.pagesAsked.isEmpty());
    DocumentView& view = openDocument();
    QCOMPARE(desk_.pagesAsked, QStringList{QStringLiteral(" a4")});
    QCOMPARE(view.pages(), 2);
    const auto pages = view.findChildren<DocumentPage*>();
    QCOMPARE(pages.size(), 2);
    QCOMPARE(pages.first()->accessibleName(), QStringLiteral("Page 1 of 2"));
    QCOMPARE(pages.first()->accessibleDescription(), QStringLiteral("Invoice 2026-0042"));
    photograph(fixture_->window.get(), "invoice-document");
  }

  void one_goes_from_page_to_page_and_reads_them_as_text() {
    DocumentView& view = openDocument();
    QTRY_COMPARE(part<QLabel>("documentPlace")->text(), QStringLiteral("1 of 2"));
    QVERIFY(!part<QToolButton>("documentBefore")->isEnabled());
    press(part<QToolButton>("documentAfter"));
    QTRY_COMPARE(part<QLabel>("documentPlace")->text(), QStringLiteral("2 of 2"));
    press(part<QToolButton>("documentAsText"));
    QVERIFY(part<QPlainTextEdit>("documentText")->isVisible());
    QVERIFY(view.text().contains(QStringLiteral("Total")));
  }

  void language_and_paper_are_remembered() {
    openDocument();
    auto* language = part<QComboBox>("documentLanguage");
    language->setCurrentIndex(language->findData(QStringLiteral("ar")));
    Q_EMIT language->activated(language->currentIndex());
    auto* paper = part<QComboBox>("documentPaper");
    paper->setCurrentIndex(1);
    Q_EMIT paper->activated(1);
    QTRY_COMPARE(desk_.pagesAsked.last(), QStringLiteral("ar letter"));
    fixture_->reopen();
    fixture_->window->resize(1280, 900);
    fixture_->window->show();
    fixture_->window->showPane(PaneId::Invoices);
    pane().showRow(3);
    QVERIFY(fixture_->settle());
    openDocument();
    QTRY_COMPARE(desk_.pagesAsked.last(), QStringLiteral("ar letter"));
  }

  void a_document_is_saved_where_one_says() {
    openDocument();
    press(part<QToolButton>("documentSave"));
    answerPlace(QStringLiteral("/nowhere/a.pdf"));
    QVERIFY(desk_.invoices.has_value());
    QCOMPARE(desk_.invoices->path, QStringLiteral("/nowhere/a.pdf"));
    QCOMPARE(desk_.invoices->invoices, QVector<qint64>{3});
    QVERIFY(desk_.invoices->overwrite && !desk_.invoices->providersOwn && desk_.invoices->creditNotes);
    QVERIFY(!desk_.invoices->receipt);
  }

  void a_receipt_of_what_was_paid_is_saved_too() {
    openDocument();
    press(part<QToolButton>("documentReceipt"));
    answerPlace(QStringLiteral("/nowhere/c.pdf"));
    QVERIFY(desk_.invoices.has_value());
    QVERIFY(desk_.invoices->receipt && !desk_.invoices->providersOwn);
  }

  void the_providers_own_is_offered_beside_it_and_a_refusal_is_said() {
    DocumentView& view = openDocument();
    desk_.error = Error{ErrorKind::NotFound, "no_pdf", "The provider has no PDF of this invoice", {}, {}, false, {}};
    press(part<QToolButton>("documentProviders"));
    answerPlace(QStringLiteral("/nowhere/b.pdf"));
    QVERIFY(desk_.invoices->providersOwn);
    const auto said = [&view] {
      const auto labels = view.findChildren<QLabel*>();
      return std::any_of(labels.begin(), labels.end(),
                         [](const QLabel* label) { return label->text().contains(QStringLiteral("PDF")); });
    };
    QTRY_VERIFY(said());
  }

  void all_that_the_view_shows_goes_into_one_zip() {
    press(part<QToolButton>("zipButton"));
    QTRY_VERIFY(fixture_->window->findChild<QFileDialog*>(QStringLiteral("documentPlaceDialog")) != nullptr);
    answerPlace(QStringLiteral("/nowhere/all.zip"));
    QVERIFY(desk_.invoices->invoices.size() > 100);
    QVERIFY(desk_.invoices->path.endsWith(QStringLiteral(".zip")));
  }

  void the_document_opens_larger_and_closes_with_escape() {
    openDocument();
    press(part<QToolButton>("documentLarger"));
    auto* dialog = fixture_->window->findChild<DocumentDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QTRY_COMPARE(dialog->view().pages(), 2);
    photograph(dialog, "invoice-larger");
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(fixture_->window->findChild<DocumentDialog*>() == nullptr);
  }
};

QTEST_MAIN(InvoicesTest)
#include "tst_invoices.moc"
