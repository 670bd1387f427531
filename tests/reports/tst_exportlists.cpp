// Lists of a real database as files: workbooks, the columns of other programs, the month's closing, who may and what
// the audit log keeps.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <clocale>

#include "app/billingctl/wherefilter.h"
#include "app/console/livereportsdesk.h"
#include "operations/admin/people.h"
#include "operations/sqlqueries.h"
#include "reports/exportrecord.h"
#include "reports/lists/cells.h"
#include "reports/lists/listexport.h"
#include "reports/monthend/monthendpack.h"
#include "reports/xlsx/xlsxreader.h"
#include "support/rowlistfeed.h"
#include "support/sampledata.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::reports;
using namespace billing::test;

class TestExportLists : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void cleanup();
  void every_list_leaves_as_every_text_format_data();
  void every_list_leaves_as_every_text_format();
  void exactly_the_rows_asked_for_leave_in_their_order();
  void unknown_columns_and_lists_are_named();
  void several_values_are_any_of_them_or_none();
  void a_workbook_has_a_sheet_for_each_currency_and_typed_cells();
  void a_workbook_is_the_same_on_a_german_desktop();
  void amounts_of_more_than_fifteen_digits_lose_no_cent();
  void an_empty_workbook_says_so();
  void sheet_numbers_are_read_exactly_data();
  void sheet_numbers_are_read_exactly();
  void presets_have_the_columns_of_their_program_data();
  void presets_have_the_columns_of_their_program();
  void a_file_without_a_currency_takes_one_only();
  void each_export_is_in_the_audit_log_with_its_hash();
  void a_viewer_takes_nothing_personal_and_is_told_why();
  void an_invoice_is_shown_and_leaves_as_a_document_with_its_entry();
  void a_month_is_closed_into_a_folder();
  void a_month_without_data_says_so();
  void a_pack_replaces_nothing_unasked();

 private:
  static ReportRow payment(const QString& name, const QString& status, qint64 minor, const QString& currency) {
    return {timeCell(1'774'994'400'000), textCell(name), textCell(status), moneyCell(minor, currency),
            textCell(QStringLiteral("pay_1"))};
  }
  Result<ExportReceipt> write(const QString& name, ExportOptions options, QVector<ReportRow> rows) {
    RowListFeed feed(std::move(rows));
    options.overwrite = true;
    return writeReport(path(name), head_, payments_, feed, options, {}, {});
  }
  static ExportOptions as(Format format, Preset preset = Preset::Generic) {
    ExportOptions options;
    options.format = format;
    options.preset = preset;
    options.byteOrderMark = false;
    return options;
  }
  QVector<SheetRow> sheet(const QString& name, int number) const {
    QVector<SheetRow> rows;
    const auto read = readSheet(path(name), number,
                                [&](const SheetRow& row) {
                                  rows << row;
                                  return Result<void>();
                                },
                                {});
    return read ? rows : QVector<SheetRow>();
  }
  QString fact(const QString& name, const QString& label) const {
    for (const SheetRow& row : sheet(name, 1))
      if (row.size() > 1 && row.at(0).text == label) return row.at(1).text;
    return {};
  }
  QString path(const QString& name) const { return folder_.filePath(name); }
  QByteArray content(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  void become(const char* role) {
    admin_->guard().setActor({QStringLiteral("ada"), *operations::roleFrom(role), false});
  }
  template <class T>
  static Result<T> settled(const QFuture<Result<T>>& future) {
    [[maybe_unused]] const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 10'000);
    return future.isFinished() ? future.result() : Result<T>(failure(ErrorKind::Timeout, "no_answer", "No answer"));
  }

  QTemporaryDir folder_;
  TestDatabase db_{Instant{sampleNow}};
  workspace::Profile profile_;
  std::unique_ptr<operations::SqlQueries> queries_;
  std::unique_ptr<console::LiveAdminDesk> admin_;
  std::unique_ptr<console::LiveReportsDesk> desk_;
  ReportHead head_;
  const QVector<ReportColumn> payments_{{"created_at", QStringLiteral("Time"), CellKind::Instant},
                                        {"customer", QStringLiteral("Customer"), CellKind::Text, true},
                                        {"status", QStringLiteral("Status")},
                                        {"amount", QStringLiteral("Amount"), CellKind::Money},
                                        {"external_id", QStringLiteral("Id"), CellKind::Id}};
};

