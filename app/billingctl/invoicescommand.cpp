// billingctl invoices: invoices as documents.
#include <QSaveFile>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/workspaceoption.h"
#include "reports/documents/documentwords.h"
#include "reports/documents/invoicefiles.h"

namespace billing::ctl {
namespace {

struct InvoicesOptions {
  WorkspaceOptions where;
  std::vector<std::string> invoices;
  std::string to, paper = "a4", language, now;
  bool json = false;
};

int failInvoices(const Error& error, int code) {
  std::fprintf(stderr, "billingctl invoices: %s\n", describe(error).c_str());
  return code;
}

int pdf(const InvoicesOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failInvoices(profile.error(), Unreadable);
  const auto now = momentOf(options.now);
  if (!now) return failInvoices(now.error(), Usage);
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failInvoices(database.error(), StoreFailure);
  const QString word = QString::fromStdString(options.invoices.front());
  const auto row = (*database)
                       ->read<qint64>([&](QSqlDatabase& connection) { return store::findInvoice(connection, word); })
                       .result();
  if (!row) return failInvoices(row.error(), Negative);
  const auto paper =
      reports::invoicePaper(**database, *row, reports::sellerOf(*profile), reports::DocumentKind::Invoice);
  if (!paper) return failInvoices(paper.error(), Negative);
  const reports::PagesWish wish{options.paper == "letter" ? reports::Paper::Letter : reports::Paper::A4,
                                reports::documentLanguage(QString::fromStdString(options.language)), now->ms};
  const auto bytes = reports::documentPdf(paper->documents.first(), wish);
  if (!bytes) return failInvoices(bytes.error(), Negative);
  QSaveFile file(QString::fromStdString(options.to));
  if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
    return failInvoices({ErrorKind::ReadOnly,
                         "not_writable",
                         "The file cannot be written",
                         file.errorString().toStdString(),
                         {},
                         false,
                         {}},
                        Unreadable);
  return Ok;
}

}  // namespace

void addInvoicesCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<InvoicesOptions>();
  CLI::App* invoices = root.add_subcommand("invoices", "Invoices as documents: pdf");
  invoices->require_subcommand(1);
  CLI::App* command = invoices->add_subcommand("pdf", "Write an invoice as PDF");
  addWorkspaceOptions(*command, options->where);
  command->add_option("invoice", options->invoices, "Number, provider's id or row of an invoice")->required();
  command->add_option("--to", options->to, "The FILE to write")->required();
  command->add_option("--paper", options->paper, "a4 or letter")
      ->check(CLI::IsMember({"a4", "letter"}))
      ->capture_default_str();
  command->add_option("--language", options->language, "en, de, fr, es, ja or ar; without it the desktop's");
  command->add_option("--now", options->now, "What the file says of its making, in ISO 8601; without it: now");
  command->callback([options, &exitCode] { exitCode = pdf(*options); });
}

}  // namespace billing::ctl
