// Keeps an open detail up to date: at most twice a second, however fast its subject changes.
#pragma once

#include <QVector>

#include "models/modelupdater.h"
#include "ui/details/detailview.h"

namespace billing::ui {

/// Reloads the detail's row after changes of one of the entities.
void reloadOnChange(DetailView& detail, models::ModelUpdater& updater, QVector<store::Entity> entities);

}  // namespace billing::ui
