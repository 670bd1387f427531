#include "ui/panes/panewiring.h"

#include <QTimer>
#include <algorithm>

namespace billing::ui {

void reloadOnChange(DetailView& detail, models::ModelUpdater& updater, QVector<store::Entity> entities) {
  auto* timer = new QTimer(&detail);
  timer->setSingleShot(true);
  timer->setInterval(500);
  QObject::connect(timer, &QTimer::timeout, &detail, [&detail] {
    if (detail.isVisible() && !detail.isLoading()) detail.reload();
  });
  QObject::connect(
      &updater, &models::ModelUpdater::changed, &detail, [timer, entities](const std::vector<store::Change>& changes) {
        const bool concerns = std::any_of(changes.begin(), changes.end(),
                                          [&](const store::Change& c) { return entities.contains(c.entity); });
        if (concerns && !timer->isActive()) timer->start();
      });
}

}  // namespace billing::ui