void TestExportLists::initTestCase() {
  VERIFY_RESULT(fillSample(*db_));
  profile_.id = "w";
  profile_.name = "PersistQ";
  profile_.timeZone = "Europe/Berlin";
  queries_ = std::make_unique<operations::SqlQueries>(*db_);
  admin_ = std::make_unique<console::LiveAdminDesk>(
      console::LiveAdminDesk::Parts{profile_,
                                    *db_,
                                    db_.clock,
                                    db_.clock,
                                    [] { return std::shared_ptr<providers::BillingProvider>(); },
                                    QStringLiteral("ada"),
                                    operations::Actor{QStringLiteral("ada")},
                                    {},
                                    {}});
  desk_ = std::make_unique<console::LiveReportsDesk>(console::LiveReportsDesk::Parts{
      profile_, *db_, db_.clock, *admin_, [] { return std::shared_ptr<providers::BillingProvider>(); }});
  head_ = headOf(profile_);
  head_.list = QStringLiteral("payments");
  head_.title = QStringLiteral("Payments");
}

void TestExportLists::cleanup() {
  become("admin");
}

void TestExportLists::every_list_leaves_as_every_text_format_data() {
  QTest::addColumn<QByteArray>("list");
  QTest::addColumn<Format>("format");
  for (const QByteArray& list : listNames())
    for (const Format format : {Format::Csv, Format::Xlsx, Format::JsonLines})
      QTest::addRow("%s %s", list.constData(), qPrintable(formatWord(format))) << list << format;
}

void TestExportLists::every_list_leaves_as_every_text_format() {
  QFETCH(QByteArray, list);
  QFETCH(Format, format);
  const auto wished = listExport(*queries_, {list, {}, {}, {}});
  VERIFY_RESULT(wished);
  ReportHead head = head_;
  head.list = QString::fromLatin1(list);
  const QString name = fileNameFor(head, format);
  const auto receipt = settled(desk_->write(path(name), head, wished->columns, wished->feed, as(format), {}, {}));
  VERIFY_RESULT(receipt);
  QVERIFY(receipt->rows > 0);
  QVERIFY2(name.startsWith(QStringLiteral("persistq_test_")), qPrintable(name));
}

void TestExportLists::exactly_the_rows_asked_for_leave_in_their_order() {
  auto ids = *queries_->subscriptions().ids({}, {}).result();
  std::reverse(ids.begin(), ids.end());
  ids.removeLast();
  const auto list = listExport(*queries_, {"subscriptions", {"external_id", "mrr"}, {}, ids});
  VERIFY_RESULT(list);
  const auto rows = *queries_->subscriptions().rows(ids, {}).result();
  const auto given = *list->feed->next(1000, {});
  QCOMPARE(given.size(), ids.size());
  for (int at = 0; at < given.size(); ++at) {
    QCOMPARE(given.at(at).at(0).value.toString(), rows.at(at).externalId);
    QCOMPARE(given.at(at).at(1).value.toLongLong(), rows.at(at).mrrMinor);
  }
  QVERIFY(list->feed->next(1000, {})->isEmpty());
}

void TestExportLists::unknown_columns_and_lists_are_named() {
  const auto column = listExport(*queries_, {"subscriptions", {"mrr", "magic"}, {}, {}});
  QVERIFY(!column);
  QCOMPARE(QString::fromStdString(column.error().code), QStringLiteral("unknown_column"));
  QVERIFY(column.error().hint.find("renews_at") != std::string::npos);
  const auto list = listExport(*queries_, {"magic", {}, {}, {}});
  QCOMPARE(QString::fromStdString(list.error().code), QStringLiteral("unknown_list"));
}

void TestExportLists::several_values_are_any_of_them_or_none() {
  using store::FilterOp;
  const auto read = [](const char* text) { return ctl::filtersFrom({text}, "Europe/Berlin"); };
  const auto any = read("status=active|paused");
  VERIFY_RESULT(any);
  QCOMPARE(any->size(), 1);
  QVERIFY(any->first().op == FilterOp::AnyOf);
  QCOMPARE(any->first().values.size(), 2);
  const auto none = read("status!=active|paused");
  VERIFY_RESULT(none);
  QCOMPARE(none->size(), 2);
  for (const auto& filter : *none) QVERIFY(filter.op == FilterOp::IsNot && filter.values.size() == 1);
  QCOMPARE(none->at(1).values.first().toString(), QStringLiteral("paused"));
  const auto below = read("amount<10|20");
  QVERIFY(!below && below.error().code == "bad_filter");
  const auto flag = read("cancel_at_period_end=1");
  VERIFY_RESULT(flag);
  QCOMPARE(flag->first().values.first().toString(), QStringLiteral("1"));
  const auto end = read("current_period_end<2026-03-01");
  VERIFY_RESULT(end);
  QVERIFY(end->first().values.first().toLongLong() > 0);
}

