// The first sheet: where the rows come from, how many they are, what they add up to.
#pragma once

#include "reports/xlsx/xlsxsheets.h"

namespace billing::reports {

/// Labels with what they say, line by line, on a first sheet.
class SummaryLines {
 public:
  SummaryLines(XlsxBook& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {
    constexpr double kLabelWidth = 28, kFactWidth = 48;
    worksheet_set_column(sheet, 0, 0, kLabelWidth, nullptr);
    worksheet_set_column(sheet, 1, 1, kFactWidth, nullptr);
  }
  void title(const QString& text) { put(at_++, 0, text, book_.bold()); }
  void fact(const QString& label, const QString& value) {
    put(at_, 0, label, nullptr);
    put(at_++, 1, value, book_.numbers("@"));
  }
  void number(const QString& label, qint64 value, const QByteArray& pattern, const QByteArray& decimal) {
    if (value > kMostExactMinor || value < -kMostExactMinor) return fact(label, QString::fromLatin1(decimal));
    put(at_, 0, label, nullptr);
    note(worksheet_write_number(sheet_, at_++, 1, decimal.toDouble(), book_.numbers(pattern)));
  }
  void blank() { ++at_; }
  [[nodiscard]] Result<void> outcome() const {
    if (error_ == LXW_NO_ERROR) return {};
    return failure(ErrorKind::InvalidInput, "cell_not_written", "The first sheet cannot be written",
                   lxw_strerror(error_));
  }

 private:
  void put(lxw_row_t row, lxw_col_t column, const QString& text, lxw_format* format) {
    note(worksheet_write_string(sheet_, row, column, text.toUtf8().constData(), format));
  }
  void note(lxw_error error) {
    if (error != LXW_NO_ERROR) error_ = error;
  }
  XlsxBook& book_;
  lxw_worksheet* sheet_;
  lxw_row_t at_ = 0;
  lxw_error error_ = LXW_NO_ERROR;
};

/// `dataHash`: SHA-256, hex, of all cells as plain text, each followed by U+001F, each row by U+001E.
[[nodiscard]] Result<void> writeSummary(XlsxBook& book, lxw_worksheet* sheet, const ReportJob& job, const Tally& tally,
                                        const XlsxSheets& sheets, const QByteArray& dataHash);

/// What every first sheet and title page says of a report, label by label.
[[nodiscard]] QVector<QPair<QString, QString>> headFacts(const ReportHead& head, const TimeWords& times);

}  // namespace billing::reports
