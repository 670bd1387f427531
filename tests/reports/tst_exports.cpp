// What every file promises: RFC 4180 and no formula in CSV, exact amounts, whole or not there, read back and compared.
#include <sys/resource.h>

#include <QBuffer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "reports/csv/csvreader.h"
#include "reports/csv/csvtext.h"
#include "reports/exporting.h"
#include "reports/file/atomicfile.h"
#include "reports/file/cellwords.h"
#include "reports/lists/cells.h"
#include "support/rowlistfeed.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::reports;
using namespace billing::test;

class TestExports : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { QVERIFY(folder_.isValid()); }
  void text_that_a_spreadsheet_would_run_is_made_harmless_data();
  void text_that_a_spreadsheet_would_run_is_made_harmless();
  void numbers_are_never_escaped();
  void fields_are_quoted_as_rfc_4180_says_data();
  void fields_are_quoted_as_rfc_4180_says();
  void the_reader_takes_every_form_of_rfc_4180_data();
  void the_reader_takes_every_form_of_rfc_4180();
  void malformed_csv_is_told();
  void amounts_follow_their_currency_data();
  void amounts_follow_their_currency();
  void a_file_has_stable_names_crlf_and_a_currency_column();
  void a_german_excel_gets_semicolons_and_decimal_commas();
  void days_are_those_of_the_zone_and_the_zone_is_named();
  void titles_minor_units_and_local_times_are_options();
  void json_lines_are_typed();
  void secrets_never_leave_data();
  void secrets_never_leave();
  void a_file_that_exists_is_left_alone_unless_it_may_go();
  void options_that_cannot_be_read_again_are_refused();
  void a_full_disk_leaves_nothing_and_the_old_file_as_it_was_data();
  void a_full_disk_leaves_nothing_and_the_old_file_as_it_was();
  void a_folder_that_cannot_be_written_is_told();
  void cancelling_leaves_nothing();
  void a_refused_record_leaves_nothing();
  void a_sum_beyond_all_numbers_is_refused();
  void a_row_of_two_currencies_is_refused();

 private:
  Result<ExportReceipt> write(const QString& name, ExportOptions options, QVector<ReportRow> rows,
                              const ExportConsent& consent = {}) {
    RowListFeed feed(std::move(rows));
    return writeReport(path(name), head_, columns_, feed, options, {}, {}, consent);
  }
  QString path(const QString& name) const { return folder_.filePath(name); }
  QByteArray content(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  QStringList leftBehind() const { return QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden); }
  static ReportRow row(const QString& name, qint64 minor, const QString& currency, qint64 at = 1'774'994'400'000) {
    return {textCell(name), moneyCell(minor, currency), timeCell(at), timeCell(at)};
  }
  static ExportOptions plain(Format format = Format::Csv) {
    ExportOptions options;
    options.format = format;
    options.byteOrderMark = false;
    return options;
  }

  QTemporaryDir folder_;
  ReportHead head_{QStringLiteral("PersistQ"),
                   QStringLiteral("TEST"),
                   QStringLiteral("Stripe"),
                   QStringLiteral("Invoices"),
                   QStringLiteral("invoices"),
                   {},
                   {},
                   QStringLiteral("Europe/Berlin"),
                   {},
                   0,
                   {},
                   {}};
  QVector<ReportColumn> columns_{{"name", QStringLiteral("Name"), CellKind::Text, true},
                                 {"amount", QStringLiteral("Amount"), CellKind::Money},
                                 {"day", QStringLiteral("Day"), CellKind::Date},
                                 {"time", QStringLiteral("Time"), CellKind::Instant}};
};

