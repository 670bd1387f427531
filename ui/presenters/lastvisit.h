// What has changed since somebody last said "seen": a few figures kept in the settings for each workspace and person,
// against those of now. Pure but for reading and writing the settings.
#pragma once

#include <QLocale>
#include <QMap>
#include <QSettings>
#include <QTimeZone>
#include <optional>

#include "operations/finance/financevalues.h"
#include "store/listrows.h"

namespace billing::ui {

/// Of one currency. New and lost customers are those of `month` so far: later months add to them.
struct SeenCurrency {
  qint64 mrrMinor = 0;
  int month = 0;  ///< yyyymm
  int customersNew = 0, customersChurned = 0;
  bool operator==(const SeenCurrency&) const = default;
};

struct SeenFigures {
  qint64 at = 0;
  QString zone;  ///< that the months were counted in; empty: not known, an older program kept them
  QMap<QString, SeenCurrency> currencies;
  int pastDue = 0, deadLetters = 0;
};

/// `zone`: of the months.
[[nodiscard]] SeenFigures seenFigures(const QVector<operations::MonthRow>& months, const QString& zone,
                                      const store::OverviewFacts& facts, qint64 nowMs);

struct SinceChange {
  QString words;  ///< "4 new customers", "MRR +$120.00"
  std::optional<operations::Metric> metric;
  QString currency;
};
/// Nothing where nothing changed. Months are needed from the month of `seen` on. A currency that was not there then
/// began from nothing. Months of another zone than the one seen begin at other moments: of them only what is past due
/// is told.
[[nodiscard]] QVector<SinceChange> changesSince(const SeenFigures& seen, const QVector<operations::MonthRow>& months,
                                                const QString& zone, const store::OverviewFacts& facts,
                                                const QLocale& locale);
/// "Tuesday, 14:05" within a week, "3 Nov 2026" before that.
[[nodiscard]] QString sinceText(qint64 seenAt, qint64 nowMs, const QTimeZone& zone);

[[nodiscard]] std::optional<SeenFigures> readSeen(QSettings& settings, const QString& workspace, const QString& person);
void writeSeen(QSettings& settings, const QString& workspace, const QString& person, const SeenFigures& seen);

}  // namespace billing::ui
