// How a file is to be written, as options of `billingctl export`.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/billingctl/workspaceoption.h"
#include "reports/exporting.h"

namespace billing::ctl {

struct ExportFileOptions {
  std::string format, preset = "generic", delimiter, decimal = "point", zone, language;
  bool german = false, noByteOrderMark = false, titles = false, minorUnits = false, raw = false, localTimes = false,
       letter = false, overwrite = false;
};
void addExportFileOptions(CLI::App& command, ExportFileOptions& options);

/// `path` says the format where no option does. InvalidInput "bad_options", "unknown_format".
[[nodiscard]] Result<reports::ExportOptions> exportOptionsOf(const ExportFileOptions& options, const std::string& path);

}  // namespace billing::ctl