void TestExports::text_that_a_spreadsheet_would_run_is_made_harmless_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QByteArray>("field");
  const auto add = [](const char* what, const QString& name, const char* field) {
    QTest::newRow(what) << name << QByteArray(field);
  };
  add("sum", QStringLiteral("=1+1"), "\"'=1+1\"");
  add("call", QStringLiteral("@SUM(A1)"), "\"'@SUM(A1)\"");
  add("command", QStringLiteral("-2+3|cmd"), "\"'-2+3|cmd\"");
  add("tab first", QStringLiteral("\t=1"), "\"'\t=1\"");
  add("line break first", QStringLiteral("\r=1"), "\"'\r=1\"");
  add("phone", QStringLiteral("+49 30 123"), "\"'+49 30 123\"");
  add("full-width", QStringLiteral("＝1+1"), "\"'＝1+1\"");
  add("full-width at", QStringLiteral("＠x"), "\"'＠x\"");
  add("blanks first", QStringLiteral("  =1"), "\"'  =1\"");
  add("no-break blank first", QStringLiteral("\u00a0=1"), "\"'\u00a0=1\"");
  add("zero-width first", QStringLiteral("\u200b=1"), "\"'\u200b=1\"");
  add("right-to-left mark first", QStringLiteral("\u200f=1"), "\"'\u200f=1\"");
  add("quotes within", QStringLiteral("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  add("a name", QStringLiteral("Ada GmbH"), "Ada GmbH");
  add("equals later", QStringLiteral("a=1"), "a=1");
  add("emoji", QStringLiteral("🦊 Ltd"), "🦊 Ltd");
  add("right to left", QStringLiteral("شركة"), "شركة");
}

void TestExports::text_that_a_spreadsheet_would_run_is_made_harmless() {
  QFETCH(QString, name);
  QFETCH(QByteArray, field);
  QCOMPARE(csvText(name, ',', true), field);
  QCOMPARE(csvText(name, ',', false).startsWith("\"'"), false);
}

void TestExports::numbers_are_never_escaped() {
  VERIFY_RESULT(write(QStringLiteral("n.csv"), plain(), {row(QStringLiteral("-12.50"), -1250, QStringLiteral("EUR"))}));
  const QByteArray text = content(QStringLiteral("n.csv"));
  QVERIFY2(text.contains("\"'-12.50\",-12.50,EUR,"), text);
}

void TestExports::fields_are_quoted_as_rfc_4180_says_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QByteArray>("field");
  QTest::newRow("plain") << QStringLiteral("aaa") << QByteArray("aaa");
  QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"");
  QTest::newRow("quote") << QStringLiteral("a\"b") << QByteArray("\"a\"\"b\"");
  QTest::newRow("line break") << QStringLiteral("a\r\nb") << QByteArray("\"a\r\nb\"");
  QTest::newRow("line feed") << QStringLiteral("a\nb") << QByteArray("\"a\nb\"");
  QTest::newRow("blanks at the ends") << QStringLiteral(" a ") << QByteArray("\" a \"");
  QTest::newRow("empty") << QString() << QByteArray();
  QTest::newRow("semicolon stays") << QStringLiteral("a;b") << QByteArray("a;b");
}

void TestExports::fields_are_quoted_as_rfc_4180_says() {
  QFETCH(QString, text);
  QFETCH(QByteArray, field);
  QCOMPARE(csvText(text, ',', true), field);
}

void TestExports::the_reader_takes_every_form_of_rfc_4180_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<int>("records");
  QTest::addColumn<QByteArrayList>("last");
  const auto add = [](const char* what, const QByteArray& text, int records, const QByteArrayList& last) {
    QTest::newRow(what) << text << records << last;
  };
  add("2.1 each on its line", "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", 2, {"zzz", "yyy", "xxx"});
  add("2.2 no break at the end", "aaa,bbb,ccc\r\nzzz,yyy,xxx", 2, {"zzz", "yyy", "xxx"});
  add("2.4 blanks belong to a field", "a b , c\r\n", 1, {"a b ", " c"});
  add("2.5 quotes", "\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", 2, {"zzz", "yyy", "xxx"});
  add("2.6 breaks and commas", "\"aaa\",\"b\r\nb,b\",\"ccc\"\r\n", 1, {"aaa", "b\r\nb,b", "ccc"});
  add("2.7 doubled quotes", "\"aaa\",\"b\"\"bb\",\"ccc\"", 1, {"aaa", "b\"bb", "ccc"});
  add("empty fields", ",,\r\n", 1, {"", "", ""});
  add("a mark first",
      "\xEF\xBB\xBF"
      "a,b\r\n",
      1, {"a", "b"});
  add("line feeds alone", "a\nb\n", 2, {"b"});
  add("nothing", "", 0, {});
}

void TestExports::the_reader_takes_every_form_of_rfc_4180() {
  QFETCH(QByteArray, text);
  QFETCH(int, records);
  QFETCH(QByteArrayList, last);
  QBuffer buffer(&text);
  QVERIFY(buffer.open(QIODevice::ReadOnly));
  CsvReader reader(buffer, ',');
  QByteArrayList seen;
  int count = 0;
  for (auto record = reader.next(); record && *record; record = reader.next(), ++count) seen = **record;
  QCOMPARE(count, records);
  QCOMPARE(seen, last);
}

