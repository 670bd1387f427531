#include "reports/xlsx/xlsxreader.h"

#include <minizip/unzip.h>

#include <QFile>
#include <QXmlStreamReader>
#include <memory>

#include "domain/decimal.h"

namespace billing::reports {
namespace {

constexpr unsigned kPartBytes = 1 << 16;
constexpr int kRowsBetweenLooks = 1000;

tl::unexpected<Error> badXlsx(const QString& why) {
  return failure(ErrorKind::Corrupt, "bad_xlsx", "The sheet cannot be read back", why.toStdString(),
                 "Nothing was put in place. Is there room in the temporary folder?");
}

// "BC12" is column 54.
int columnOfRef(QStringView reference) {
  int column = 0;
  for (const QChar letter : reference) {
    if (!letter.isLetter()) break;
    column = column * 26 + (letter.toUpper().unicode() - u'A' + 1);
  }
  return column - 1;
}

// One sheet's XML as it comes out of the archive.
class SheetParser {
 public:
  SheetParser(unzFile zip, const std::function<Result<void>(const SheetRow&)>& row, const CancelToken& cancel)
      : zip_(zip), row_(row), cancel_(cancel) {}

  Result<void> run() {
    while (!xml_.atEnd() || more()) {
      if (auto taken = take(xml_.readNext()); !taken) return taken;
      if (xml_.error() == QXmlStreamReader::PrematureEndOfDocumentError && feed()) continue;
      if (xml_.hasError()) return badXlsx(xml_.errorString());
    }
    return {};
  }

 private:
  [[nodiscard]] bool more() const { return xml_.error() == QXmlStreamReader::PrematureEndOfDocumentError; }

  bool feed() {
    QByteArray part(kPartBytes, Qt::Uninitialized);
    const int read = unzReadCurrentFile(zip_, part.data(), kPartBytes);
    if (read <= 0) return false;
    part.truncate(read);
    xml_.addData(part);
    return true;
  }

  Result<void> take(QXmlStreamReader::TokenType token) {
    if (token == QXmlStreamReader::Characters && inValue_) cells_.back().text += xml_.text();
    if (token == QXmlStreamReader::StartElement) begin();
    if (token == QXmlStreamReader::EndElement) return end();
    return {};
  }

  void begin() {
    const QStringView name = xml_.name();
    if (name == QLatin1String("row")) cells_.clear();
    if (name == QLatin1String("c")) {
      const auto attributes = xml_.attributes();
      const QStringView type = attributes.value(QLatin1String("t"));
      cells_.push_back(
          {columnOfRef(attributes.value(QLatin1String("r"))), {}, type.isEmpty() || type == QLatin1String("n")});
    }
    if ((name == QLatin1String("v") || name == QLatin1String("t")) && !cells_.isEmpty()) inValue_ = true;
  }

  Result<void> end() {
    const QStringView name = xml_.name();
    if (name == QLatin1String("v") || name == QLatin1String("t")) inValue_ = false;
    if (name != QLatin1String("row")) return {};
    if (++rows_ % kRowsBetweenLooks == 0 && cancel_.cancelled())
      return failure(ErrorKind::Cancelled, "cancelled", "The export was cancelled");
    return row_(cells_);
  }

  unzFile zip_;
  const std::function<Result<void>(const SheetRow&)>& row_;
  const CancelToken& cancel_;
  QXmlStreamReader xml_;
  SheetRow cells_;
  bool inValue_ = false;
  qint64 rows_ = 0;
};

}  // namespace

Result<void> readSheet(const QString& path, int number, const std::function<Result<void>(const SheetRow&)>& row,
                       const CancelToken& cancel) {
  const std::unique_ptr<void, int (*)(unzFile)> zip(unzOpen64(QFile::encodeName(path).constData()), &unzClose);
  if (!zip) return badXlsx(QStringLiteral("it is no archive"));
  const QByteArray part = "xl/worksheets/sheet" + QByteArray::number(number) + ".xml";
  if (unzLocateFile(zip.get(), part.constData(), 1) != UNZ_OK || unzOpenCurrentFile(zip.get()) != UNZ_OK)
    return failure(ErrorKind::NotFound, "no_sheet", "There is no such sheet in the file", part.toStdString());
  auto read = SheetParser(zip.get(), row, cancel).run();
  // Closing compares the checksum of what was read.
  if (unzCloseCurrentFile(zip.get()) == UNZ_CRCERROR && read) return badXlsx(QStringLiteral("its checksum differs"));
  return read;
}

Result<qint64> sheetMinor(const QString& digits, int decimals) {
  const qsizetype point = digits.indexOf(u'.');
  const qsizetype kept = point < 0 ? digits.size() : point + 1 + decimals;
  auto minor = scaledDecimal(digits.left(decimals == 0 && point >= 0 ? point : kept).toStdString(), decimals);
  if (!minor || kept >= digits.size() || point < 0) return minor;
  const QChar next = digits.at(decimals == 0 ? point + 1 : kept);
  if (next < u'5') return minor;
  return digits.startsWith(u'-') ? *minor - 1 : *minor + 1;
}

}  // namespace billing::reports
