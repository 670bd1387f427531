// Translation for functions that belong to no QObject.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace billing::ui {

[[nodiscard]] inline QString say(const char* text) {
  return QCoreApplication::translate("Ui", text);
}

}  // namespace billing::ui
