#include "reports/monthend/monthendpack.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <cerrno>
#include <cstdio>

#include "operations/audited.h"
#include "operations/finance/sqlfinancedesk.h"
#include "reports/exportrecord.h"
#include "reports/lists/columntext.h"
#include "reports/monthend/monthendbook.h"

namespace billing::reports {
namespace {

// Rows that are in memory already.
class TableFeed final : public RowFeed {
 public:
  explicit TableFeed(const QVector<ReportRow>& rows) : rows_(rows) {}
  Result<QVector<ReportRow>> next(int most, CancelToken) override {
    const auto some = rows_.mid(at_, most);
    at_ += some.size();
    return some;
  }
  [[nodiscard]] qint64 expected() const override { return rows_.size(); }

 private:
  const QVector<ReportRow>& rows_;
  qsizetype at_ = 0;
};

// The folder that becomes the pack when all is in it.
class PackFolder {
 public:
  static Result<std::unique_ptr<PackFolder>> beside(const QString& path, bool overwrite) {
    if (QFileInfo::exists(path) && !overwrite)
      return failure(ErrorKind::Conflict, "file_exists", "There is a folder " + path.toStdString() + " already", {},
                     "Choose another place, or say that it is to be replaced");
    const QString temporary = QStringLiteral("%1/.%2.%3.part")
                                  .arg(QFileInfo(path).absolutePath(), QFileInfo(path).fileName(),
                                       QString::number(QRandomGenerator::system()->generate64(), 36));
    if (::mkdir(QFile::encodeName(temporary).constData(), 0777) != 0) return failure(fileError(path, errno));
    return std::unique_ptr<PackFolder>(new PackFolder(path, temporary));
  }
  ~PackFolder() {
    if (!published_) QDir(temporary_).removeRecursively();
  }
  PackFolder(const PackFolder&) = delete;
  PackFolder& operator=(const PackFolder&) = delete;
  [[nodiscard]] QString file(const QString& name) const { return temporary_ + u'/' + name; }

  // What somebody has put beside the pack's own files is never taken away with them.
  [[nodiscard]] Result<void> holdsNothingElse() const {
    const QStringList own = names(temporary_);
    for (const QString& name : names(path_))
      if (!own.contains(name) || QFileInfo(path_ + u'/' + name).isDir())
        return failure(ErrorKind::Conflict, "other_files",
                       "The folder " + path_.toStdString() + " holds more than the pack",
                       "“" + name.toStdString() + "” is not one of the pack's files",
                       "Move it elsewhere, or choose another place for the pack");
    return {};
  }

  // One that is replaced steps aside first, and back should the new one not come.
  Result<void> publish() {
    const QString aside = temporary_ + QStringLiteral(".old");
    const QStringList own = names(temporary_);
    const bool replaces = QFileInfo::exists(path_);
    if (replaces && !QDir().rename(path_, aside)) return failure(fileError(path_, EACCES));
    if (std::rename(QFile::encodeName(temporary_).constData(), QFile::encodeName(path_).constData()) != 0) {
      const int error = errno;
      if (replaces && !QDir().rename(aside, path_)) return failure(leftAside(aside, error));
      return failure(fileError(path_, error));
    }
    published_ = true;
    syncFolderOf(path_);
    if (!replaces) return {};
    for (const QString& name : own) QFile::remove(aside + u'/' + name);
    QDir().rmdir(aside);
    return {};
  }

