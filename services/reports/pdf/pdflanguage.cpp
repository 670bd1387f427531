#include "reports/pdf/pdflanguage.h"

#include <optional>

namespace billing::reports {
namespace {

/// The text from `key` up to the end of its line or of the dictionary.
std::optional<QByteArray> trailerEntryOf(const QByteArray& trailer, const char* key) {
  const qsizetype at = trailer.indexOf(key);
  if (at < 0) return std::nullopt;
  const qsizetype from = at + static_cast<qsizetype>(qstrlen(key));
  qsizetype to = from;
  while (to < trailer.size() && trailer[to] != '\n' && trailer[to] != '/' && trailer[to] != '>') ++to;
  return trailer.mid(from, to - from).trimmed();
}

struct PdfCatalogue {
  QByteArray number;    ///< of its object
  QByteArray contents;  ///< between << and the last >>
};

std::optional<PdfCatalogue> pdfCatalogueOf(const QByteArray& pdf, const QByteArray& trailer) {
  const auto root = trailerEntryOf(trailer, "/Root ");
  if (!root || !root->endsWith(" 0 R")) return std::nullopt;
  const QByteArray number = root->left(root->indexOf(' '));
  const qsizetype at = pdf.lastIndexOf("\n" + number + " 0 obj\n<<");
  if (at < 0) return std::nullopt;
  const qsizetype from = pdf.indexOf("<<", at) + 2, to = pdf.indexOf(">>\nendobj", from);
  if (to < 0) return std::nullopt;
  return PdfCatalogue{number, pdf.mid(from, to - from).trimmed()};
}

}  // namespace

QByteArray withLanguage(QByteArray pdf, const QString& language) {
  const qsizetype trailerAt = pdf.lastIndexOf("\ntrailer"), startAt = pdf.lastIndexOf("startxref\n");
  if (trailerAt < 0 || startAt < trailerAt) return pdf;
  const QByteArray trailer = pdf.mid(trailerAt, startAt - trailerAt);
  const QByteArray previous = pdf.mid(startAt + 10, pdf.indexOf('\n', startAt + 10) - startAt - 10);
  const auto size = trailerEntryOf(trailer, "/Size "), info = trailerEntryOf(trailer, "/Info ");
  const auto catalogue = pdfCatalogueOf(pdf, trailer);
  if (!catalogue || !size || !info || catalogue->contents.contains("/Lang")) return pdf;
  if (!pdf.endsWith('\n')) pdf += '\n';
  const QByteArray place = QByteArray::number(pdf.size()).rightJustified(10, '0');
  pdf += catalogue->number + " 0 obj\n<< " + catalogue->contents + "\n   /Lang (" + language.toLatin1() +
         ")\n   /MarkInfo << /Marked true >>\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n";
  const QByteArray table = QByteArray::number(pdf.size());
  return pdf + "xref\n" + catalogue->number + " 1\n" + place + " 00000 n \ntrailer\n<< /Size " + *size + "\n   /Root " +
         catalogue->number + " 0 R\n   /Info " + *info + "\n   /Prev " + previous + "\n>>\nstartxref\n" + table +
         "\n%%EOF\n";
}

}  // namespace billing::reports
