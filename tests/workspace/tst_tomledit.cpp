// One setting changes, everything else of a workspace file stays as it was written.
#include <QTest>

#include "workspace/import/tomledit.h"
#include "workspace/profile.h"

using namespace billing::workspace;

class TestTomlEdit : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_setting_is_changed_in_its_place_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const char* before, const char* path, const char* literal,
                        const char* after) {
      QTest::newRow(name) << QByteArray(before) << QByteArray(path) << QByteArray(literal) << QByteArray(after);
    };
    row("text", "name = \"W\"\nmode = \"test\"\n", "mode", "\"live\"", "name = \"W\"\nmode = \"live\"\n");
    row("comment beside it", "name = \"W\"\nmode = \"test\"   # why\n", "mode", "\"live\"",
        "name = \"W\"\nmode = \"live\"   # why\n");
    row("comment keeps its column", "name = \"W\"\n[trial]\ndays = 7   # why\n", "trial.days", "14",
        "name = \"W\"\n[trial]\ndays = 14  # why\n");
    row("hash in the value", "name = \"a # b\" # why\n", "name", "\"W\"", "name = \"W\"     # why\n");
    row("quote in the value", "name = \"a \\\" b\"\n", "name", "\"W\"", "name = \"W\"\n");
    row("indented", "name = \"W\"\n  mode = \"test\"\n", "mode", "\"live\"", "name = \"W\"\n  mode = \"live\"\n");
    row("of a list", "name = \"W\"\n[[plan]]\nkey = \"a\"\n[[plan]]\nkey = \"b\"\n", "plan[1].key", "\"c\"",
        "name = \"W\"\n[[plan]]\nkey = \"a\"\n[[plan]]\nkey = \"c\"\n");
    row("new at the top", "name = \"W\"\n[trial]\ndays = 7\n", "mode", "\"live\"",
        "name = \"W\"\nmode = \"live\"\n[trial]\ndays = 7\n");
    row("new in its table", "name = \"W\"\n[trial]\ndays = 7\n", "trial.plan", "\"a\"",
        "name = \"W\"\n[trial]\nplan = \"a\"\ndays = 7\n");
    row("new in a table of a list", "name = \"W\"\n[[plan]]\nkey = \"a\"\n[[plan]]\nkey = \"b\"\n", "plan[1].name",
        "\"B\"", "name = \"W\"\n[[plan]]\nkey = \"a\"\n[[plan]]\nname = \"B\"\nkey = \"b\"\n");
    row("new table", "name = \"W\"\n", "trial.days", "7", "name = \"W\"\n\n[trial]\ndays = 7\n");
    row("no line end at the end", "name = \"W\"", "mode", "\"live\"", "name = \"W\"\nmode = \"live\"\n");
  }
  void a_setting_is_changed_in_its_place() {
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, literal);
    const auto after = withSetting(before.toStdString(), path.toStdString(), literal.toStdString());
    QVERIFY(after.has_value());
    QTEST(QByteArray::fromStdString(*after), "after");
  }

  void what_cannot_be_changed_line_by_line_is_left_alone_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("inline table") << QByteArray("name = \"W\"\ntrial = { days = 7 }\n");
    QTest::newRow("dotted key") << QByteArray("name = \"W\"\ntrial.days = 7\n");
    QTest::newRow("no toml") << QByteArray("name = \n");
  }
  void what_cannot_be_changed_line_by_line_is_left_alone() {
    QFETCH(QByteArray, text);
    QVERIFY(!withSetting(text.toStdString(), "trial.days", "14").has_value());
    QVERIFY(!withSetting(text.toStdString(), "trial.plan", "\"a\"").has_value());
  }

  void a_text_cannot_leave_its_quotes() {
    const std::string hostile = "a\"\nmode = \"live\"\n\\ \x01\x7f # b";
    const auto text = withSetting("name = \"W\"\n", "name", tomlText(hostile));
    QVERIFY(text.has_value());
    const auto profile = parseProfile(*text, "w.toml");
    QVERIFY(profile.has_value());
    QCOMPARE(profile->name, hostile);
    QVERIFY(!profile->live());
  }
};

QTEST_GUILESS_MAIN(TestTomlEdit)
#include "tst_tomledit.moc"
