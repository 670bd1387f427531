// What one may choose for a file, and what was chosen last for each list.
#pragma once

#include <QSettings>

#include "reports/exporting.h"

namespace billing::ui {

/// How a CSV divides fields and writes decimals.
enum class CsvStyle { English, GermanExcel, Tabs };

struct ExportChoices {
  reports::Format format = reports::Format::Csv;
  reports::Preset preset = reports::Preset::Generic;
  CsvStyle style = CsvStyle::English;
  bool byteOrderMark = true, titles = false, minorUnits = false, escapeFormulas = true, localTimes = false,
       letter = false;
  QString folder;
};

[[nodiscard]] reports::ExportOptions optionsOf(const ExportChoices& choices);

/// As they were left for this list; the first time as its language usually has it. Escaping is always on again.
[[nodiscard]] ExportChoices keptChoices(const QSettings& settings, const QString& list);
void keepChoices(QSettings& settings, const QString& list, const ExportChoices& choices);

[[nodiscard]] QString formatTitle(reports::Format format);  ///< "CSV (comma-separated values)"
[[nodiscard]] QString presetTitle(reports::Preset preset);
[[nodiscard]] QString styleTitle(CsvStyle style);

}  // namespace billing::ui
