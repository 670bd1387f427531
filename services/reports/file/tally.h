// Rows and sums: of what is given to a file, and of what is read back from it.
#pragma once

#include <QByteArray>
#include <QMap>

#include "reports/reportvalues.h"

namespace billing::reports {

/// Sums of each money column by currency, in minor units.
using MoneySums = QMap<QByteArray, QMap<QString, qint64>>;

struct Tally {
  qint64 rows = 0;
  MoneySums sums;
  QMap<QString, qint64> rowsOf;  ///< by currency; rows without amounts under an empty one

  /// InvalidInput "sum_out_of_range" beyond int64.
  Result<void> add(const QByteArray& column, const QString& currency, qint64 minor);
  Result<void> add(const QVector<ReportColumn>& columns, const ReportRow& row, const QString& currency);
};

/// Internal "count_differs" or "sum_differs", saying what differs. `given` was written, `read` was found.
[[nodiscard]] Result<void> sameTally(const Tally& given, const Tally& read);

}  // namespace billing::reports
