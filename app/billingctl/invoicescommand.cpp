// billingctl invoices: invoices as documents, with their lines, tax, payments and credit notes.
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/invoicetelling.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/audited.h"
#include "reports/documents/invoicewriting.h"
#include "reports/exportrecord.h"
#include "store/read/invoicerecord.h"

namespace billing::ctl {
namespace {

struct InvoicesOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  std::vector<std::string> invoices;
  std::string to, paper = "a4", language, now;
  bool providersOwn = false, receipt = false, noCreditNotes = false, overwrite = false, json = false;
};

int failInvoices(const Error& error, int code) {
  std::fprintf(stderr, "billingctl invoices: %s\n", describe(error).c_str());
  return code;
}

// What is wrong with the wish, the role or the invoice, the place, the provider, the database: each ends differently.
int exitCodeOfInvoices(const Error& error) {
  if (error.kind == ErrorKind::InvalidInput) return Usage;
  if (error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::Conflict || error.kind == ErrorKind::NotFound)
    return Negative;
  if (error.code == "not_writable" || error.code == "disk_full" || error.code == "not_written") return Unreadable;
  if (error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout) return NetworkFailure;
  return exitCodeOfStore(error);
}

Result<QVector<qint64>> rowsOf(store::Database& database, const std::vector<std::string>& words) {
  return database
      .read<QVector<qint64>>([&](QSqlDatabase& connection) -> Result<QVector<qint64>> {
        QVector<qint64> rows;
        for (const std::string& word : words) {
          const auto row = store::findInvoice(connection, QString::fromStdString(word));
          if (!row) return failure(row.error());
          rows << *row;
        }
        return rows;
      })
      .result();
}

void tellFile(const reports::ExportReceipt& receipt, bool json) {
  if (json) {
    const QJsonObject object{{QStringLiteral("path"), receipt.path},
                             {QStringLiteral("documents"), receipt.rows},
                             {QStringLiteral("bytes"), receipt.bytes},
                             {QStringLiteral("sha256"), QString::fromLatin1(receipt.sha256)}};
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    return;
  }
  std::printf("%s: %lld document%s, %lld bytes\n", receipt.path.toUtf8().constData(),
              static_cast<long long>(receipt.rows), receipt.rows == 1 ? "" : "s",
              static_cast<long long>(receipt.bytes));
}

/// What a command needs until it ends.
struct InvoicesPlace {
  workspace::Profile profile;
  std::unique_ptr<store::Database> database;
  SystemClock clock;
  std::unique_ptr<http::Client> client;
  std::unique_ptr<providers::BillingProvider> provider;
  operations::Hand hand;
  Instant now;
};

Result<void> connectProvider(InvoicesPlace& place, const InvoicesOptions& options) {
  if (!options.providersOwn) return {};
  place.client = http::makeNetworkClient();
  auto provider = providerOf(place.profile, options.provider, *place.client, place.clock);
  if (!provider) return failure(provider.error());
  place.provider = std::move(*provider);
  return {};
}

Result<void> writeFile(InvoicesPlace& place, const InvoicesOptions& options, const QVector<qint64>& rows,
                       const QString& path) {
  const reports::InvoiceSources sources{*place.database, reports::sellerOf(place.profile), place.provider.get(),
                                        place.now};
  reports::InvoiceFileWish wish;
  wish.invoices = rows;
  wish.path = path;
  wish.letter = options.paper == "letter";
  wish.language = QString::fromStdString(options.language);
  wish.providersOwn = options.providersOwn;
  wish.receipt = options.receipt;
  wish.creditNotes = !options.noCreditNotes;
  wish.overwrite = options.overwrite;
  const auto consent = reports::recordedBy(*place.database, place.hand, reports::invoiceFileHead(place.profile, wish),
                                           reports::Format::Pdf, place.clock.now());
  const auto receipt = reports::writeInvoiceFile(sources, wish, {}, {}, consent);
  if (!receipt) return failure(receipt.error());
  tellFile(*receipt, options.json);
  return {};
}

// Into a folder: each invoice a file of its own, named as in a ZIP.
Result<void> writeInto(InvoicesPlace& place, const InvoicesOptions& options, const QVector<qint64>& rows,
                       const QDir& folder) {
  for (const qint64 row : rows) {
    const auto record = reports::invoiceRecord(*place.database, row);
    if (!record) return failure(record.error());
    const QString name = reports::documentFileName(reports::invoiceDocument(*record, {}));
    if (auto done = writeFile(place, options, {row}, folder.filePath(name)); !done) return done;
  }
  return {};
}

Result<void> pdf(InvoicesPlace& place, const InvoicesOptions& options) {
  const auto actor = takeHand(*place.database, {}, operations::Deed::ExportPersonalData, place.profile.live());
  if (!actor) return failure(actor.error());
  place.hand = operations::handOf(*actor, place.profile.live());
  const auto rows = rowsOf(*place.database, options.invoices);
  if (!rows) return failure(rows.error());
  if (auto connected = connectProvider(place, options); !connected) return connected;
  const QString to = QString::fromStdString(options.to);
  if (QFileInfo(to).isDir()) return writeInto(place, options, *rows, QDir(to));
  return writeFile(place, options, *rows, to);
}

int runPdf(const InvoicesOptions& options) {
  auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failInvoices(profile.error(), Unreadable);
  const auto now = momentOf(options.now);
  if (!now) return failInvoices(now.error(), Usage);
  // To write: a document that leaves has its entry in the audit log.
  auto database = openDatabase(options.where.database, false);
  if (!database) return failInvoices(database.error(), exitCodeOfStore(database.error()));
  InvoicesPlace place{std::move(*profile), std::move(*database), {}, {}, {}, {}, *now};
  const auto done = pdf(place, options);
  return done ? Ok : failInvoices(done.error(), exitCodeOfInvoices(done.error()));
}

int runShow(const InvoicesOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failInvoices(database.error(), exitCodeOfStore(database.error()));
  const auto rows = rowsOf(**database, options.invoices);
  if (!rows) return failInvoices(rows.error(), exitCodeOfInvoices(rows.error()));
  QJsonArray all;
  for (const qint64 row : *rows) {
    const auto record = reports::invoiceRecord(**database, row);
    if (!record) return failInvoices(record.error(), exitCodeOfInvoices(record.error()));
    if (options.json)
      all.append(invoiceJson(*record));
    else
      tellInvoice(*record);
  }
  if (options.json) std::printf("%s\n", QJsonDocument(all).toJson(QJsonDocument::Compact).constData());
  return Ok;
}

void addPdf(CLI::App& invoices, int& exitCode) {
  auto options = std::make_shared<InvoicesOptions>();
  CLI::App* command = invoices.add_subcommand("pdf", "Write invoices as PDF: one FILE, a folder of them, or a ZIP");
  addWorkspaceOptions(*command, options->where);
  command->add_option("invoice", options->invoices, "Numbers, provider's ids or rows of invoices")->required();
  command->add_option("--to", options->to, "FILE.pdf, FILE.zip, or a folder that is there")->required();
  command->add_option("--paper", options->paper, "a4 or letter")
      ->check(CLI::IsMember({"a4", "letter"}))
      ->capture_default_str();
  command->add_option("--language", options->language, "en, de, fr, es, ja or ar; without it the desktop's")
      ->check(CLI::IsMember({"en", "de", "fr", "es", "ja", "ar"}));
  command->add_flag("--receipt", options->receipt, "The receipt of what was paid instead of the invoice");
  command->add_flag("--no-credit-notes", options->noCreditNotes, "Without the credit notes that correct it");
  command->add_flag("--provider", options->providersOwn, "The provider's own PDF instead of ours");
  addProviderOptions(*command, options->provider);
  command->add_flag("--overwrite", options->overwrite, "Replace what stands there");
  command->add_option("--now", options->now, "What the files say of their making, in ISO 8601; without it: now");
  command->add_flag("--json", options->json, "Print a receipt for each file as JSON");
  command->callback([options, &exitCode] { exitCode = runPdf(*options); });
}

void addShow(CLI::App& invoices, int& exitCode) {
  auto options = std::make_shared<InvoicesOptions>();
  CLI::App* command = invoices.add_subcommand("show", "Lines, tax, payments and credit notes of invoices");
  command->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  command->add_option("invoice", options->invoices, "Numbers, provider's ids or rows of invoices")->required();
  command->add_flag("--json", options->json, "Print JSON, amounts in minor units");
  command->callback([options, &exitCode] { exitCode = runShow(*options); });
}

}  // namespace

void addInvoicesCommand(CLI::App& root, int& exitCode) {
  CLI::App* invoices = root.add_subcommand("invoices", "Invoices as documents: pdf, show");
  invoices->require_subcommand(1);
  addPdf(*invoices, exitCode);
  addShow(*invoices, exitCode);
  invoices->footer(
      "Fonts are embedded; a workspace in test mode prints TEST on every page. Files are whole or not there, and each "
      "has its\nentry in the audit log. Exit code 1: no such invoice, nothing to print, the file exists, or the role "
      "forbids it;\n2: it cannot be asked so; 3: no such workspace, or no room or right to write there; 4: the "
      "database; 5: the provider.");
}

}  // namespace billing::ctl
