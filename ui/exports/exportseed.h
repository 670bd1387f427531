// What an export starts from: the rows that are shown or selected, in their order, with the columns shown.
#pragma once

#include <functional>

#include "reports/lists/listexport.h"

namespace billing::ui {

struct ExportSeed {
  reports::ReportHead head;                ///< list, title, filter and period; the rest is filled in
  QVector<reports::ReportColumn> columns;  ///< all there are
  QByteArrayList shown;                    ///< those on the screen, in their order
  QStringList onlyDrawn;                   ///< titles of columns on the screen that no file can hold
  qint64 rows = 0;
  int selected = 0;  ///< more than one: these may be taken alone
  /// The named columns of all rows, or of the selected ones.
  std::function<Result<reports::ListExport>(const QByteArrayList& columns, bool onlySelected)> make;
};

}  // namespace billing::ui
