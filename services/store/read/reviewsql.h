// Notes, flags and marks of a list's rows, as SQL over its table t.
#pragma once

#include "store/read/columns.h"
#include "store/read/listdefinition.h"
#include "store/reviewmark.h"

namespace billing::store::reviewsql {

/// Flag, reviewed and has_note of a list of `entity` (subscription, customer, invoice).
[[nodiscard]] QVector<FieldDefinition> fields(const QString& entity);

/// ", m.flag, ..." for the columns of a row, to be read by readMark; and the join that they need.
[[nodiscard]] QString columns(const QString& entity);
[[nodiscard]] QString join(const QString& entity);
void readMark(Columns& columns, ReviewMark& mark);

}  // namespace billing::store::reviewsql
