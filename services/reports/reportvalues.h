// What is written into a file: columns, rows, and the facts about where they come from. Plain values.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>

#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::reports {

enum class CellKind {
  Text,      ///< QString
  Id,        ///< QString; text also where it looks like a number
  Money,     ///< qint64 minor units of the cell's currency
  Count,     ///< qint64
  Quantity,  ///< qint64 thousandths of the cell's unit
  Percent,   ///< qint64 thousandths (710 = 71 %)
  Date,      ///< qint64 epoch ms, written as the day in the report's zone
  Instant,   ///< qint64 epoch ms, written with the time, in UTC with a Z or in the report's zone with its offset
  Flag       ///< bool
};

struct ReportColumn {
  QByteArray name;  ///< stable: the header row of files for machines
  QString title;    ///< for people
  CellKind kind = CellKind::Text;
  bool personal = false;  ///< names or numbers a person: takes the right to export personal data
};

/// An invalid value is an empty cell.
struct Cell {
  QVariant value;
  QString currency, unit;
};
using ReportRow = QVector<Cell>;

/// What a report is about, for its first sheet, its title page, its file's name.
struct ReportHead {
  QString workspace, mode;  ///< "PersistQ", "TEST" or "LIVE"
  QString provider, title;  ///< "Invoices"
  QString list;             ///< stable word for the file's name: "invoices"
  QString period;           ///< "2026-03"; empty: none
  QString filter;           ///< in words: "Status: past due"; empty: everything
  QString zone;             ///< "Europe/Berlin"
  QStringList definitions;  ///< "MRR: paused subscriptions are left out (version 1)"
  qint64 madeAt = 0;        ///< epoch ms
  QString madeBy, program;  ///< "Billing Console 0.1.0"
  /// The filter without what was looked for, which may be a person: "status is, text". For the audit log.
  QString filterShape = {};
};

/// Rows in their order, some at a time; asked from a worker thread. An empty answer is the end.
class RowFeed {
 public:
  virtual ~RowFeed() = default;
  virtual Result<QVector<ReportRow>> next(int most, CancelToken cancel) = 0;
  [[nodiscard]] virtual qint64 expected() const = 0;  ///< -1: not known
};

}  // namespace billing::reports