void TestExportLists::a_workbook_has_a_sheet_for_each_currency_and_typed_cells() {
  const QString eur = QStringLiteral("EUR"), jpy = QStringLiteral("JPY");
  const auto receipt = write(QStringLiteral("a.xlsx"), as(Format::Xlsx),
                             {payment(QStringLiteral("=1+1"), QStringLiteral("succeeded"), -1250, eur),
                              payment(QStringLiteral("b"), QStringLiteral("succeeded"), 300, jpy),
                              payment(QStringLiteral("c"), QStringLiteral("succeeded"), 5, eur)});
  VERIFY_RESULT(receipt);
  const auto rows = sheet(QStringLiteral("a.xlsx"), 2);
  QCOMPARE(rows.size(), 3);
  QCOMPARE(rows.at(0).at(0).text, QStringLiteral("created_at (UTC)"));
  QVERIFY(rows.at(1).at(0).number);
  QVERIFY(!rows.at(1).at(1).number);
  QCOMPARE(rows.at(1).at(1).text, QStringLiteral("=1+1"));
  QVERIFY(rows.at(1).at(3).number);
  QCOMPARE(rows.at(1).at(3).text, QStringLiteral("-12.5"));
  QCOMPARE(rows.at(2).at(3).text, QStringLiteral("0.05"));
  QCOMPARE(sheet(QStringLiteral("a.xlsx"), 3).at(1).at(3).text, QStringLiteral("300"));
  QCOMPARE(fact(QStringLiteral("a.xlsx"), QStringLiteral("Mode")), QStringLiteral("TEST"));
  QCOMPARE(fact(QStringLiteral("a.xlsx"), QStringLiteral("Rows in EUR")), QStringLiteral("2"));
  QCOMPARE(fact(QStringLiteral("a.xlsx"), QStringLiteral("Amount EUR")), QStringLiteral("-12.45"));
  QCOMPARE(fact(QStringLiteral("a.xlsx"), QStringLiteral("SHA-256 of the rows")).size(), 64);
}

// Where the machine knows a locale with a decimal comma, the library must not print by it.
void TestExportLists::a_workbook_is_the_same_on_a_german_desktop() {
  if (std::setlocale(LC_NUMERIC, "de_DE.UTF-8") == nullptr) {
    QProcess::execute(QStringLiteral("localedef"), {QStringLiteral("-i"), QStringLiteral("de_DE"), QStringLiteral("-f"),
                                                    QStringLiteral("UTF-8"), path(QStringLiteral("de_DE.UTF-8"))});
    qputenv("LOCPATH", folder_.path().toUtf8());
  }
  if (std::setlocale(LC_NUMERIC, "de_DE.UTF-8") == nullptr) QSKIP("a German locale can be neither found nor made here");
  const auto receipt = write(QStringLiteral("de.xlsx"), as(Format::Xlsx),
                             {payment({}, QStringLiteral("succeeded"), 1250, QStringLiteral("EUR"))});
  std::setlocale(LC_NUMERIC, "C");
  VERIFY_RESULT(receipt);
  QCOMPARE(sheet(QStringLiteral("de.xlsx"), 2).at(1).at(2).text, QStringLiteral("12.5"));
}

