// What every format does: take rows in their order, finish, and be read back by a reader of its own.
#pragma once

#include <memory>

#include "reports/exporting.h"
#include "reports/file/atomicfile.h"
#include "reports/file/cellwords.h"
#include "reports/file/filecolumns.h"
#include "reports/file/tally.h"

namespace billing::reports {

/// What is being written; outlives the writer.
struct ReportJob {
  const ReportHead& head;
  const QVector<ReportColumn>& columns;
  const ExportOptions& options;
  TimeWords times;
  QVector<FileColumn> fields;
  DayStyle dayStyle = DayStyle::Iso;
  QString onlyCurrency = {};  ///< of a file that has no column for it
};

/// A cell of the file as exact text, whatever the format: what CSV quotes and hashes cover. Empty: nothing.
[[nodiscard]] QString plainText(const ReportJob& job, const FileColumn& field, const ReportRow& row,
                                const QString& currency);
/// Text that customers may have typed, as against what this program writes itself.
[[nodiscard]] inline bool isFreeText(const FileColumn& field) {
  return field.kind == CellKind::Text || field.kind == CellKind::Id;
}

class ReportWriter {
 public:
  virtual ~ReportWriter() = default;
  [[nodiscard]] virtual Result<void> begin() = 0;
  [[nodiscard]] virtual Result<void> row(const ReportRow& row, const QString& currency) = 0;
  /// After the last row; the file is complete then, if not yet on the disk.
  [[nodiscard]] virtual Result<void> end(const Tally& tally, const CancelToken& cancel) = 0;
  /// Count and sums as they stand in the file at `path`, by other code than wrote them. Corrupt, Cancelled.
  [[nodiscard]] virtual Result<Tally> readBack(const QString& path, const CancelToken& cancel) = 0;
};

[[nodiscard]] std::unique_ptr<ReportWriter> csvWriter(const ReportJob& job, AtomicFile& file);
[[nodiscard]] std::unique_ptr<ReportWriter> jsonLinesWriter(const ReportJob& job, AtomicFile& file);
[[nodiscard]] std::unique_ptr<ReportWriter> xlsxWriter(const ReportJob& job, AtomicFile& file);
[[nodiscard]] std::unique_ptr<ReportWriter> pdfWriter(const ReportJob& job, AtomicFile& file);

[[nodiscard]] inline tl::unexpected<Error> exportCancelled() {
  return failure(ErrorKind::Cancelled, "cancelled", "The export was cancelled", {}, "Nothing was left behind");
}

}  // namespace billing::reports
