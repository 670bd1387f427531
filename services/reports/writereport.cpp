// A report into a file: asked for, written beside its place, read back, agreed to, put in place.
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include "reports/file/reportwriter.h"
#include "reports/presets/presets.h"

namespace billing::reports {
namespace {

// So many rows between two looks at the cancel token: some milliseconds.
constexpr int kRowsAtOnce = 500;

Result<void> usableOptions(const ExportOptions& options) {
  const auto bad = [](const char* why) {
    return failure(ErrorKind::InvalidInput, "bad_options", "A file cannot be written so", why);
  };
  if (options.delimiter != ',' && options.delimiter != ';' && options.delimiter != '\t')
    return bad("fields are divided by a comma, a semicolon or a tab");
  if (options.decimalPoint != '.' && options.decimalPoint != ',') return bad("decimals follow a point or a comma");
  if (options.decimalPoint == options.delimiter && options.format == Format::Csv)
    return bad("the decimal comma cannot divide the fields too");
  return {};
}

std::unique_ptr<ReportWriter> writerFor(const ReportJob& job, AtomicFile& file) {
  switch (job.options.format) {
    case Format::Csv:
      return csvWriter(job, file);
    case Format::Xlsx:
      return xlsxWriter(job, file);
    case Format::JsonLines:
      return jsonLinesWriter(job, file);
    case Format::Pdf:
      break;
  }
  return pdfWriter(job, file);
}

Result<void> writeRow(ReportWriter& writer, const ReportJob& job, const ReportRow& row, Tally& tally) {
  const auto currency = currencyOfRow(job.columns, row);
  if (!currency) return failure(currency.error());
  if (auto added = tally.add(job.columns, row, *currency); !added) return added;
  return writer.row(row, *currency);
}

Result<Tally> writeRows(ReportWriter& writer, const ReportJob& job, RowFeed& feed, const ExportProgress& progress,
                        const CancelToken& cancel) {
  Tally tally;
  if (auto begun = writer.begin(); !begun) return failure(begun.error());
  for (;;) {
    if (cancel.cancelled()) return exportCancelled();
    const auto rows = feed.next(kRowsAtOnce, cancel);
    if (!rows) return failure(rows.error());
    if (rows->isEmpty()) break;
    for (const ReportRow& row : *rows)
      if (auto written = writeRow(writer, job, row, tally); !written) return failure(written.error());
    if (progress) progress(tally.rows, feed.expected());
  }
  if (auto ended = writer.end(tally, cancel); !ended) return failure(ended.error());
  return tally;
}

Result<ExportReceipt> receiptOf(const QString& path, const QString& written, const Tally& tally) {
  QFile file(written);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
    return failure(ErrorKind::Unavailable, "not_readable", "The file cannot be read back",
                   file.errorString().toStdString());
  return ExportReceipt{QFileInfo(path).absoluteFilePath(), tally.rows, file.size(), tally.sums, hash.result().toHex()};
}

Result<ExportReceipt> writeInto(AtomicFile& file, const QString& path, ReportJob& job, RowFeed& feed,
                                const ExportProgress& progress, const CancelToken& cancel) {
  const auto writer = writerFor(job, file);
  const auto tally = writeRows(*writer, job, feed, progress, cancel);
  if (!tally) return failure(tally.error());
  if (auto onDisk = file.sync(); !onDisk) return failure(onDisk.error());
  if (const auto* preset = dynamic_cast<const PresetFeed*>(&feed)) job.onlyCurrency = preset->onlyCurrency();
  const auto read = writer->readBack(file.temporaryPath(), cancel);
  if (!read) return failure(read.error());
  if (auto same = sameTally(*tally, *read); !same) return failure(same.error());
  return receiptOf(path, file.temporaryPath(), *tally);
}

Result<ExportReceipt> writeJob(const QString& path, ReportJob& job, RowFeed& feed, const ExportProgress& progress,
                               const CancelToken& cancel, const ExportConsent& consent) {
  const auto file = AtomicFile::beside(path, job.options.overwrite);
  if (!file) return failure(file.error());
  auto receipt = writeInto(**file, path, job, feed, progress, cancel);
  if (!receipt) return receipt;
  if (cancel.cancelled()) return exportCancelled();
  if (consent)
    if (auto agreed = consent(*receipt); !agreed) return failure(agreed.error());
  if (auto published = (*file)->publish(); !published) return failure(published.error());
  return receipt;
}

// What a program reads is not for the one who exports to choose.
ExportOptions optionsOfPreset(ExportOptions options, const PresetTable& table) {
  options.delimiter = table.delimiter;
  options.decimalPoint = table.decimalPoint;
  // German Excel and DATEV know UTF-8 by it; to the others it is a part of their first column's name.
  options.byteOrderMark = options.byteOrderMark && options.preset == Preset::Datev;
  options.titles = false;
  options.minorUnits = false;
  options.localTimes = false;
  return options;
}

}  // namespace

Result<ExportReceipt> writeReport(const QString& path, const ReportHead& head, const QVector<ReportColumn>& columns,
                                  RowFeed& feed, const ExportOptions& options, const ExportProgress& progress,
                                  CancelToken cancel, const ExportConsent& consent) {
  if (auto usable = usableOptions(options); !usable) return failure(usable.error());
  auto times = TimeWords::in(head.zone, options.localTimes && options.preset == Preset::Generic);
  if (!times) return failure(times.error());
  if (options.preset == Preset::Generic) {
    ReportJob job{head, columns, options, std::move(*times), fileColumns(columns, options)};
    return writeJob(path, job, feed, progress, cancel, consent);
  }
  const QByteArray list = head.list.toLatin1();
  if (!presetFits(options.preset, list) || options.format != Format::Csv)
    return failure(ErrorKind::InvalidInput, "preset_not_for_list", "This list cannot be written for that program", {},
                   "Presets are CSV files of payments, refunds or invoices");
  const PresetTable table = presetTable(options.preset);
  const ExportOptions chosen = optionsOfPreset(options, table);
  PresetFeed rows(options.preset, list, columns, feed);
  ReportJob job{head, table.columns, chosen, std::move(*times), table.fields, table.dayStyle};
  return writeJob(path, job, rows, progress, cancel, consent);
}

}  // namespace billing::reports