void TestExportLists::amounts_of_more_than_fifteen_digits_lose_no_cent() {
  constexpr qint64 kHuge = 9'007'199'254'740'993;  // 2^53 + 1
  const auto receipt =
      write(QStringLiteral("big.xlsx"), as(Format::Xlsx),
            {payment(QStringLiteral("a"), QStringLiteral("succeeded"), kHuge, QStringLiteral("EUR")),
             payment(QStringLiteral("b"), QStringLiteral("succeeded"), 999'999'999'999'999, QStringLiteral("EUR"))});
  VERIFY_RESULT(receipt);
  QCOMPARE(receipt->sums.value("amount").value(QStringLiteral("EUR")), kHuge + 999'999'999'999'999);
  const auto rows = sheet(QStringLiteral("big.xlsx"), 2);
  QVERIFY(!rows.at(1).at(3).number);
  QCOMPARE(rows.at(1).at(3).text, QStringLiteral("90071992547409.93"));
  QVERIFY(rows.at(2).at(3).number);
  QVERIFY(fact(QStringLiteral("big.xlsx"), QStringLiteral("Note")).contains(QStringLiteral("1 amounts")));
  QCOMPARE(fact(QStringLiteral("big.xlsx"), QStringLiteral("Amount EUR")), QStringLiteral("100071992547409.92"));
}

void TestExportLists::an_empty_workbook_says_so() {
  VERIFY_RESULT(write(QStringLiteral("none.xlsx"), as(Format::Xlsx), {}));
  QCOMPARE(fact(QStringLiteral("none.xlsx"), QStringLiteral("Rows")), QStringLiteral("0"));
  QVERIFY(fact(QStringLiteral("none.xlsx"), QStringLiteral("Note")).contains(QStringLiteral("nothing to show")));
  QCOMPARE(sheet(QStringLiteral("none.xlsx"), 2).size(), 1);
}

void TestExportLists::sheet_numbers_are_read_exactly_data() {
  QTest::addColumn<QString>("digits");
  QTest::addColumn<int>("decimals");
  QTest::addColumn<qint64>("minor");
  QTest::newRow("whole") << QStringLiteral("12") << 2 << qint64{1200};
  QTest::newRow("short") << QStringLiteral("-12.5") << 2 << qint64{-1250};
  QTest::newRow("noise below") << QStringLiteral("0.2999999999999999") << 2 << qint64{30};
  QTest::newRow("noise above") << QStringLiteral("0.3000000000000001") << 2 << qint64{30};
  QTest::newRow("negative noise") << QStringLiteral("-0.2999999999999999") << 2 << qint64{-30};
  QTest::newRow("no decimals") << QStringLiteral("299.9999999999999") << 0 << qint64{300};
  QTest::newRow("three") << QStringLiteral("12.345") << 3 << qint64{12345};
}

void TestExportLists::sheet_numbers_are_read_exactly() {
  QFETCH(QString, digits);
  QFETCH(int, decimals);
  QFETCH(qint64, minor);
  const auto read = sheetMinor(digits, decimals);
  VERIFY_RESULT(read);
  QCOMPARE(*read, minor);
}

void TestExportLists::presets_have_the_columns_of_their_program_data() {
  QTest::addColumn<Preset>("preset");
  QTest::addColumn<QByteArray>("text");
  QTest::newRow("QuickBooks") << Preset::QuickBooks
                              << QByteArray("Date,Description,Amount\r\n04/01/2026,Ada pay_1,-12.50\r\n");
  QTest::newRow("Xero") << Preset::Xero
                        << QByteArray(
                               "*Date,*Amount,Payee,Description,Reference,Check Number\r\n"
                               "01/04/2026,-12.50,Ada,Ada pay_1,pay_1,\r\n");
  QTest::newRow("DATEV") << Preset::Datev
                         << QByteArray(
                                "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto "
                                "(ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Buchungstext\r\n"
                                "12,50;H;EUR;;;;0104;pay_1;Ada pay_1\r\n");
  QTest::newRow("GnuCash") << Preset::GnuCash
                           << QByteArray(
                                  "Date,Number,Description,Notes,Commodity/Currency,Account,Amount\r\n"
                                  "2026-04-01,pay_1,Ada pay_1,,EUR,,-12.50\r\n");
  QTest::newRow("Stripe") << Preset::StripeBalance
                          << QByteArray(
                                 "balance_transaction_id,created_utc,created,currency,gross,fee,net,"
                                 "reporting_category,source_id,description\r\n"
                                 ",2026-03-31T22:00:00Z,2026-04-01,EUR,-12.50,,,charge,pay_1,Ada pay_1\r\n");
}

