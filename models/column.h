// How a list describes its columns, and what one cell states before anybody words or colours it.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVariant>
#include <QVector>

namespace billing::models {

/// What a column holds. Delegates choose face, alignment and colour by it; the wording lives in celltext.h.
enum class CellKind {
  Text,      ///< QString
  Id,        ///< QString: monospaced, shortened in the middle, whole in the tooltip and on copy
  Money,     ///< qint64 minor units; CurrencyRole holds the ISO 4217 code
  Count,     ///< qint64
  Quantity,  ///< qint64 thousandths of the unit; UnitRole holds the unit
  Percent,   ///< qint64 thousandths (710 = 71 %)
  Instant,   ///< qint64 epoch ms, worded relative to now ("2 min ago")
  Date,      ///< qint64 epoch ms, worded as a day ("3 Mar")
  Duration,  ///< qint64 ms
  Status,    ///< QString, the normalised word with underscores; worded as people read it ("past due")
  Flag,      ///< bool
  Due,       ///< qint64 epoch ms, worded as a duty: "in 3 days", "today", "overdue by 6 days"
  History,   ///< qint64 thousandths of the unit, the newest; Fact::series holds all, oldest first
  Forecast,  ///< qint64 thousandths used so far; Fact::series is {period start, period end, limit or -1}
};

struct Column {
  QByteArray field;  ///< stable name for settings and saved views; the store's field name where the column is sortable
  QString title;     ///< translated
  CellKind kind = CellKind::Text;
  bool sortable = true;
  bool shownAtFirst = true;  ///< before anybody has used the column chooser
};

/// What one cell states. An invalid `value` is "nothing known": an empty cell, or the prefix alone.
struct Fact {
  QVariant value;    ///< typed as CellKind says
  QString currency;  ///< Money
  QString unit;      ///< Quantity
  QString detail;    ///< added to the tooltip: the provider's raw word, the reason of a failure
  QString prefix;    ///< a translated word before the value where it changes the meaning: "ends" before a date
  /// History, Forecast: see CellKind. Percent: marks on the bar, {warned from, ends at}, in thousandths of the limit.
  QVector<qint64> series = {};
};

/// Roles beside Qt's own. Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole and Qt::AccessibleDescriptionRole
/// are answered too; alignment, font and colour are not: those are the delegate's.
enum Role {
  SortRole = Qt::UserRole + 1,  ///< the raw value
  KindRole,                     ///< int(CellKind); also in headerData
  RawValueRole,                 ///< Fact::value
  CurrencyRole,                 ///< QString
  UnitRole,                     ///< QString
  StatusRole,   ///< the normalised word of a Status cell; of any other cell the row's status, if it has one
  IdRole,       ///< qint64 row id, also while loading
  LoadingRole,  ///< true while the row is on its way
  FieldRole,    ///< QByteArray Column::field; also in headerData
  CopyRole,     ///< QString: what the clipboard gets: whole ids, ISO 8601 with zone, decimal amounts with currency
  SeriesRole,   ///< QVector<qint64> Fact::series
};

}  // namespace billing::models
