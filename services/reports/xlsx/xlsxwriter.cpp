#include <QCryptographicHash>

#include "reports/lists/columntext.h"
#include "reports/xlsx/xlsxsheets.h"
#include "reports/xlsx/xlsxsummary.h"

namespace billing::reports {
namespace {

class XlsxWriter final : public ReportWriter {
 public:
  XlsxWriter(const ReportJob& job, AtomicFile& file) : job_(job), file_(file) {}

  Result<void> begin() override {
    file_.closeForOthers();
    auto book = XlsxBook::in(file_.temporaryPath());
    if (!book) return failure(book.error());
    book_ = std::move(*book);
    auto summary = book_->addSheet(titleText("Summary"));
    if (!summary) return failure(summary.error());
    summary_ = *summary;
    sheets_ = std::make_unique<XlsxSheets>(job_, *book_);
    return {};
  }

  Result<void> row(const ReportRow& row, const QString& currency) override {
    const PointNumbers numbers;
    for (const FileColumn& field : job_.fields) {
      hash_.addData(plainText(job_, field, row, currency).toUtf8());
      hash_.addData(QByteArrayView("\x1f", 1));
    }
    hash_.addData(QByteArrayView("\x1e", 1));
    return sheets_->row(row, currency);
  }

  Result<void> end(const Tally& tally, const CancelToken& cancel) override {
    {
      const PointNumbers numbers;
      if (auto finished = sheets_->finish(); !finished) return finished;
      if (auto said = writeSummary(*book_, summary_, job_, tally, *sheets_, hash_.result().toHex()); !said) return said;
    }
    return book_->close(cancel);
  }

  Result<Tally> readBack(const QString& path, const CancelToken& cancel) override;

 private:
  const ReportJob& job_;
  AtomicFile& file_;
  std::unique_ptr<XlsxBook> book_;
  std::unique_ptr<XlsxSheets> sheets_;
  lxw_worksheet* summary_ = nullptr;
  QCryptographicHash hash_{QCryptographicHash::Sha256};
};

Result<Tally> XlsxWriter::readBack(const QString& path, const CancelToken& cancel) {
  int number = 2;  // the first one is the summary
  return readSheetsBack(path, job_, *sheets_, number, cancel);
}

}  // namespace

std::unique_ptr<ReportWriter> xlsxWriter(const ReportJob& job, AtomicFile& file) {
  return std::make_unique<XlsxWriter>(job, file);
}

}  // namespace billing::reports
