// Makes a pane when it is first shown.
#pragma once

#include "ui/panes/pane.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

/// The caller owns it; `context` outlives it.
[[nodiscard]] Pane* makePane(PaneId id, const PaneContext& context);

}  // namespace billing::ui
