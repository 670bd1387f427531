// billingctl audit: what was changed by hand, and whether the record of it is still what was written. Reads only, so it
// works beside a console that has the database open.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <cstdio>

#include "app/billingctl/audittelling.h"
#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/admin/auditqueries.h"
#include "store/audit/auditlog.h"
#include "store/read/auditentries.h"

namespace billing::ctl {
namespace {

constexpr int kExportPage = 500;

struct AuditOptions {
  std::string database, person, action, object, customer, account, operation, since, until, text, expect, format,
      output;
  qint64 entry = 0;
  int limit = 50;
  bool json = false;
};

int failAudit(const Error& error, int code) {
  std::fprintf(stderr, "billingctl audit: %s\n", describe(error).c_str());
  return code;
}

void tellJsonLine(const QJsonObject& object) {
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

QString auditOption(const std::string& text) {
  return QString::fromStdString(text);
}

// "subscription:sub_1"; an id may hold colons of its own.
void askForObject(store::AuditQuestion& question, const QString& object) {
  const qsizetype colon = object.indexOf(u':');
  question.entity = object.left(colon);
  if (colon >= 0) question.externalId = object.mid(colon + 1);
}

Result<store::AuditQuestion> questionOf(const AuditOptions& options) {
  store::AuditQuestion question;
  if (!options.object.empty()) askForObject(question, auditOption(options.object));
  question.actor = auditOption(options.person);
  question.action = auditOption(options.action);
  question.customer = auditOption(options.customer);
  question.account = auditOption(options.account);
  question.operation = auditOption(options.operation);
  question.text = auditOption(options.text);
  question.limit = options.limit;
  for (const auto& [text, target] : {std::pair{&options.since, &question.from}, {&options.until, &question.to}}) {
    if (text->empty()) continue;
    const auto moment = momentOf(*text);
    if (!moment) return failure(moment.error());
    *target = moment->ms;
  }
  return question;
}

int listAudit(const AuditOptions& options) {
  const auto question = questionOf(options);
  if (!question) return failAudit(question.error(), Usage);
  const auto database = openDatabase(options.database, true);
  if (!database) return failAudit(database.error(), exitCodeOfStore(database.error()));
  const auto rows = operations::askAudit(**database, *question, {}).result();
  if (!rows) return failAudit(rows.error(), StoreFailure);
  QJsonArray list;
  for (const store::AuditRow& row : *rows) {
    list.append(auditJson(row));
    if (!options.json) std::printf("%s\n", auditLine(row).toUtf8().constData());
  }
  if (options.json) std::printf("%s\n", QJsonDocument(list).toJson(QJsonDocument::Compact).constData());
  return Ok;
}

int showAudit(const AuditOptions& options) {
  const auto database = openDatabase(options.database, true);
  if (!database) return failAudit(database.error(), exitCodeOfStore(database.error()));
  const auto row = (*database)
                       ->read<store::AuditRow>([entry = options.entry](QSqlDatabase& connection) {
                         return store::readAuditEntry(connection, entry);
                       })
                       .result();
  if (!row) return failAudit(row.error(), row.error().code == "no_such_entry" ? Negative : StoreFailure);
  if (options.json)
    tellJsonLine(auditJson(*row));
  else
    std::printf("%s", auditText(*row).toUtf8().constData());
  return Ok;
}

Result<std::optional<store::AuditHead>> expectedHead(const std::string& option) {
  if (option.empty()) return std::optional<store::AuditHead>();
  const QString text = auditOption(option).trimmed();
  bool number = false;
  const store::AuditHead head{text.section(u':', 0, 0).toLongLong(&number), text.section(u':', 1)};
  if (number && head.entries > 0 && head.hash.size() == 64) return std::optional(head);
  return failure(ErrorKind::InvalidInput, "bad_head", "“" + option + "” is no head of an audit log", {},
                 "Write it as the check and the export do: ENTRIES:HASH");
}

void tellVerdict(const store::AuditVerdict& verdict) {
  for (const store::AuditFinding& finding : verdict.findings)
    std::printf("entry %lld: %s (%s)\n", static_cast<long long>(finding.entry), finding.what.toUtf8().constData(),
                finding.code.toUtf8().constData());
  if (verdict.moreFindings > 0) std::printf("and %lld more findings\n", static_cast<long long>(verdict.moreFindings));
  const char* word = verdict.findings.empty() ? "whole" : "BROKEN";
  std::printf("%s: %lld entries, head %lld:%s\n", word, static_cast<long long>(verdict.entries),
              static_cast<long long>(verdict.head.entries), verdict.head.hash.toUtf8().constData());
}

int verifyAuditLog(const AuditOptions& options) {
  const auto known = expectedHead(options.expect);
  if (!known) return failAudit(known.error(), Usage);
  const auto database = openDatabase(options.database, true);
  if (!database) return failAudit(database.error(), exitCodeOfStore(database.error()));
  const auto verdict = operations::checkAudit(**database, *known, {}).result();
  if (!verdict) return failAudit(verdict.error(), StoreFailure);
  if (options.json)
    tellJsonLine(auditJson(*verdict));
  else
    tellVerdict(*verdict);
  return verdict->findings.empty() ? Ok : Negative;
}

// Oldest first, a page at a time. The newest entry that was written, whatever joins the log meanwhile.
Result<store::AuditHead> writeEntries(store::Database& database, store::AuditQuestion question, bool csv,
                                      QIODevice& out) {
  if (csv) out.write(auditCsvHeader() + '\n');
  question.oldestFirst = true;
  question.limit = kExportPage;
  const auto head =
      database.read<store::AuditHead>([](QSqlDatabase& connection) { return store::auditHead(connection); });
  if (!head.result()) return head.result();
  for (bool more = true; more;) {
    const auto rows = operations::askAudit(database, question, {}).result();
    if (!rows) return failure(rows.error());
    for (const store::AuditRow& row : *rows) {
      if (row.id > head.result()->entries) return head.result();
      out.write((csv ? auditCsv(row) : QJsonDocument(auditJson(row)).toJson(QJsonDocument::Compact)) + '\n');
      question.after = row.id;
    }
    more = rows->size() == kExportPage;
  }
  return head.result();
}

QByteArray headText(const store::AuditHead& head) {
  return QByteArray::number(head.entries) + ':' + head.hash.toUtf8();
}

Result<void> exportInto(QIODevice& out, store::Database& database, const AuditOptions& options) {
  const auto question = questionOf(options);
  if (!question) return failure(question.error());
  const bool csv = options.format == "csv";
  const auto head = writeEntries(database, *question, csv, out);
  if (!head) return failure(head.error());
  if (!csv) {
    const QJsonObject last{{QStringLiteral("head"), auditJson(*head)}};
    out.write(QJsonDocument(last).toJson(QJsonDocument::Compact) + '\n');
  }
  std::fprintf(stderr, "head %s\n", headText(*head).constData());
  if (options.output.empty()) return {};
  QSaveFile beside(auditOption(options.output) + QStringLiteral(".head"));
  if (beside.open(QIODevice::WriteOnly) && beside.write(headText(*head) + '\n') > 0 && beside.commit()) return {};
  return failure(ErrorKind::ReadOnly, "output_not_written", options.output + ".head cannot be written",
                 beside.errorString().toStdString());
}

int exportAudit(const AuditOptions& options) {
  const auto database = openDatabase(options.database, true);
  if (!database) return failAudit(database.error(), exitCodeOfStore(database.error()));
  QFile terminal;
  QSaveFile file(auditOption(options.output));
  const bool opened =
      options.output.empty() ? terminal.open(stdout, QIODevice::WriteOnly) : file.open(QIODevice::WriteOnly);
  QIODevice& out = options.output.empty() ? static_cast<QIODevice&>(terminal) : file;
  Result<void> done = opened ? exportInto(out, **database, options) : Result<void>();
  if (done && (!opened || (!options.output.empty() && !file.commit())))
    done = failure(ErrorKind::ReadOnly, "output_not_written", options.output + " cannot be written",
                   out.errorString().toStdString(), "Choose a folder of your own");
  return done ? Ok : failAudit(done.error(), done.error().kind == ErrorKind::InvalidInput ? Usage : Negative);
}

CLI::App* addAudit(CLI::App& audit, const char* name, const char* description, AuditOptions& options) {
  CLI::App* command = audit.add_subcommand(name, description);
  command->add_option("--database", options.database, "SQLite file of the workspace")->required();
  return command;
}

void addFilters(CLI::App& command, AuditOptions& options) {
  command.add_option("--person", options.person, "Only what this person did");
  command.add_option("--action", options.action, "Only this: change_plan, or one stage of it, change_plan.done");
  command.add_option("--object", options.object, "Only on this object: subscription:ID, payment:ID, account:KEY, ...");
  command.add_option("--customer", options.customer, "Only on this customer of the provider");
  command.add_option("--account", options.account, "Only on this account, by its key");
  command.add_option("--operation", options.operation, "Only of this operation (op_...)");
  command.add_option("--since", options.since, "Only then or later, ISO 8601");
  command.add_option("--until", options.until, "Only before then, ISO 8601");
  command.add_option("--text", options.text, "Only with these words in some field");
}

}  // namespace

void addAuditCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<AuditOptions>();
  CLI::App* audit = root.add_subcommand("audit", "What was changed by hand, and whether the record of it is whole");
  audit->require_subcommand(1);
  CLI::App* list = addAudit(*audit, "list", "The newest entries first", *options);
  addFilters(*list, *options);
  list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100'000))->capture_default_str();
  list->add_flag("--json", options->json, "Print one JSON array");
  list->callback([options, &exitCode] { exitCode = listAudit(*options); });

