#include "reports/exporting.h"

namespace billing::reports {
namespace {

// Letters, digits and dashes: what every file system and every mail program leaves alone.
QString fileWord(const QString& text) {
  QString word;
  for (const QChar letter : text.toLower()) {
    if (letter.isLetterOrNumber())
      word += letter;
    else if (!word.isEmpty() && !word.endsWith(u'-'))
      word += u'-';
  }
  while (word.endsWith(u'-')) word.chop(1);
  return word;
}

QString ending(Format format) {
  switch (format) {
    case Format::Csv:
      return QStringLiteral(".csv");
    case Format::Xlsx:
      return QStringLiteral(".xlsx");
    case Format::JsonLines:
      return QStringLiteral(".jsonl");
    case Format::Pdf:
      break;
  }
  return QStringLiteral(".pdf");
}

}  // namespace

QString fileNameFor(const ReportHead& head, Format format) {
  QStringList parts{fileWord(head.workspace), fileWord(head.mode), fileWord(head.list)};
  if (!head.period.isEmpty()) parts << head.period;
  QString zone = head.zone;
  parts << zone.replace(u'/', u'-');
  parts.removeAll(QString());
  return parts.join(u'_') + ending(format);
}

}  // namespace billing::reports