void TestExports::malformed_csv_is_told() {
  for (const QByteArray& text : {QByteArray("a\"b,c"), QByteArray("\"a"), QByteArray("\"a\"b,c")}) {
    QByteArray bytes = text;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const auto record = CsvReader(buffer, ',').next();
    QVERIFY(!record);
    QCOMPARE(QString::fromStdString(record.error().code), QStringLiteral("bad_csv"));
  }
}

void TestExports::amounts_follow_their_currency_data() {
  QTest::addColumn<qint64>("minor");
  QTest::addColumn<QString>("currency");
  QTest::addColumn<QByteArray>("text");
  const auto add = [](qint64 minor, const char* currency, const char* text) {
    QTest::newRow(text) << minor << QString::fromLatin1(currency) << QByteArray(text);
  };
  add(1250, "USD", "12.50");
  add(-1250, "USD", "-12.50");
  add(-5, "EUR", "-0.05");
  add(1250, "JPY", "1250");
  add(12'345, "KWD", "12.345");
  add(12'345, "CLF", "1.2345");
  add(9'007'199'254'740'993, "USD", "90071992547409.93");
  add(9'223'372'036'854'775'807, "USD", "92233720368547758.07");
  add(std::numeric_limits<qint64>::min(), "JPY", "-9223372036854775808");
}

void TestExports::amounts_follow_their_currency() {
  QFETCH(qint64, minor);
  QFETCH(QString, currency);
  QFETCH(QByteArray, text);
  QCOMPARE(moneyWords(minor, currency), text);
  const auto receipt = write(QString::fromLatin1(text) + QStringLiteral(".csv"), plain(), {row({}, minor, currency)});
  VERIFY_RESULT(receipt);
  QCOMPARE(receipt->sums.value("amount").value(currency), minor);
}

void TestExports::a_file_has_stable_names_crlf_and_a_currency_column() {
  ExportOptions options;
  const auto receipt = write(QStringLiteral("a.csv"), options,
                             {row(QStringLiteral("Ada \"A\" GmbH, Berlin"), 1250, QStringLiteral("EUR")),
                              row(QStringLiteral("Borealis\r\nLtd"), 300, QStringLiteral("JPY"))});
  VERIFY_RESULT(receipt);
  QCOMPARE(content(QStringLiteral("a.csv")),
           QByteArray("\xEF\xBB\xBFname,amount,currency,day,time,zone\r\n"
                      "\"Ada \"\"A\"\" GmbH, Berlin\",12.50,EUR,2026-04-01,2026-03-31T22:00:00Z,Europe/Berlin\r\n"
                      "\"Borealis\r\nLtd\",300,JPY,2026-04-01,2026-03-31T22:00:00Z,Europe/Berlin\r\n"));
  QCOMPARE(receipt->rows, 2);
  QCOMPARE(receipt->bytes, content(QStringLiteral("a.csv")).size());
  QCOMPARE(receipt->sha256,
           QCryptographicHash::hash(content(QStringLiteral("a.csv")), QCryptographicHash::Sha256).toHex());
}

void TestExports::a_german_excel_gets_semicolons_and_decimal_commas() {
  ExportOptions options = plain();
  options.delimiter = ';';
  options.decimalPoint = ',';
  const auto receipt =
      write(QStringLiteral("de.csv"), options, {row(QStringLiteral("a;b"), -1250, QStringLiteral("EUR"))});
  VERIFY_RESULT(receipt);
  QVERIFY2(content(QStringLiteral("de.csv")).contains("\r\n\"a;b\";-12,50;EUR;"), content(QStringLiteral("de.csv")));
  QCOMPARE(receipt->sums.value("amount").value(QStringLiteral("EUR")), -1250);
}

void TestExports::days_are_those_of_the_zone_and_the_zone_is_named() {
  const auto words = TimeWords::in(QStringLiteral("Europe/Berlin"), false);
  VERIFY_RESULT(words);
  // The last hour of March in UTC is April in Berlin, by summer time; in January by one hour.
  QCOMPARE(words->day(1'774'994'400'000 - 1), QByteArray("2026-03-31"));
  QCOMPARE(words->day(1'774'994'400'000), QByteArray("2026-04-01"));
  QCOMPARE(words->day(1'769'900'400'000), QByteArray("2026-02-01"));
  QCOMPARE(words->day(-1), QByteArray("1970-01-01"));
  const auto unknown = TimeWords::in(QStringLiteral("Mars/Phobos"), false);
  QVERIFY(!unknown);
  QCOMPARE(QString::fromStdString(unknown.error().code), QStringLiteral("unknown_zone"));
}

void TestExports::titles_minor_units_and_local_times_are_options() {
  ExportOptions options = plain();
  options.titles = true;
  options.minorUnits = true;
  options.localTimes = true;
  VERIFY_RESULT(write(QStringLiteral("t.csv"), options, {row(QStringLiteral("a"), 5, QStringLiteral("EUR"))}));
  QCOMPARE(content(QStringLiteral("t.csv")),
           QByteArray("Name,Amount,Amount (minor units),Currency,Day,Time,Zone of the dates\r\n"
                      "a,0.05,5,EUR,2026-04-01,2026-04-01T00:00:00+02:00,Europe/Berlin\r\n"));
}

void TestExports::json_lines_are_typed() {
  const auto receipt =
      write(QStringLiteral("a.jsonl"), plain(Format::JsonLines),
            {row(QStringLiteral("=1+1 \"x\"\n"), 9'007'199'254'740'993, QStringLiteral("EUR")), {{}, {}, {}, {}}});
  VERIFY_RESULT(receipt);
  QCOMPARE(
      content(QStringLiteral("a.jsonl")),
      QByteArray("{\"name\":\"=1+1 \\\"x\\\"\\n\",\"amount\":\"90071992547409.93\",\"amount_minor\":9007199254740993,"
                 "\"currency\":\"EUR\",\"day\":\"2026-04-01\",\"time\":\"2026-03-31T22:00:00Z\","
                 "\"zone\":\"Europe/Berlin\"}\n"
                 "{\"name\":null,\"amount\":null,\"amount_minor\":null,\"currency\":null,\"day\":null,"
                 "\"time\":null,\"zone\":\"Europe/Berlin\"}\n"));
  QCOMPARE(receipt->sums.value("amount").value(QStringLiteral("EUR")), 9'007'199'254'740'993);
}

void TestExports::secrets_never_leave_data() {
  QTest::addColumn<Format>("format");
  QTest::newRow("csv") << Format::Csv;
  QTest::newRow("json lines") << Format::JsonLines;
}

void TestExports::secrets_never_leave() {
  QFETCH(Format, format);
  const QString secret = QStringLiteral("sk_") + QStringLiteral("test_") + QString(24, u'a');
  ExportOptions over = plain(format);
  over.overwrite = true;
  VERIFY_RESULT(write(QStringLiteral("s"), over, {row(QStringLiteral("key was ") + secret, 1, QStringLiteral("EUR"))}));
  QVERIFY(!content(QStringLiteral("s")).contains(secret.toUtf8()));
}

void TestExports::a_file_that_exists_is_left_alone_unless_it_may_go() {
  QFile old(path(QStringLiteral("old.csv")));
  QVERIFY(old.open(QIODevice::WriteOnly) && old.write("mine") == 4);
  old.close();
  const auto refused = write(QStringLiteral("old.csv"), plain(), {row({}, 1, QStringLiteral("EUR"))});
  QVERIFY(!refused);
  QCOMPARE(QString::fromStdString(refused.error().code), QStringLiteral("file_exists"));
  QCOMPARE(content(QStringLiteral("old.csv")), QByteArray("mine"));
  // One that appears while this one is written is not overwritten either.
  const auto late = write(QStringLiteral("late.csv"), plain(), {row({}, 1, QStringLiteral("EUR"))},
                          [&](const ExportReceipt&) -> Result<void> {
                            QFile other(path(QStringLiteral("late.csv")));
                            return other.open(QIODevice::WriteOnly) && other.write("theirs") == 6
                                       ? Result<void>()
                                       : failure(ErrorKind::Internal, "test", "");
                          });
  QVERIFY(!late);
  QCOMPARE(QString::fromStdString(late.error().code), QStringLiteral("file_exists"));
  QCOMPARE(content(QStringLiteral("late.csv")), QByteArray("theirs"));
  ExportOptions over = plain();
  over.overwrite = true;
  VERIFY_RESULT(write(QStringLiteral("old.csv"), over, {row({}, 1, QStringLiteral("EUR"))}));
  QVERIFY(content(QStringLiteral("old.csv")).startsWith("name,"));
  QVERIFY(!leftBehind().join(u' ').contains(QStringLiteral(".part")));
}

void TestExports::options_that_cannot_be_read_again_are_refused() {
  ExportOptions both = plain();
  both.decimalPoint = ',';
  ExportOptions colon = plain();
  colon.delimiter = ':';
  for (const ExportOptions& options : {both, colon}) {
    const auto refused = write(QStringLiteral("no.csv"), options, {});
    QVERIFY(!refused);
    QCOMPARE(QString::fromStdString(refused.error().code), QStringLiteral("bad_options"));
  }
}

void TestExports::a_full_disk_leaves_nothing_and_the_old_file_as_it_was_data() {
  secrets_never_leave_data();
  QTest::newRow("xlsx") << Format::Xlsx;
}

// A limit on the size of files says the same as a disk without room, and needs no rights to set up.
void TestExports::a_full_disk_leaves_nothing_and_the_old_file_as_it_was() {
  QFETCH(Format, format);
  const QString name = QStringLiteral("full");
  QFile::remove(path(name));
  QFile old(path(name));
  QVERIFY(old.open(QIODevice::WriteOnly) && old.write("mine") == 4);
  old.close();
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit little{100'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &little);
  ExportOptions options = plain(format);
  options.overwrite = true;
  MadeRowFeed feed(20'000, [](qint64 at) { return row(QString::number(at * 7919), at, QStringLiteral("EUR")); });
  const auto written = writeReport(path(name), head_, columns_, feed, options, {}, {});
  setrlimit(RLIMIT_FSIZE, &before);
  QVERIFY(!written);
  QCOMPARE(QString::fromStdString(written.error().code), QStringLiteral("disk_full"));
  QCOMPARE(content(name), QByteArray("mine"));
  QVERIFY2(!leftBehind().join(u' ').contains(QStringLiteral(".part")), qPrintable(leftBehind().join(u' ')));
}

void TestExports::a_folder_that_cannot_be_written_is_told() {
  RowListFeed feed({});
  const auto written = writeReport(path(QStringLiteral("none/a.csv")), head_, columns_, feed, plain(), {}, {});
  QVERIFY(!written);
  QCOMPARE(QString::fromStdString(written.error().code), QStringLiteral("not_writable"));
}

void TestExports::cancelling_leaves_nothing() {
  CancelToken cancel;
  MadeRowFeed feed(1'000'000, [&](qint64 at) {
    if (at == 5'000) cancel.cancel();
    return row(QStringLiteral("a"), at, QStringLiteral("EUR"));
  });
  const auto written = writeReport(path(QStringLiteral("c.csv")), head_, columns_, feed, plain(), {}, cancel);
  QVERIFY(!written);
  QVERIFY(written.error().kind == ErrorKind::Cancelled);
  QVERIFY(!leftBehind().contains(QStringLiteral("c.csv")));
  QVERIFY(!leftBehind().join(u' ').contains(QStringLiteral(".part")));
}

void TestExports::a_refused_record_leaves_nothing() {
  const auto written =
      write(QStringLiteral("r.csv"), plain(), {row({}, 1, QStringLiteral("EUR"))},
            [](const ExportReceipt&) -> Result<void> { return failure(ErrorKind::Full, "database_full", "no"); });
  QVERIFY(!written);
  QCOMPARE(QString::fromStdString(written.error().code), QStringLiteral("database_full"));
  QVERIFY(!leftBehind().contains(QStringLiteral("r.csv")));
}

void TestExports::a_sum_beyond_all_numbers_is_refused() {
  const qint64 most = std::numeric_limits<qint64>::max();
  const auto written = write(QStringLiteral("sum.csv"), plain(),
                             {row({}, most, QStringLiteral("EUR")), row({}, 1, QStringLiteral("EUR"))});
  QVERIFY(!written);
  QCOMPARE(QString::fromStdString(written.error().code), QStringLiteral("sum_out_of_range"));
}

void TestExports::a_row_of_two_currencies_is_refused() {
  columns_.push_back({"fee", QStringLiteral("Fee"), CellKind::Money});
  ReportRow mixed = row({}, 1, QStringLiteral("EUR"));
  mixed.push_back(moneyCell(1, QStringLiteral("USD")));
  const auto written = write(QStringLiteral("mixed.csv"), plain(), {mixed});
  columns_.pop_back();
  QVERIFY(!written);
  QCOMPARE(QString::fromStdString(written.error().code), QStringLiteral("mixed_currencies"));
}

QTEST_GUILESS_MAIN(TestExports)
#include "tst_exports.moc"