void TestExportLists::presets_have_the_columns_of_their_program() {
  QFETCH(Preset, preset);
  QFETCH(QByteArray, text);
  const auto receipt = write(QStringLiteral("p.csv"), as(Format::Csv, preset),
                             {payment(QStringLiteral("Ada"), QStringLiteral("succeeded"), -1250, QStringLiteral("EUR")),
                              payment(QStringLiteral("Ada"), QStringLiteral("failed"), 500, QStringLiteral("EUR"))});
  VERIFY_RESULT(receipt);
  QCOMPARE(content(QStringLiteral("p.csv")), text);
  ExportOptions marked = as(Format::Csv, preset);
  marked.byteOrderMark = true;
  VERIFY_RESULT(write(QStringLiteral("m.csv"), marked, {}));
  QCOMPARE(content(QStringLiteral("m.csv")).startsWith("\xEF\xBB\xBF"), preset == Preset::Datev);
  QCOMPARE(receipt->rows, 1);
}

void TestExportLists::a_file_without_a_currency_takes_one_only() {
  const auto refused = write(QStringLiteral("q.csv"), as(Format::Csv, Preset::QuickBooks),
                             {payment({}, QStringLiteral("succeeded"), 1, QStringLiteral("EUR")),
                              payment({}, QStringLiteral("succeeded"), 1, QStringLiteral("USD"))});
  QVERIFY(!refused);
  QCOMPARE(QString::fromStdString(refused.error().code), QStringLiteral("several_currencies"));
  const auto yen = write(QStringLiteral("q.csv"), as(Format::Csv, Preset::Xero),
                         {payment({}, QStringLiteral("succeeded"), 1200, QStringLiteral("JPY"))});
  VERIFY_RESULT(yen);
  QCOMPARE(yen->sums.value("*Amount").value(QStringLiteral("JPY")), 1200);
}

void TestExportLists::each_export_is_in_the_audit_log_with_its_hash() {
  const auto list = listExport(*queries_, {"plans", {}, {}, {}});
  ReportHead head = head_;
  head.list = QStringLiteral("plans");
  head.filter = QStringLiteral("E-mail: ada@example.com");
  head.filterShape = filterShapeOf({{}, {{"email", store::FilterOp::Is, {QStringLiteral("ada@example.com")}}}, {}});
  const auto receipt = settled(
      desk_->write(path(QStringLiteral("audited.csv")), head, list->columns, list->feed, as(Format::Csv), {}, {}));
  VERIFY_RESULT(receipt);
  const QString after =
      single(*db_, QStringLiteral(
                       "SELECT fields_after FROM audit_entries WHERE action = 'export.done' ORDER BY id DESC LIMIT 1"))
          .toString();
  for (const QString& part :
       {QString::fromLatin1(receipt->sha256), QStringLiteral("\"list\":\"plans\""),
        QStringLiteral("\"filter\":\"email is\""), QStringLiteral("\"rows\":\"%1\"").arg(receipt->rows)})
    QVERIFY2(after.contains(part), qPrintable(after));
  QVERIFY2(after.contains(QStringLiteral("filter_sha256")) && !after.contains(u"ada@"), qPrintable(after));
}

void TestExportLists::a_viewer_takes_nothing_personal_and_is_told_why() {
  become("viewer");
  const auto people = listExport(*queries_, {"customers", {}, {}, {}});
  const auto refused = settled(
      desk_->write(path(QStringLiteral("no.csv")), head_, people->columns, people->feed, as(Format::Csv), {}, {}));
  QVERIFY(!refused);
  QVERIFY(refused.error().kind == ErrorKind::Forbidden);
  QVERIFY(refused.error().reason.find("finance or admin") != std::string::npos);
  QVERIFY(!QFile::exists(path(QStringLiteral("no.csv"))));
  const auto plain = listExport(*queries_, {"customers", {"status", "mrr"}, {}, {}});
  VERIFY_RESULT(settled(
      desk_->write(path(QStringLiteral("yes.csv")), head_, plain->columns, plain->feed, as(Format::Csv), {}, {})));
  QVERIFY(!settled(desk_->monthEnd({202601, {}, folder_.path(), {}}, {}, {})));
}

