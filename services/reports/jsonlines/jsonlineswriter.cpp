// One JSON object a line, typed: whole numbers as numbers, amounts as exact decimals in quotes with their minor units
// beside them, instants in ISO 8601. Written by hand because QJsonDocument keeps whole numbers beyond 2^53 as doubles
// in some versions, and sorts the names.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "domain/decimal.h"
#include "reports/file/reportwriter.h"
#include "support/jsonstring.h"

namespace billing::reports {
namespace {

constexpr qsizetype kJsonAtOnce = 1 << 16;

QByteArray jsonText(const QString& text) {
  std::string out;
  appendJsonString(out, text.toStdString());
  return QByteArray::fromStdString(out);
}

class JsonLinesWriter final : public ReportWriter {
 public:
  JsonLinesWriter(const ReportJob& job, AtomicFile& file) : job_(job), file_(file) {}
  Result<void> begin() override { return {}; }

  Result<void> row(const ReportRow& row, const QString& currency) override {
    QByteArrayList members;
    for (const FileColumn& field : job_.fields)
      if (field.part != FileColumn::Part::Minor) members << member(field, row, currency);
    lines_ += '{' + members.join(',') + "}\n";
    return lines_.size() < kJsonAtOnce ? Result<void>() : flush();
  }

  Result<void> end(const Tally&, const CancelToken&) override { return flush(); }
  Result<Tally> readBack(const QString& path, const CancelToken& cancel) override;

 private:
  Result<void> flush() {
    auto written = file_.write(lines_);
    lines_.clear();
    return written;
  }
  [[nodiscard]] QByteArray member(const FileColumn& field, const ReportRow& row, const QString& currency) const;
  [[nodiscard]] QByteArray value(const FileColumn& field, const Cell& cell) const;
  Result<void> addObject(const QJsonObject& object, Tally& tally) const;

  const ReportJob& job_;
  AtomicFile& file_;
  QByteArray lines_;
};

QByteArray JsonLinesWriter::member(const FileColumn& field, const ReportRow& row, const QString& currency) const {
  const QByteArray name = '"' + field.name + "\":";
  if (field.part == FileColumn::Part::Currency) return name + (currency.isEmpty() ? "null" : jsonText(currency));
  if (field.part == FileColumn::Part::Zone) return name + jsonText(job_.times.zone());
  const Cell& cell = row.at(field.source);
  if (field.part == FileColumn::Part::Unit) return name + (cell.unit.isEmpty() ? "null" : jsonText(cell.unit));
  QByteArray text = name + (cell.value.isValid() ? value(field, cell) : QByteArray("null"));
  if (field.kind != CellKind::Money) return text;
  return text + ",\"" + field.name +
         "_minor\":" + (cell.value.isValid() ? cell.value.toByteArray() : QByteArray("null"));
}

QByteArray JsonLinesWriter::value(const FileColumn& field, const Cell& cell) const {
  const qint64 whole = cell.value.toLongLong();
  switch (field.kind) {
    case CellKind::Text:
    case CellKind::Id:
      return jsonText(withoutSecrets(cell.value.toString()));
    case CellKind::Money:
      return '"' + moneyWords(whole, cell.currency) + '"';
    case CellKind::Count:
      return QByteArray::number(whole);
    case CellKind::Quantity:
      return milliWords(whole);
    case CellKind::Percent:
      return milliWords(whole * 100);
    case CellKind::Date:
      return '"' + job_.times.day(whole) + '"';
    case CellKind::Instant:
      return '"' + job_.times.instant(whole) + '"';
    case CellKind::Flag:
      break;
  }
  return cell.value.toBool() ? "true" : "false";
}

Result<void> JsonLinesWriter::addObject(const QJsonObject& object, Tally& tally) const {
  ++tally.rows;
  const QString currency = object.value(QLatin1String("currency")).toString();
  for (const FileColumn& field : job_.fields) {
    const QString text = object.value(QString::fromUtf8(field.name)).toString();
    if (field.kind != CellKind::Money || text.isEmpty()) continue;
    const auto minor = scaledDecimal(text.toStdString(), decimalsOf(currency));
    if (!minor) return failure(minor.error());
    if (auto added = tally.add(field.name, currency, *minor); !added) return added;
  }
  return {};
}

Result<Tally> JsonLinesWriter::readBack(const QString& path, const CancelToken& cancel) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return failure(ErrorKind::Unavailable, "not_readable", "The file cannot be read back",
                   file.errorString().toStdString());
  Tally tally;
  while (!file.atEnd()) {
    if (cancel.cancelled()) return exportCancelled();
    QJsonParseError error;
    const QJsonDocument line = QJsonDocument::fromJson(file.readLine(), &error);
    if (!line.isObject())
      return failure(ErrorKind::Corrupt, "bad_json", "A line of the file is no JSON",
                     error.errorString().toStdString());
    if (auto added = addObject(line.object(), tally); !added) return failure(added.error());
  }
  return tally;
}

}  // namespace

std::unique_ptr<ReportWriter> jsonLinesWriter(const ReportJob& job, AtomicFile& file) {
  return std::make_unique<JsonLinesWriter>(job, file);
}

}  // namespace billing::reports
