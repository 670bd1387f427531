// Which way of counting the workspace has chosen for each term (table metric_choices); the newest of a term counts.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

struct MetricChoiceRow {
  QString term, choice, person, reason;
  qint64 at = 0;
};

/// All that were ever made, oldest first. On any connection.
[[nodiscard]] Result<QVector<MetricChoiceRow>> readMetricChoices(QSqlDatabase& database);
/// Within a write.
[[nodiscard]] Result<void> addMetricChoice(WriteContext& context, const MetricChoiceRow& row);

}  // namespace billing::store
