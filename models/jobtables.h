// Columns of what jobs did and of what was let in unchecked.
#pragma once

#include "models/facttable.h"
#include "store/accountrows.h"

namespace billing::models {

/// "Downgrade", "Top up", "Expire"; another word as it is.
[[nodiscard]] QString jobName(const QString& job);
/// Who asked for a run: "the timetable", "this console", a person.
[[nodiscard]] QString askerName(const QString& askedBy);

/// Rows without an id of their own, numbered from 1 for the table.
struct NumberedItem {
  qint64 id = 0;
  store::JobItemRow row;
};
struct NumberedLetThrough {
  qint64 id = 0;
  store::LetThroughRow row;
};

[[nodiscard]] FactTable jobRunTable();      ///< store::JobRunRow
[[nodiscard]] FactTable jobItemTable();     ///< NumberedItem
[[nodiscard]] FactTable letThroughTable();  ///< NumberedLetThrough

}  // namespace billing::models
