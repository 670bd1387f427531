// Writes a report into a file: all of it or nothing. Blocking: for a worker thread or a command line.
#pragma once

#include <QMap>
#include <functional>

#include "reports/reportvalues.h"

namespace billing::reports {

enum class Format { Csv, Xlsx, JsonLines, Pdf };
enum class Preset { Generic, QuickBooks, Xero, Datev, GnuCash, StripeBalance };

struct ExportOptions {
  Format format = Format::Csv;
  Preset preset = Preset::Generic;
  char delimiter = ',';        ///< , ; or tab
  char decimalPoint = '.';     ///< . or , (not the delimiter)
  bool byteOrderMark = true;   ///< Excel reads UTF-8 by it
  bool titles = false;         ///< header row: titles for people instead of stable names
  bool minorUnits = false;     ///< a second column with minor units beside every amount
  bool escapeFormulas = true;  ///< text cells only; off for machines
  bool localTimes = false;     ///< instants in the report's zone with offset instead of UTC
  bool overwrite = false;      ///< else Conflict "file_exists"
  bool letter = false;         ///< PDF: Letter instead of A4
  QString language;            ///< PDF: "en", "de", ...; empty: of the desktop
};

/// What was written, read back from the file itself and compared.
struct ExportReceipt {
  QString path;
  qint64 rows = 0, bytes = 0;
  QMap<QByteArray, QMap<QString, qint64>> sums;  ///< money columns by currency, minor units
  QByteArray sha256;                             ///< hex, of the file
};

using ExportProgress = std::function<void(qint64 rows, qint64 expected)>;

/// Asked when the file is whole and was read back, before it is put in place: an error leaves nothing. For the entry
/// in the audit log: what is not written down does not leave.
using ExportConsent = std::function<Result<void>(const ExportReceipt&)>;

/// Conflict "file_exists"; Full "disk_full"; ReadOnly "not_writable"; InvalidInput "bad_options", "unknown_zone",
/// "preset_not_for_list", "sum_out_of_range"; Cancelled; Internal "count_differs", "sum_differs" when what was read
/// back is not what was given. In none of these cases is anything left at `path` that was not there before.
[[nodiscard]] Result<ExportReceipt> writeReport(const QString& path, const ReportHead& head,
                                                const QVector<ReportColumn>& columns, RowFeed& feed,
                                                const ExportOptions& options, const ExportProgress& progress,
                                                CancelToken cancel, const ExportConsent& consent = {});

/// "persistq_test_invoices_2026-03_UTC.csv"
[[nodiscard]] QString fileNameFor(const ReportHead& head, Format format);

}  // namespace billing::reports
