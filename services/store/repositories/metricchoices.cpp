#include "store/repositories/metricchoices.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {

Result<QVector<MetricChoiceRow>> readMetricChoices(QSqlDatabase& database) {
  QVector<MetricChoiceRow> rows;
  auto read =
      forEachRow(database, QStringLiteral("SELECT term, choice, person, reason, at FROM metric_choices ORDER BY id"),
                 {}, [&](const QSqlQuery& query) {
                   MetricChoiceRow& row = rows.emplaceBack();
                   Columns(query).to(row.term, row.choice, row.person, row.reason, row.at);
                 });
  if (!read) return failure(read.error());
  return rows;
}

Result<void> addMetricChoice(WriteContext& context, const MetricChoiceRow& row) {
  return execute(context.database(),
                 QStringLiteral("INSERT INTO metric_choices (term, choice, at, person, reason) VALUES (?, ?, ?, ?, ?)"),
                 {row.term, row.choice, row.at, row.person, row.reason});
}

}  // namespace billing::store
