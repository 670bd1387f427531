// What every pane is given: the services, how to word facts, who carries changes, whom to ask for other panes.
#pragma once

#include "models/modelcontext.h"
#include "models/modelupdater.h"
#include "ui/consoleservices.h"
#include "ui/navigator.h"

namespace billing::ui {

/// Owned by the main window, outlives the panes.
struct PaneContext {
  const ConsoleServices& services;
  models::ModelContext words;
  models::ModelUpdater& updater;
  Navigator& navigator;

  [[nodiscard]] qint64 nowMs() const { return services.clock.now().ms; }
};

}  // namespace billing::ui
