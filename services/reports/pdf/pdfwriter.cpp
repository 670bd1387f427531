// Lists on paper. Pages are drawn when their number is known, so all rows are kept until then: a list longer than
// anybody reads on paper is refused.
#include <QFile>

#include "reports/documents/documentwords.h"
#include "reports/file/reportwriter.h"
#include "reports/pdf/tablereport.h"

namespace billing::reports {
namespace {

constexpr qint64 kMostPrintedRows = 20'000;

QVector<ReportColumn> printedColumns(const ReportJob& job) {
  QVector<ReportColumn> columns = job.columns;
  // Amounts say their currency themselves.
  columns.removeIf([](const ReportColumn& column) { return column.name == "currency"; });
  return columns;
}

class PdfWriter final : public ReportWriter {
 public:
  PdfWriter(const ReportJob& job, AtomicFile& file)
      : job_(job),
        file_(file),
        table_(job.head, printedColumns(job), job.options.letter ? Paper::Letter : Paper::A4,
               documentLanguage(job.options.language)) {}

  Result<void> begin() override { return {}; }

  Result<void> row(const ReportRow& row, const QString&) override {
    if (table_.rows() >= kMostPrintedRows)
      return failure(ErrorKind::InvalidInput, "too_many_rows", "This list is too long to be printed",
                     "More than " + std::to_string(kMostPrintedRows) + " rows",
                     "Filter it, or export it as XLSX or CSV");
    ReportRow printed;
    for (int at = 0; at < job_.columns.size(); ++at) {
      if (job_.columns.at(at).name == "currency") continue;
      printed.push_back(row.at(at));
      if (row.at(at).value.userType() == QMetaType::QString)
        printed.back().value = withoutSecrets(row.at(at).value.toString());
    }
    table_.add(printed);
    return {};
  }

  Result<void> end(const Tally& tally, const CancelToken& cancel) override {
    given_ = tally;
    table_.setSums(tally.sums);
    const auto bytes = table_.pdf(cancel);
    return bytes ? file_.write(*bytes) : failure(bytes.error());
  }

  // Its pages are not parsed again: that the file is whole, and that each row was laid out.
  Result<Tally> readBack(const QString& path, const CancelToken&) override {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(fileError(path, EIO));
    const QByteArray bytes = file.readAll();
    if (!bytes.startsWith("%PDF-") || !bytes.trimmed().endsWith("%%EOF"))
      return failure(ErrorKind::Corrupt, "bad_pdf", "The PDF is not whole");
    Tally found = given_;
    found.rows = table_.rows();
    return found;
  }

 private:
  const ReportJob& job_;
  AtomicFile& file_;
  TableReport table_;
  Tally given_;
};

}  // namespace

std::unique_ptr<ReportWriter> pdfWriter(const ReportJob& job, AtomicFile& file) {
  return std::make_unique<PdfWriter>(job, file);
}

}  // namespace billing::reports
