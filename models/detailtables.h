// Columns of the short lists in a webhook event's detail, for RowsModel.
#pragma once

#include "models/facttable.h"
#include "store/listrows.h"

namespace billing::models {

/// One changed field of one object that an event touched.
struct EffectRow {
  QString entity, externalId, outcome, field, before, after;
};
/// An object without changed fields (unchanged, stale) gives one row with an empty field.
[[nodiscard]] QVector<EffectRow> effectRows(const QVector<store::EffectDetail>& effects);

using HeaderRow = QPair<QByteArray, QByteArray>;

[[nodiscard]] FactTable attemptTable();  ///< RowsModel<store::AttemptDetail>
[[nodiscard]] FactTable effectTable();   ///< RowsModel<EffectRow>
[[nodiscard]] FactTable headerTable();   ///< RowsModel<HeaderRow>

}  // namespace billing::models