 private:
  static QStringList names(const QString& folder) {
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
  }
  [[nodiscard]] Error leftAside(const QString& aside, int systemError) const {
    Error error = fileError(path_, systemError);
    error.code = "pack_left_aside";
    error.hint = "The pack that was there is whole, as " + aside.toStdString() + ": rename it back";
    return error;
  }
  PackFolder(QString path, QString temporary) : path_(std::move(path)), temporary_(std::move(temporary)) {}
  const QString path_, temporary_;
  bool published_ = false;
};

ReportHead headOfTable(const ReportHead& pack, const MonthTable& table) {
  ReportHead head = pack;
  head.list = table.list;
  head.title = table.title;
  return head;
}

Result<QVector<ExportReceipt>> writeTables(const PackFolder& folder, const MonthEndOrder& order,
                                           const QVector<MonthTable>& tables, const ExportProgress& progress,
                                           const CancelToken& cancel) {
  ExportOptions options = order.options;
  options.format = Format::Csv;
  options.preset = Preset::Generic;
  options.overwrite = false;
  qint64 before = 0, all = 0;
  for (const MonthTable& table : tables) all += table.rows.size();
  QVector<ExportReceipt> receipts;
  for (const MonthTable& table : tables) {
    TableFeed feed(table.rows);
    const ReportHead head = headOfTable(order.head, table);
    const auto told = [&](qint64 rows, qint64) {
      if (progress) progress(before + rows, all);
    };
    auto receipt =
        writeReport(folder.file(fileNameFor(head, Format::Csv)), head, table.columns, feed, options, told, cancel);
    if (!receipt) return failure(receipt.error());
    receipts.push_back(std::move(*receipt));
    before += table.rows.size();
  }
  return receipts;
}

// Reading the files back is done where they were written; afterwards they are known by their place.
void knowByPlace(QVector<ExportReceipt>& receipts, const QString& path) {
  for (ExportReceipt& receipt : receipts) receipt.path = path + u'/' + QFileInfo(receipt.path).fileName();
}

}  // namespace

QString packName(const MonthEndOrder& order) {
  return QFileInfo(fileNameFor(order.head, Format::Csv)).completeBaseName();
}

Result<QVector<ExportReceipt>> writeMonthEnd(MonthEndOrder order, const MonthFacts& facts,
                                             const ExportProgress& progress, const CancelToken& cancel,
                                             const PackConsent& consent) {
  order.head.list = QStringLiteral("month-end");
  order.head.period = order.span.word();
  order.head.title = titleText("Month end");
  order.head.zone = order.span.zone;
  order.head.definitions = facts.definitions;
  const QString path = QDir(order.folder).absoluteFilePath(packName(order));
  const auto folder = PackFolder::beside(path, order.options.overwrite);
  if (!folder) return failure(folder.error());
  const QVector<MonthTable> tables = monthTables(facts);
  auto receipts = writeTables(**folder, order, tables, progress, cancel);
  if (!receipts) return receipts;
  const auto book =
      writeMonthBook((*folder)->file(fileNameFor(order.head, Format::Xlsx)), order, tables, *receipts, cancel);
  if (!book) return failure(book.error());
  const auto paper = writeMonthPaper((*folder)->file(fileNameFor(order.head, Format::Pdf)), order, tables, cancel);
  if (!paper) return failure(paper.error());
  *receipts << *book << *paper;
  knowByPlace(*receipts, path);
  if (cancel.cancelled()) return exportCancelled();
  if (auto alone = (*folder)->holdsNothingElse(); !alone) return failure(alone.error());
  if (consent)
    if (auto agreed = consent(*receipts); !agreed) return failure(agreed.error());
  if (auto published = (*folder)->publish(); !published) return failure(published.error());
  return receipts;
}

Result<QVector<ExportReceipt>> exportMonthEnd(store::Database& database, const workspace::Profile& profile,
                                              MonthEndOrder order, const operations::Hand& hand, const Clock& clock,
                                              const ExportProgress& progress, const CancelToken& cancel) {
  operations::SqlFinanceDesk finance(database, operations::financeSettingsOf(profile), clock);
  const auto facts = readMonth(database, finance, order.span, cancel);
  if (!facts) return failure(facts.error());
  const ReportHead wanted = headOf(profile, order.span.zone);
  order.head = wanted;
  order.head.madeAt = clock.now().ms;
  order.head.madeBy = hand.name;
  const auto recorded = [&](const QVector<ExportReceipt>& receipts) {
    ReportHead head = order.head;
    head.list = QStringLiteral("month-end");
    head.period = order.span.word();
    // The workbook holds all tables, so its hash stands for the pack.
    const ExportReceipt& book = receipts.at(receipts.size() - 2);
    return operations::noteByHand(database, exportEntry(hand, head, Format::Xlsx, book), clock.now()).result();
  };
  return writeMonthEnd(std::move(order), *facts, progress, cancel, recorded);
}

}  // namespace billing::reports