void TestExportLists::an_invoice_is_shown_and_leaves_as_a_document_with_its_entry() {
  const qint64 invoice = single(*db_, QStringLiteral("SELECT MIN(id) FROM invoices")).toLongLong();
  const auto record = settled(desk_->invoice(invoice, {}));
  VERIFY_RESULT(record);
  QCOMPARE(record->row.id, invoice);
  const auto pages = settled(desk_->invoicePages(invoice, false, QStringLiteral("de"), 72, {}));
  VERIFY_RESULT(pages);
  QVERIFY(!pages->pictures.isEmpty() && pages->pictures.first().startsWith("\x89PNG"));
  QVERIFY2(pages->texts.first().contains(QStringLiteral("Rechnung")), qPrintable(pages->texts.first()));
  InvoiceFileWish wish;
  wish.invoices = {invoice};
  wish.path = path(QStringLiteral("invoice.pdf"));
  const auto receipt = settled(desk_->invoiceFile(wish, {}, {}));
  VERIFY_RESULT(receipt);
  const QString after =
      single(*db_, QStringLiteral("SELECT fields_after FROM audit_entries ORDER BY id DESC LIMIT 1")).toString();
  QVERIFY2(after.contains(QString::fromLatin1(receipt->sha256)) && after.contains(QStringLiteral("invoice_documents")),
           qPrintable(after));
  wish.providersOwn = true;
  wish.path = path(QStringLiteral("theirs.pdf"));
  const auto theirs = settled(desk_->invoiceFile(wish, {}, {}));
  QVERIFY(!theirs && theirs.error().code == "no_pdf");
  become("viewer");
  wish.providersOwn = false;
  const auto refused = settled(desk_->invoiceFile(wish, {}, {}));
  QVERIFY(!refused && refused.error().kind == ErrorKind::Forbidden);
  QVERIFY(!QFile::exists(wish.path));
}

void TestExportLists::a_month_is_closed_into_a_folder() {
  const auto receipts = settled(desk_->monthEnd({202601, {}, folder_.path(), {}}, {}, {}));
  VERIFY_RESULT(receipts);
  QCOMPARE(receipts->size(), 9);
  const QDir pack(path(QStringLiteral("persistq_test_month-end_2026-01_Europe-Berlin")));
  QCOMPARE(pack.entryList({QStringLiteral("*.csv")}).size(), 7);
  QCOMPARE(pack.entryList({QStringLiteral("*.xlsx")}).size(), 1);
  QCOMPARE(pack.entryList({QStringLiteral("*.pdf")}).size(), 1);
  for (const ExportReceipt& receipt : *receipts) QVERIFY2(QFile::exists(receipt.path), qPrintable(receipt.path));
  QVERIFY(QDir(folder_.path()).entryList({QStringLiteral("*.part*")}, QDir::AllEntries | QDir::Hidden).isEmpty());
}

void TestExportLists::a_month_without_data_says_so() {
  const auto receipts = settled(desk_->monthEnd({202001, QStringLiteral("UTC"), folder_.path(), {}}, {}, {}));
  VERIFY_RESULT(receipts);
  const QString book = QStringLiteral("persistq_test_month-end_2020-01_UTC/persistq_test_month-end_2020-01_UTC.xlsx");
  QVERIFY(fact(book, QStringLiteral("Note")).contains(QStringLiteral("nothing in this month")));
  QCOMPARE(receipts->first().rows, 0);
}

void TestExportLists::a_pack_replaces_nothing_unasked() {
  const MonthEndWish wish{202002, QStringLiteral("UTC"), folder_.path(), {}};
  VERIFY_RESULT(settled(desk_->monthEnd(wish, {}, {})));
  const auto refused = settled(desk_->monthEnd(wish, {}, {}));
  QVERIFY(!refused);
  QCOMPARE(QString::fromStdString(refused.error().code), QStringLiteral("file_exists"));
  MonthEndWish again = wish;
  again.options.overwrite = true;
  VERIFY_RESULT(settled(desk_->monthEnd(again, {}, {})));
  const QString note = path(QStringLiteral("persistq_test_month-end_2020-02_UTC/.notes"));
  QVERIFY(QFile(note).open(QIODevice::WriteOnly | QIODevice::NewOnly));
  const auto kept = settled(desk_->monthEnd(again, {}, {}));
  QVERIFY(!kept && kept.error().kind == ErrorKind::Conflict && QFile::exists(note));
  const auto bad = settled(desk_->monthEnd({202013, {}, folder_.path(), {}}, {}, {}));
  QCOMPARE(QString::fromStdString(bad.error().code), QStringLiteral("bad_month"));
}

QTEST_GUILESS_MAIN(TestExportLists)
#include "tst_exportlists.moc"
