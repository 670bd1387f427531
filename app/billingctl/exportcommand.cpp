// billingctl export: lists and the month-end pack as files, whole or not at all, read back before they are put in
// place, each with its entry in the audit log.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <functional>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/exportoptions.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/wherefilter.h"
#include "app/billingctl/whoacts.h"
#include "operations/audited.h"
#include "operations/sqlqueries.h"
#include "reports/exportrecord.h"
#include "reports/lists/listexport.h"
#include "reports/monthend/monthendpack.h"

namespace billing::ctl {
namespace {

struct ExportListOptions {
  WorkspaceOptions where;
  ExportFileOptions file;
  std::string list, path, text, sort;
  std::vector<std::string> filters, columns;
  bool ascending = false, json = false;
};

int failExport(const Error& error, int code) {
  std::fprintf(stderr, "billingctl export: %s\n", describe(error).c_str());
  return code;
}

// What is wrong with the question, the role, the place, the database: each ends differently.
int exitCodeOfExport(const Error& error) {
  if (error.kind == ErrorKind::InvalidInput) return Usage;
  if (error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::Conflict) return Negative;
  if (error.code == "not_writable" || error.code == "disk_full") return Unreadable;
  return exitCodeOfStore(error);
}

QJsonObject receiptJson(const reports::ExportReceipt& receipt) {
  QJsonObject sums;
  for (auto column = receipt.sums.cbegin(); column != receipt.sums.cend(); ++column) {
    QJsonObject of;
    for (auto sum = column->cbegin(); sum != column->cend(); ++sum) of.insert(sum.key(), sum.value());
    sums.insert(QString::fromUtf8(column.key()), of);
  }
  return {{QStringLiteral("path"), receipt.path},
          {QStringLiteral("rows"), receipt.rows},
          {QStringLiteral("bytes"), receipt.bytes},
          {QStringLiteral("sums_minor"), sums},
          {QStringLiteral("sha256"), QString::fromLatin1(receipt.sha256)}};
}

void tellReceipt(const reports::ExportReceipt& receipt, bool json) {
  if (json) {
    std::printf("%s\n", QJsonDocument(receiptJson(receipt)).toJson(QJsonDocument::Compact).constData());
    return;
  }
  const char* checked = receipt.path.endsWith(u".pdf") ? "whole" : "read back and compared";
  std::printf("%s: %lld rows, %lld bytes, %s\n", receipt.path.toUtf8().constData(),
              static_cast<long long>(receipt.rows), static_cast<long long>(receipt.bytes), checked);
  std::printf("sha256 %s\n", receipt.sha256.constData());
}

QByteArray listCalled(const std::string& name) {
  return name == "webhook-events" || name == "events" ? QByteArray("webhookEvents") : QByteArray::fromStdString(name);
}

Result<reports::ListWish> listWishOf(const ExportListOptions& options, const std::string& zone) {
  reports::ListWish wish;
  wish.list = listCalled(options.list);
  // A preset takes what it needs from all there is.
  if (options.file.preset == "generic")
    for (const std::string& column : options.columns) wish.columns << QByteArray::fromStdString(column);
  auto filters = filtersFrom(options.filters, zone);
  if (!filters) return failure(filters.error());
  wish.query.filters = *filters;
  wish.query.text = QString::fromStdString(options.text);
  wish.query.sortField = QByteArray::fromStdString(options.sort);
  wish.query.descending = !options.ascending;
  return wish;
}

Result<operations::Hand> handOfExport(store::Database& database, bool personal, bool live) {
  const auto actor = personal ? takeHand(database, {}, operations::Deed::ExportPersonalData, live) : whoActs(database);
  return actor ? Result<operations::Hand>(operations::handOf(*actor, live)) : failure(actor.error());
}

Result<reports::ExportReceipt> writeList(store::Database& database, const workspace::Profile& profile,
                                         const ExportListOptions& options, const reports::ExportOptions& how) {
  reports::ReportHead head = reports::headOf(profile, QString::fromStdString(options.file.zone));
  const auto wish = listWishOf(options, head.zone.toStdString());
  if (!wish) return failure(wish.error());
  operations::SqlQueries queries(database);
  const auto list = reports::listExport(queries, *wish);
  if (!list) return failure(list.error());
  const auto hand = handOfExport(database, reports::namesPeople(list->columns), profile.live());
  if (!hand) return failure(hand.error());
  const Instant now = SystemClock().now();
  head.list = QString::fromUtf8(wish->list);
  head.title = reports::listTitle(wish->list);
  head.filter = filterWords(options.filters, options.text);
  head.filterShape = reports::filterShapeOf(wish->query);
  head.madeAt = now.ms;
  head.madeBy = hand->name;
  return reports::writeReport(QString::fromStdString(options.path), head, list->columns, *list->feed, how, {}, {},
                              reports::recordedBy(database, *hand, head, how.format, now));
}

int exportList(const ExportListOptions& options) {
  const auto how = exportOptionsOf(options.file, options.path);
  if (!how) return failExport(how.error(), Usage);
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failExport(profile.error(), Unreadable);
  // To write: the export has its entry in the audit log.
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failExport(database.error(), exitCodeOfStore(database.error()));
  const auto receipt = writeList(**database, *profile, options, *how);
  if (!receipt) return failExport(receipt.error(), exitCodeOfExport(receipt.error()));
  tellReceipt(*receipt, options.json);
  return Ok;
}

void addListExport(CLI::App& parent, const QByteArray& list, int& exitCode) {
  auto options = std::make_shared<ExportListOptions>();
  options->list = list == "webhookEvents" ? std::string("webhook-events") : list.toStdString();
  CLI::App* command = parent.add_subcommand(
      options->list, "The list " + reports::listTitle(list).toLower().toStdString() + " as a file");
  addWorkspaceOptions(*command, options->where);
  command->add_option("--to", options->path, "FILE that is written")->required();
  command->add_option("--where", options->filters,
                      "FIELD=VALUE, repeated: also A|B, !=, >=, <, ~ (contains); days in ISO 8601");
  command->add_option("--text", options->text, "Words that are looked for, as in the window");
  command->add_option("--sort", options->sort, "FIELD to sort by; newest first without it");
  command->add_flag("--ascending", options->ascending, "Smallest first");
  QByteArrayList names;
  for (const auto& column : reports::columnsOfList(list)) names << column.name;
  command->add_option("--columns", options->columns, "Of these, in this order: " + names.join(", ").toStdString())
      ->delimiter(',');
  addExportFileOptions(*command, options->file);
  command->add_flag("--json", options->json, "Print the receipt as JSON");
  command->callback([options, &exitCode] { exitCode = exportList(*options); });
}

struct MonthEndOptions {
  WorkspaceOptions where;
  ExportFileOptions file;
  std::string month, folder;
  bool json = false;
};

// "2026-03"
Result<reports::MonthSpan> spanOf(const std::string& text, const QString& zone) {
  const QStringList parts = QString::fromStdString(text).split(u'-');
  return reports::monthSpan(parts.value(0).toInt() * 100 + parts.value(1).toInt(), zone);
}

Result<QVector<reports::ExportReceipt>> writeMonth(store::Database& database, const workspace::Profile& profile,
                                                   const MonthEndOptions& options, const reports::ExportOptions& how) {
  const QString zone =
      options.file.zone.empty() ? QString::fromStdString(profile.timeZone) : QString::fromStdString(options.file.zone);
  const auto span = spanOf(options.month, zone);
  if (!span) return failure(span.error());
  const auto hand = handOfExport(database, true, profile.live());
  if (!hand) return failure(hand.error());
  return reports::exportMonthEnd(database, profile, {{}, *span, QString::fromStdString(options.folder), how}, *hand,
                                 SystemClock(), {}, {});
}

int exportMonth(const MonthEndOptions& options) {
  const auto how = exportOptionsOf(options.file, "month.xlsx");
  if (!how) return failExport(how.error(), Usage);
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failExport(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failExport(database.error(), exitCodeOfStore(database.error()));
  const auto receipts = writeMonth(**database, *profile, options, *how);
  if (!receipts) return failExport(receipts.error(), exitCodeOfExport(receipts.error()));
  QJsonArray list;
  for (const auto& receipt : *receipts) {
    list.append(receiptJson(receipt));
    if (!options.json) tellReceipt(receipt, false);
  }
  if (options.json) std::printf("%s\n", QJsonDocument(list).toJson(QJsonDocument::Compact).constData());
  return Ok;
}

void addMonthEnd(CLI::App& parent, int& exitCode) {
  auto options = std::make_shared<MonthEndOptions>();
  CLI::App* command = parent.add_subcommand(
      "month-end", "A month's closing: a folder with a workbook, a CSV for each table and a page with the sums");
  addWorkspaceOptions(*command, options->where);
  command->add_option("month", options->month, "YYYY-MM")->required();
  command->add_option("--to", options->folder, "FOLDER in which the pack is made")->required();
  addExportFileOptions(*command, options->file);
  command->add_flag("--json", options->json, "Print the receipts as one JSON array");
  command->callback([options, &exitCode] { exitCode = exportMonth(*options); });
}

}  // namespace

void addExportCommand(CLI::App& root, int& exitCode) {
  CLI::App* command = root.add_subcommand("export", "Lists and the month-end pack as CSV, XLSX, JSON lines or PDF");
  command->require_subcommand(1);
  for (const QByteArray& list : reports::listNames()) addListExport(*command, list, exitCode);
  addMonthEnd(*command, exitCode);
  command->footer(
      "A file is written beside its place, read back, its rows counted and its amounts added up again, and only then "
      "put there;\n"
      "the audit log keeps who took what, with the file's hash. Exit code 1: the role forbids it, or the file exists;\n"
      "2: it cannot be asked so; 3: no such workspace, or no room or right to write there; 4: the database.");
}

}  // namespace billing::ctl
