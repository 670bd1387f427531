#include "reports/xlsx/xlsxbook.h"

#include <clocale>

#include <QFile>
#include <QRegularExpression>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <future>
#include <thread>

namespace billing::reports {
namespace {

constexpr int kMostSheetName = 31;

// EFBIG and ENOSPC may be long past when the library notices; what it says of the zip is then all there is.
Error closeError(const QString& path, lxw_error error, int systemError) {
  const bool room = systemError == ENOSPC || systemError == EFBIG || systemError == EDQUOT;
  Error told = fileError(path, room ? systemError : EIO);
  if (!room) told.reason = lxw_strerror(error);
  return told;
}

struct Closing {
  lxw_error error = LXW_NO_ERROR;
  int systemError = 0;
};

Closing closeNow(lxw_workbook* book) {
  const PointNumbers numbers;
  errno = 0;
  const lxw_error error = workbook_close(book);
  return {error, errno};
}

}  // namespace

PointNumbers::PointNumbers() : ours_(::newlocale(LC_NUMERIC_MASK, "C", ::duplocale(::uselocale(nullptr)))) {
  before_ = ::uselocale(ours_);
}

PointNumbers::~PointNumbers() {
  ::uselocale(before_);
  ::freelocale(ours_);
}

Result<std::unique_ptr<XlsxBook>> XlsxBook::in(const QString& path) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  const QByteArray name = QFile::encodeName(path);
  lxw_workbook* book = workbook_new_opt(name.constData(), &options);
  if (book == nullptr) return failure(fileError(path, errno));
  return std::unique_ptr<XlsxBook>(new XlsxBook(path, book));
}

// Only closing frees a book and its temporary files.
XlsxBook::~XlsxBook() {
  if (book_ == nullptr) return;
  static_cast<void>(closeNow(book_));
  QFile::remove(path_);
}

Result<lxw_worksheet*> XlsxBook::addSheet(const QString& wanted) {
  static const QRegularExpression forbidden(QStringLiteral("[\\[\\]:*?/\\\\']"));
  QString base = QString(wanted).replace(forbidden, QStringLiteral(" ")).trimmed();
  if (base.isEmpty()) base = QStringLiteral("Rows");
  QString name = base.left(kMostSheetName);
  for (int number = 2; names_.contains(name, Qt::CaseInsensitive); ++number)
    name = base.left(kMostSheetName - 6) + QStringLiteral(" %1").arg(number);
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.toUtf8().constData());
  if (sheet == nullptr) return failure(fileError(path_, errno));
  names_ << name;
  sheets_.push_back(sheet);
  return sheet;
}

lxw_format* XlsxBook::numbers(const QByteArray& pattern) {
  lxw_format*& format = formats_[pattern];
  if (format == nullptr) {
    format = workbook_add_format(book_);
    format_set_num_format(format, pattern.constData());
  }
  return format;
}

lxw_format* XlsxBook::bold() {
  lxw_format*& format = formats_[QByteArrayLiteral("bold")];
  if (format == nullptr) {
    format = workbook_add_format(book_);
    format_set_bold(format);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  return format;
}

// The library does not look whether its own writing succeeded.
Result<void> XlsxBook::temporaryFilesWhole() {
  for (const lxw_worksheet* sheet : sheets_) {
    FILE* file = sheet->optimize_tmpfile;
    if (file != nullptr && (std::fflush(file) != 0 || std::ferror(file) != 0))
      return failure(fileError(QStringLiteral("the temporary folder"), ENOSPC));
  }
  return {};
}

// Closing cannot be interrupted. Whoever withdraws does not wait for it: it ends on a thread of its own, and takes its
// file with it.
Result<void> XlsxBook::close(const CancelToken& cancel) {
  if (auto whole = temporaryFilesWhole(); !whole) return whole;
  std::packaged_task<Closing()> task([book = std::exchange(book_, nullptr), path = path_, cancel] {
    const Closing closing = closeNow(book);
    if (cancel.cancelled()) QFile::remove(path);
    return closing;
  });
  auto closing = task.get_future();
  std::thread(std::move(task)).detach();
  while (closing.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
    if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The export was cancelled");
  const Closing done = closing.get();
  if (done.error == LXW_NO_ERROR) return {};
  return failure(closeError(path_, done.error, done.systemError));
}

}  // namespace billing::reports
