// Words that several of the column tables use.
#pragma once

#include <QCoreApplication>

#include "reports/reportvalues.h"

namespace billing::reports {

/// Titles of columns, in the same words as the lists on the screen.
[[nodiscard]] inline QString titleText(const char* text) {
  return QCoreApplication::translate("Columns", text);
}

/// "month", "year", "3 months"; empty: once. Stable, whatever the language.
[[nodiscard]] inline QString intervalWord(const QString& unit, int count) {
  if (unit.isEmpty() || count <= 1) return unit;
  return QStringLiteral("%1 %2s").arg(QString::number(count), unit);
}

}  // namespace billing::reports
