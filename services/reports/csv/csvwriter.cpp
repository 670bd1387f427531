#include <QFile>

#include "domain/decimal.h"
#include "reports/csv/csvreader.h"
#include "reports/csv/csvtext.h"
#include "reports/file/reportwriter.h"

namespace billing::reports {
namespace {

constexpr qsizetype kWriteAtOnce = 1 << 16;

class CsvWriter final : public ReportWriter {
 public:
  CsvWriter(const ReportJob& job, AtomicFile& file) : job_(job), options_(job.options), file_(file) {}

  Result<void> begin() override {
    if (options_.byteOrderMark) lines_ += "\xEF\xBB\xBF";
    QByteArrayList names;
    for (const FileColumn& field : job_.fields)
      names << text(options_.titles ? field.title : QString::fromUtf8(field.name));
    lines_ += names.join(options_.delimiter) + "\r\n";
    return {};
  }

  Result<void> row(const ReportRow& row, const QString& currency) override {
    for (const FileColumn& field : job_.fields) {
      if (&field != &job_.fields.front()) lines_ += options_.delimiter;
      lines_ += fieldText(field, row, currency);
    }
    lines_ += "\r\n";
    return lines_.size() < kWriteAtOnce ? Result<void>() : flush();
  }

  Result<void> end(const Tally&, const CancelToken&) override { return flush(); }
  Result<Tally> readBack(const QString& path, const CancelToken& cancel) override;

 private:
  Result<void> flush() {
    auto written = file_.write(lines_);
    lines_.clear();
    return written;
  }
  [[nodiscard]] QByteArray text(const QString& words) const {
    return csvText(words, options_.delimiter, options_.escapeFormulas);
  }
  [[nodiscard]] QByteArray fieldText(const FileColumn& field, const ReportRow& row, const QString& currency) const;
  Result<void> addRecord(const QByteArrayList& record, Tally& tally) const;

  const ReportJob& job_;
  const ExportOptions& options_;
  AtomicFile& file_;
  QByteArray lines_;
};

QByteArray CsvWriter::fieldText(const FileColumn& field, const ReportRow& row, const QString& currency) const {
  const QString words = plainText(job_, field, row, currency);
  if (isFreeText(field)) return text(words);
  const bool day = field.kind == CellKind::Date || field.kind == CellKind::Instant || field.kind == CellKind::Flag;
  return day ? words.toLatin1() : csvNumber(words.toLatin1(), options_.delimiter, options_.decimalPoint);
}

bool saysCurrency(const FileColumn& field) {
  return field.part == FileColumn::Part::Currency || field.name == "currency";
}

Result<void> CsvWriter::addRecord(const QByteArrayList& record, Tally& tally) const {
  ++tally.rows;
  if (record.size() != job_.fields.size())
    return failure(ErrorKind::Internal, "count_differs", "A line of the file has more or fewer fields than its head",
                   "line " + std::to_string(tally.rows + 1), "Nothing was put in place; please report it");
  QString currency = job_.onlyCurrency;
  for (int at = 0; at < record.size(); ++at)
    if (saysCurrency(job_.fields.at(at))) currency = QString::fromUtf8(record.at(at));
  for (int at = 0; at < record.size(); ++at) {
    if (job_.fields.at(at).kind != CellKind::Money || record.at(at).isEmpty()) continue;
    QByteArray digits = record.at(at);
    digits.replace(options_.decimalPoint, '.');
    const auto minor = scaledDecimal(digits.toStdString(), decimalsOf(currency));
    if (!minor) return failure(minor.error());
    if (auto added = tally.add(job_.fields.at(at).name, currency, *minor); !added) return added;
  }
  return {};
}

Result<Tally> CsvWriter::readBack(const QString& path, const CancelToken& cancel) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return failure(ErrorKind::Unavailable, "not_readable", "The file cannot be read back",
                   file.errorString().toStdString());
  CsvReader reader(file, options_.delimiter);
  Tally tally;
  auto record = reader.next();  // the head
  if (!record) return failure(record.error());
  for (record = reader.next(); record && record->has_value(); record = reader.next()) {
    if (cancel.cancelled()) return exportCancelled();
    if (auto added = addRecord(**record, tally); !added) return failure(added.error());
  }
  return record ? Result<Tally>(tally) : failure(record.error());
}

}  // namespace

std::unique_ptr<ReportWriter> csvWriter(const ReportJob& job, AtomicFile& file) {
  return std::make_unique<CsvWriter>(job, file);
}

}  // namespace billing::reports
