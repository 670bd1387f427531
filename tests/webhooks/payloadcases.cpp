#include "webhooks/payloadcases.h"

#include <QTest>

namespace billing::tests {

QByteArray samplePayload() {
  return R"({"id":"evt_1","a":[1.5e-3,{"b":"\u00e9\\ \"x\" é 🎉"},true,null],"c":{"d":-0,"e":[[],{}]},"created":1700000000})";
}

void addPayloadCases() {
  QTest::addColumn<QByteArray>("body");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* name, const QByteArray& body, const char* expected) {
    QTest::newRow(name) << body << QString::fromLatin1(expected);
  };
  row("object", R"({"a":[1,2.5,-0,1e5,1E-7,true,false,null,"x"],"b":{}})", "ok");
  row("white space", " \t\r\n{ \"a\" : [ ] } \n", "ok");
  row("a lone string", "\"x\"", "ok");
  row("a lone number", "-12.5e+3", "ok");
  row("empty", "", "empty");
  row("only space", "  ", "not_json");
  row("bom", "\xef\xbb\xbf{}", "bom");
  row("two values", "{} {}", "not_json");
  row("trailing comma", "[1,]", "not_json");
  row("leading comma", "[,1]", "not_json");
  row("trailing comma in object", R"({"a":1,})", "not_json");
  row("no colon", R"({"a" 1})", "not_json");
  row("bare key", "{a:1}", "not_json");
  row("single quotes", "{'a':1}", "not_json");
  row("comment", "{}//", "not_json");
  row("unclosed", "[[1]", "not_json");
  row("wrong bracket", "[1}", "not_json");
  row("closing first", "]", "not_json");
  row("cut word", "tru", "not_json");
  row("long word", "truex", "not_json");
  row("NaN", "NaN", "not_json");
  for (const char* number :
       {"01", "-01", "+1", "1.", ".5", "1.e5", "1e", "1e+", "-", "0x10", "1_0", "--1", "1.2.3", "Infinity", "00"})
    row(number, QByteArray("[") + number + "]", "not_json");
  row("huge exponent", "[1e999999999999]", "ok");
  row("many digits", "[" + QByteArray(500, '9') + "]", "ok");
  row("NUL in a string", QByteArray("\"a\0b\"", 5), "not_json");
  row("line break in a string", "\"a\nb\"", "not_json");
  row("NUL outside", QByteArray("{}\0", 3), "not_json");
  row("DEL in a string", "\"\x7f\"", "ok");
  row("bad escape", R"("\x")", "not_json");
  row("short unicode escape", R"("\u12")", "not_json");
  row("bad unicode escape", R"("\u12G4")", "not_json");
  row("lone surrogate escape", R"("\ud800")", "ok");
  row("surrogate pair escape", R"("\ud83d\ude00")", "ok");
  row("backslash at the end", "\"\\", "not_json");
  row("overlong slash", "\"\xc0\xaf\"", "not_utf8");
  row("overlong three", "\"\xe0\x80\xaf\"", "not_utf8");
  row("surrogate bytes", "\"\xed\xa0\x80\"", "not_utf8");
  row("above U+10FFFF", "\"\xf4\x90\x80\x80\"", "not_utf8");
  row("lone continuation", "\"\x80\"", "not_utf8");
  row("cut sequence", "\"\xe2\x82", "not_utf8");
  row("utf-16", QByteArray("\xff\xfe{\0", 4), "not_utf8");
  row("good utf-8", "\"\xc2\x80 \xe0\xa0\x80 \xed\x9f\xbf \xf0\x90\x80\x80 \xf4\x8f\xbf\xbf\"", "ok");
  row("depth 64", QByteArray(64, '[') + QByteArray(64, ']'), "ok");
  row("depth 65", QByteArray(65, '[') + QByteArray(65, ']'), "too_deep");
  row("100k deep", QByteArray(100'000, '['), "too_deep");
  row("100k deep objects", QByteArray("{\"a\":").repeated(100'000), "too_deep");
  row("same key", R"({"a":1,"a":1})", "duplicate_keys");
  row("same key escaped", R"({"a":1,"\u0061":2})", "duplicate_keys");
  row("same key, other case of hex", R"({"\u00e9":1,"\u00E9":2})", "duplicate_keys");
  row("same key as utf-8", "{\"\xc3\xa9\":1,\"\\u00e9\":2}", "duplicate_keys");
  row("same key beyond the first plane", "{\"\xf0\x9f\x98\x80\":1,\"\\ud83d\\ude00\":2}", "duplicate_keys");
  row("same slash", R"({"a/b":1,"a\/b":2})", "duplicate_keys");
  row("same empty key", R"({"":1,"":2})", "duplicate_keys");
  row("same key deep inside", R"([{"x":[{"k":{},"l":1,"k":2}]}])", "duplicate_keys");
  row("same key in different objects", R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})", "ok");
  row("other case", R"({"a":1,"A":2})", "ok");
  row("not json after a same key", R"({"a":1,"a":2)", "not_json");
}

}  // namespace billing::tests
