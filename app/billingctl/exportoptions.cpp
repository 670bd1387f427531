#include "app/billingctl/exportoptions.h"

#include <QFileInfo>

#include "reports/exportrecord.h"

namespace billing::ctl {
namespace {

char delimiterOf(const ExportFileOptions& options) {
  const std::string& word = options.delimiter;
  if (word.empty()) return options.german || options.decimal == "comma" ? ';' : ',';
  return word == "tab" ? '\t' : word == "semicolon" ? ';' : ',';
}

}  // namespace

void addExportFileOptions(CLI::App& command, ExportFileOptions& options) {
  command.add_option("--format", options.format, "csv, xlsx, jsonl or pdf; by default what the file's name ends in")
      ->check(CLI::IsMember({"csv", "xlsx", "jsonl", "pdf"}));
  command
      .add_option("--preset", options.preset,
                  "Columns of a program that reads the CSV: generic, quickbooks, xero, datev, gnucash, stripe-balance")
      ->check(CLI::IsMember({"generic", "quickbooks", "xero", "datev", "gnucash", "stripe-balance"}))
      ->capture_default_str();
  command.add_option("--delimiter", options.delimiter, "CSV: comma, semicolon or tab")
      ->check(CLI::IsMember({"comma", "semicolon", "tab"}));
  command.add_option("--decimal", options.decimal, "CSV: point or comma")
      ->check(CLI::IsMember({"point", "comma"}))
      ->capture_default_str();
  command.add_flag("--german-excel", options.german, "CSV as a German Excel reads it: semicolons and decimal commas");
  command.add_flag("--no-bom", options.noByteOrderMark, "CSV: without the byte order mark by which Excel knows UTF-8");
  command.add_flag("--titles", options.titles, "Titles for people instead of stable names in the head");
  command.add_flag("--minor-units", options.minorUnits, "A column of minor units beside each amount");
  command.add_flag("--raw", options.raw,
                   "CSV: texts exactly as they are. A spreadsheet may run formulas that customers have put in their "
                   "names: for machines only");
  command.add_flag("--local-times", options.localTimes, "Times in the zone, with their offset, instead of UTC");
  command.add_option("--zone", options.zone, "IANA zone of days; by default the workspace's");
  command.add_flag("--letter", options.letter, "PDF: Letter instead of A4");
  command.add_option("--language", options.language, "PDF: en, de, fr, ...");
  command.add_flag("--overwrite", options.overwrite, "Replace a file that is there");
}

Result<reports::ExportOptions> exportOptionsOf(const ExportFileOptions& options, const std::string& path) {
  const QString ending = QFileInfo(QString::fromStdString(path)).suffix().toLower();
  const auto format = reports::formatFrom(options.format.empty() ? ending : QString::fromStdString(options.format));
  if (!format)
    return failure(ErrorKind::InvalidInput, "unknown_format", "It is not said what to write", {},
                   "Give --format csv, xlsx, jsonl or pdf, or a file that ends so");
  reports::ExportOptions chosen;
  chosen.format = *format;
  chosen.preset = *reports::presetFrom(QString::fromStdString(options.preset));
  chosen.delimiter = delimiterOf(options);
  chosen.decimalPoint = options.german || options.decimal == "comma" ? ',' : '.';
  chosen.byteOrderMark = !options.noByteOrderMark;
  chosen.titles = options.titles;
  chosen.minorUnits = options.minorUnits;
  chosen.escapeFormulas = !options.raw;
  chosen.localTimes = options.localTimes;
  chosen.overwrite = options.overwrite;
  chosen.letter = options.letter;
  chosen.language = QString::fromStdString(options.language);
  return chosen;
}

}  // namespace billing::ctl
