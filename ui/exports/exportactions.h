// Where exports are offered: a menu at the head of each list, Ctrl+E, the Reports menu.
#pragma once

#include <optional>

#include "reports/exporting.h"
#include "ui/exports/exportseed.h"
#include "ui/panes/panecontext.h"

class QToolButton;

namespace billing::ui {

class ListPane;

/// All that a list shows, with what is selected in it.
[[nodiscard]] ExportSeed exportSeedOf(const PaneContext& context, ListPane& pane);
/// "Export": CSV, XLSX, JSON lines, PDF, options. nullptr where nothing can be written.
[[nodiscard]] QToolButton* exportButton(const PaneContext& context, ListPane& pane);
/// The same for rows that `seed` makes when it is asked for.
[[nodiscard]] QToolButton* exportButton(const PaneContext& context, QWidget& pane, std::function<ExportSeed()> seed);
/// The dialog; what is accepted goes to the window's board. Without a format: the one of last time.
void openExport(const PaneContext& context, ExportSeed seed, std::optional<reports::Format> format, QWidget* window);

}  // namespace billing::ui
