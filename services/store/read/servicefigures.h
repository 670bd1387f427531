// Counts for whoever watches the service: dead letters, lag, jobs, accounts by plan. On a reader's connection.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <optional>

#include "support/result.h"

namespace billing::store {

struct PlanFigure {
  QString plan;
  qint64 count = 0;
};

struct JobFigure {
  QString job, status;
  qint64 finishedAt = 0;  ///< of the newest run that ended so, dry runs left out
};

struct ServiceFigures {
  qint64 deadLetters = 0, pending = 0, letThrough = 0;
  std::optional<qint64> oldestPending;  ///< when it was received
  QVector<JobFigure> jobs;
  QVector<PlanFigure> accounts;
};

[[nodiscard]] Result<ServiceFigures> readServiceFigures(QSqlDatabase& database);

}  // namespace billing::store
