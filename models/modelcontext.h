// What every list needs to word its facts: the time, the workspace's time zone and the people's locale.
#pragma once

#include <QLocale>
#include <QTimeZone>

#include "support/instant.h"

namespace billing::models {

/// The clock outlives every model.
struct ModelContext {
  const Clock* clock = nullptr;
  QTimeZone zone = QTimeZone::utc();
  QLocale locale = QLocale(QLocale::English, QLocale::UnitedStates);
};

}  // namespace billing::models
