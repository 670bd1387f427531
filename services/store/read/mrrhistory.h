// The stored revenue history: months, movements, customers. On a reader's connection. Ends that are going to come stand
// in the tables with their own time, so each question names the moment up to which it asks.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <array>
#include <optional>

#include "metrics/movementkind.h"
#include "metrics/mrrdefinition.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// One month of one currency: parts (metrics/mrrparts.h), and minor units after one rounding. Start and end are the
/// sums of all movements before and until then; start + movements = end in parts. Rounded figures may differ by one in
/// the last place.
struct MrrMonth {
  int month = 0;  ///< yyyymm in the workspace's zone
  QString currency;
  qint64 startParts = 0, endParts = 0;
  std::array<qint64, kMovementKinds.size()> parts{};  ///< by MovementKind
  std::array<qint64, kMovementKinds.size()> movements{};
  [[nodiscard]] qint64 minor(MovementKind kind) const;
  [[nodiscard]] qint64 startMinor() const;
  [[nodiscard]] qint64 endMinor() const;
};

/// From the sums kept for each month, whatever the size: every month from `from` to `to` (yyyymm) for every currency
/// there is, also where nothing moved; oldest first, currencies by their code. Of what comes after `now` nothing
/// counts.
[[nodiscard]] Result<QVector<MrrMonth>> readMrrMonths(QSqlDatabase& database, int from, int to, Instant now);

/// Customers of one month and currency, by MRR above zero.
struct MrrCustomers {
  int month = 0;
  QString currency;
  int start = 0, joined = 0, lost = 0, end = 0;  ///< joined: at the end, not at the start; lost: the other way round
};
[[nodiscard]] Result<QVector<MrrCustomers>> readMrrCustomers(QSqlDatabase& database, int from, int to, Instant now);

/// One part of a movement.
struct MrrMovementRow {
  qint64 id = 0, at = 0, parts = 0;
  int month = 0;
  QString provider, customer, subscription, currency;
  MovementKind kind = MovementKind::New;
};
struct MrrMovementQuestion {
  int from = 0, to = 0;              ///< months
  QString currency;                  ///< empty: all
  std::optional<MovementKind> kind;  ///< nullopt: all
  QString provider, customer;        ///< empty: all
};
/// In the order of time.
[[nodiscard]] Result<QVector<MrrMovementRow>> readMrrMovements(QSqlDatabase& database,
                                                               const MrrMovementQuestion& question, Instant now);

/// All movements as another definition and zone would have them, from what was told; nothing is stored. In the order of
/// customers, of each in the order of time; rows have no id. For comparing two ways to count.
[[nodiscard]] Result<QVector<MrrMovementRow>> readMrrMovementsBy(QSqlDatabase& database,
                                                                 const MrrDefinition& definition, const QString& zone,
                                                                 Instant now);

/// A change of what one subscription counts for.
struct MrrChangeRow {
  qint64 at = 0, parts = 0;
  QString subscription, currency, cause, eventId;
};
/// All of one customer, in the order of time, what is going to come too.
[[nodiscard]] Result<QVector<MrrChangeRow>> readMrrChanges(QSqlDatabase& database, const QString& provider,
                                                           const QString& customer);

}  // namespace billing::store
