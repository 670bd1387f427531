// A workbook being written with memory flat: libxlsxwriter in constant-memory mode keeps only the row at hand, the rest
// goes to a temporary file for each sheet. Rows of several sheets may be written by turns.
#pragma once

#include <xlsxwriter.h>

#include <QHash>
#include <memory>
#include <vector>

#include "reports/file/atomicfile.h"
#include "support/canceltoken.h"

namespace billing::reports {

/// Numbers with a point while this lives, on this thread alone: libxlsxwriter prints them by the locale, and a German
/// desktop would write files that no program can read.
class PointNumbers {
 public:
  PointNumbers();
  ~PointNumbers();
  PointNumbers(const PointNumbers&) = delete;
  PointNumbers& operator=(const PointNumbers&) = delete;

 private:
  locale_t ours_, before_;
};

class XlsxBook {
 public:
  /// Unavailable "not_written" where no temporary file can be made.
  [[nodiscard]] static Result<std::unique_ptr<XlsxBook>> in(const QString& path);
  /// A book that was not closed leaves nothing of its own.
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  /// `name` as the system allows it: 31 characters, none of []:*?/\, not twice.
  [[nodiscard]] Result<lxw_worksheet*> addSheet(const QString& name);
  /// By Excel's own words: "#,##0.00". Each once.
  [[nodiscard]] lxw_format* numbers(const QByteArray& pattern);
  [[nodiscard]] lxw_format* bold();
  /// Puts it together and compresses it: seconds for a long list. Cancelled within a tenth of one.
  [[nodiscard]] Result<void> close(const CancelToken& cancel);

 private:
  XlsxBook(QString path, lxw_workbook* book) : path_(std::move(path)), book_(book) {}
  [[nodiscard]] Result<void> temporaryFilesWhole();
  QString path_;
  lxw_workbook* book_;
  std::vector<lxw_worksheet*> sheets_;
  QHash<QByteArray, lxw_format*> formats_;
  QStringList names_;
};

}  // namespace billing::reports