  CLI::App* show = addAudit(*audit, "show", "Everything about one entry", *options);
  show->add_option("entry", options->entry, "Its number")->required();
  show->add_flag("--json", options->json, "Print one JSON object");
  show->callback([options, &exitCode] { exitCode = showAudit(*options); });

  CLI::App* verify = addAudit(*audit, "verify", "Find any edit, gap or missing end", *options);
  verify->add_option("--expect", options->expect, "ENTRIES:HASH that was kept elsewhere and must be in the log");
  verify->add_flag("--json", options->json, "Print one JSON object");
  verify->callback([options, &exitCode] { exitCode = verifyAuditLog(*options); });

  CLI::App* exporting = addAudit(*audit, "export", "All entries, oldest first, with the head of the log", *options);
  addFilters(*exporting, *options);
  exporting->add_option("--format", options->format, "jsonl or csv")
      ->check(CLI::IsMember({"jsonl", "csv"}))
      ->default_val("jsonl");
  exporting->add_flag("--json", options->json, "JSON lines, as without it");
  exporting->add_option("--output", options->output, "FILE; its head goes to FILE.head. Without it: standard output");
  exporting->callback([options, &exitCode] { exitCode = exportAudit(*options); });
  audit->footer(
      "Works while a console has the database open. Exit code 1: the log is not what was written; each finding names "
      "its entry.\n"
      "Keep ENTRIES:HASH of a check somewhere else: with --expect even an end that was cut off together with the head "
      "is found.");
}

}  // namespace billing::ctl
