// What an .env file says, and that nothing of it is told where it is not understood.
#include <QTest>

#include "workspace/import/envfile.h"

using namespace billing::workspace;

namespace {

std::string told(const EnvFile& file) {
  std::string all;
  for (const auto& finding : file.findings)
    all += finding.file + ":" + std::to_string(finding.line) + " " + finding.code + " " + finding.what + finding.fix;
  return all;
}

}  // namespace

class TestEnvFile : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_line_gives_one_variable_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const QByteArray& text, const char* value) {
      QTest::newRow(name) << text << QByteArray(value);
    };
    row("plain", "A_B=value", "value");
    row("with blanks around", "  A_B = value  ", "value");
    row("exported", "export A_B=value\n", "value");
    row("windows line end", "A_B=value\r\n", "value");
    row("byte order mark",
        "\xEF\xBB\xBF"
        "A_B=value\n",
        "value");
    row("comment behind it", "A_B=value # why\n", "value");
    row("hash within", "A_B=a#b\n", "a#b");
    row("double quotes", "A_B=\"a b # c\" # why\n", "a b # c");
    row("single quotes", "A_B='a \\n b'\n", "a \\n b");
    row("back quotes", "A_B=`it's \"so\"`\n", "it's \"so\"");
    row("escapes in double quotes", "A_B=\"a\\nb\\\"c\\\\d\\$e\\x\"\n", "a\nb\"c\\d$e\\x");
    row("several lines", "A_B=\"one\r\ntwo\"\n", "one\ntwo");
    row("empty", "A_B=\n", "");
    row("equals within", "A_B=a=b==\n", "a=b==");
    row("nothing expanded", "A_B=$HOME/${X}\n", "$HOME/${X}");
    row("after comments and blank lines", "# A_B=no\n\n   # more\nA_B=value", "value");
  }
  void a_line_gives_one_variable() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const auto file = parseEnvFile(text.toStdString(), "x.env");
    QCOMPARE(file.variables.size(), std::size_t{1});
    QCOMPARE(file.variables[0].name, std::string("A_B"));
    QCOMPARE(QByteArray::fromStdString(file.variables[0].value), value);
  }

  void lines_are_counted_through_quotes_that_span_them() {
    const auto file = parseEnvFile("A_B=\"one\ntwo\"\n# c\nC_D=3\nnonsense\n", "x.env");
    QCOMPARE(file.variables[0].line, 1);
    QCOMPARE(file.variables[1].line, 4);
    QCOMPARE(file.findings.at(0).line, 5);
  }

  void the_later_of_two_counts_and_is_told() {
    const auto file = parseEnvFile("A_B=old-text\nA_B=new-text\n", "x.env");
    QCOMPARE(file.variables.size(), std::size_t{1});
    QCOMPARE(file.variables[0].value, std::string("new-text"));
    QCOMPARE(file.findings.at(0).code, std::string("env_twice"));
    QVERIFY(told(file).find("text") == std::string::npos);
  }

  void what_is_not_expanded_is_told_without_the_value() {
    const auto file = parseEnvFile("A_B=pre${SECRET_PART}post\n", "x.env");
    QCOMPARE(file.findings.at(0).code, std::string("env_not_expanded"));
    QVERIFY(told(file).find("SECRET_PART") == std::string::npos);
  }

  // Whatever is not understood may be a secret that was pasted without its name.
  void a_strange_line_is_left_out_and_never_told_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                             "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=", "JBSWY3DPEHPK3PXP=", "JBSWY3DPEHPK3PXP==abc",
                             "sk_live_51Hxyz=1", "9SECRET=1", "my secret=1", "=secret", "A_B secret",
                             "export secretword", "A_B: secret", "{\"secret\": 1}", "geheim-wort=x", "Secret.Word=1"})
      QTest::newRow(text) << QByteArray(text);
  }
  void a_strange_line_is_left_out_and_never_told() {
    QFETCH(QByteArray, text);
    const auto file = parseEnvFile("A_B=1\n" + text.toStdString() + "\nC_D=2\n", "x.env");
    QCOMPARE(file.variables.size(), std::size_t{2});
    QCOMPARE(file.findings.at(0).line, 2);
    for (const char* secret : {"MfKQ9r8G", "JBSWY3DP", "51Hxyz", "secret", "Secret", "geheim"})
      QVERIFY2(told(file).find(secret) == std::string::npos, told(file).c_str());
  }

  void an_open_quote_swallows_its_line_alone() {
    const auto file = parseEnvFile("A_B=\"secretword\nC_D=2\n", "x.env");
    QCOMPARE(file.findings.at(0).code, std::string("env_quote_open"));
    QCOMPARE(file.findings.at(0).line, 1);
    QCOMPARE(file.variables.size(), std::size_t{1});
    QCOMPARE(file.variables[0].name, std::string("C_D"));
    QVERIFY(told(file).find("secretword") == std::string::npos);
  }

  void what_is_no_text_is_refused_as_a_whole_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("UTF-16") << QByteArray(
        "\xFF\xFE"
        "A\0=\0b\0",
        8);
    QTest::newRow("zero byte") << QByteArray("A_B=a\0b\n", 8);
  }
  void what_is_no_text_is_refused_as_a_whole() {
    QFETCH(QByteArray, bytes);
    const auto file = parseEnvFile({bytes.constData(), static_cast<std::size_t>(bytes.size())}, "x.env");
    QVERIFY(file.variables.empty());
    QCOMPARE(file.findings.at(0).code, std::string("env_not_text"));
  }

  void any_bytes_come_to_an_end() {
    std::uint32_t seed = 7;
    for (int round = 0; round < 2000; ++round) {
      std::string text;
      for (int i = 0; i < 40; ++i) {
        seed = seed * 1664525U + 1013904223U;
        text += "A_B=\"'`\\#\n\r $x="[(seed >> 16U) % 15];
      }
      for (const auto& variable : parseEnvFile(text, "x.env").variables) QVERIFY(variable.line >= 1);
    }
  }
};

QTEST_GUILESS_MAIN(TestEnvFile)
#include "tst_envfile.moc"
