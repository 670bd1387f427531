#include "reports/csv/csvtext.h"

namespace billing::reports {
namespace {

bool startsFormula(QChar letter) {
  // Ascii, full-width and small forms: spreadsheets of East Asia take each for the sign that it looks like.
  static const QString signs = QStringLiteral("=+-@＝＋－＠﹦﹢﹣﹫");
  return signs.contains(letter);
}

// White space in Unicode's sense, and what is not seen at all.
bool isBlank(QChar letter) {
  constexpr char16_t kZeroWidthSpace = 0x200B, kByteOrderMark = 0xFEFF;
  return letter.isSpace() || letter.unicode() < 0x20 || letter.unicode() == kZeroWidthSpace ||
         letter.unicode() == kByteOrderMark || letter.category() == QChar::Other_Format;
}

QByteArray quoted(QByteArray text) {
  return '"' + text.replace('"', "\"\"") + '"';
}

}  // namespace

bool looksLikeFormula(const QString& text) {
  if (text.isEmpty()) return false;
  const char16_t first = text.at(0).unicode();
  if (first == u'\t' || first == u'\r' || first == u'\n') return true;
  for (const QChar letter : text)
    if (!isBlank(letter)) return startsFormula(letter);
  return false;
}

QByteArray csvText(const QString& text, char delimiter, bool escapeFormulas) {
  if (text.isEmpty()) return {};
  if (escapeFormulas && looksLikeFormula(text)) return quoted('\'' + text.toUtf8());
  const QByteArray bytes = text.toUtf8();
  const bool needsQuotes = bytes.contains('"') || bytes.contains('\n') || bytes.contains('\r') ||
                           bytes.contains(delimiter) || text.at(0).isSpace() || text.back().isSpace();
  return needsQuotes ? quoted(bytes) : bytes;
}

QByteArray csvNumber(QByteArray number, char delimiter, char decimalPoint) {
  if (decimalPoint != '.') number.replace('.', decimalPoint);
  return number.contains(delimiter) ? quoted(number) : number;
}

}  // namespace billing::reports
