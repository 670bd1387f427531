#include "ui/exports/exportchoices.h"

#include <QLocale>
#include <QStandardPaths>
#include <array>

#include "reports/exportrecord.h"
#include "ui/presenters/text.h"

namespace billing::ui {
namespace {

constexpr std::array kStyleWords{"english", "german", "tabs"};

QString choicesKey(const QString& list, const char* what) {
  return QStringLiteral("exports/%1/%2").arg(list, QLatin1String(what));
}

QString documentsFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

// Where decimals have a comma, spreadsheets divide the fields by semicolons.
CsvStyle usualStyle() {
  return QLocale().decimalPoint() == QLatin1String(",") ? CsvStyle::GermanExcel : CsvStyle::English;
}

}  // namespace

reports::ExportOptions optionsOf(const ExportChoices& choices) {
  reports::ExportOptions options;
  options.format = choices.format;
  options.preset = choices.format == reports::Format::Csv ? choices.preset : reports::Preset::Generic;
  options.delimiter = choices.style == CsvStyle::English ? ',' : choices.style == CsvStyle::Tabs ? '\t' : ';';
  options.decimalPoint = choices.style == CsvStyle::GermanExcel ? ',' : '.';
  options.byteOrderMark = choices.byteOrderMark;
  options.titles = choices.titles;
  options.minorUnits = choices.minorUnits;
  options.escapeFormulas = choices.escapeFormulas;
  options.localTimes = choices.localTimes;
  options.letter = choices.letter;
  return options;
}

ExportChoices keptChoices(const QSettings& settings, const QString& list) {
  const auto kept = [&](const char* what, const QVariant& otherwise) {
    return settings.value(choicesKey(list, what), otherwise);
  };
  ExportChoices choices;
  choices.format = reports::formatFrom(kept("format", {}).toString()).value_or(choices.format);
  choices.preset = reports::presetFrom(kept("preset", {}).toString()).value_or(choices.preset);
  choices.style = usualStyle();
  for (std::size_t at = 0; at < kStyleWords.size(); ++at)
    if (kept("style", {}).toString() == QLatin1String(kStyleWords.at(at))) choices.style = static_cast<CsvStyle>(at);
  choices.byteOrderMark = kept("byteOrderMark", true).toBool();
  choices.titles = kept("titles", false).toBool();
  choices.minorUnits = kept("minorUnits", false).toBool();
  choices.localTimes = kept("localTimes", false).toBool();
  choices.letter = kept("letter", QLocale().measurementSystem() == QLocale::ImperialUSSystem).toBool();
  choices.folder = kept("folder", documentsFolder()).toString();
  return choices;
}

void keepChoices(QSettings& settings, const QString& list, const ExportChoices& choices) {
  const auto keep = [&](const char* what, const QVariant& value) { settings.setValue(choicesKey(list, what), value); };
  keep("format", reports::formatWord(choices.format));
  keep("preset", reports::presetWord(choices.preset));
  keep("style", QLatin1String(kStyleWords.at(static_cast<std::size_t>(choices.style))));
  keep("byteOrderMark", choices.byteOrderMark);
  keep("titles", choices.titles);
  keep("minorUnits", choices.minorUnits);
  keep("localTimes", choices.localTimes);
  keep("letter", choices.letter);
  keep("folder", choices.folder);
}

QString formatTitle(reports::Format format) {
  switch (format) {
    case reports::Format::Csv:
      return say("CSV (text, for any program)");
    case reports::Format::Xlsx:
      return say("XLSX (Excel, LibreOffice)");
    case reports::Format::JsonLines:
      return say("JSON lines (for programs)");
    case reports::Format::Pdf:
      break;
  }
  return say("PDF (to print)");
}

QString presetTitle(reports::Preset preset) {
  switch (preset) {
    case reports::Preset::Generic:
      return say("All chosen columns");
    case reports::Preset::QuickBooks:
      return say("QuickBooks Online (bank upload)");
    case reports::Preset::Xero:
      return say("Xero (bank statement)");
    case reports::Preset::Datev:
      return say("DATEV (booking batch)");
    case reports::Preset::GnuCash:
      return say("GnuCash (transactions)");
    case reports::Preset::StripeBalance:
      break;
  }
  return say("As Stripe's balance report");
}

QString styleTitle(CsvStyle style) {
  switch (style) {
    case CsvStyle::English:
      return say("Comma, 1234.50");
    case CsvStyle::GermanExcel:
      return say("German Excel: semicolon, 1234,50");
    case CsvStyle::Tabs:
      break;
  }
  return say("Tab, 1234.50");
}

}  // namespace billing::ui
