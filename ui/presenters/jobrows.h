// Runs and items of jobs as the rows of tables.
#pragma once

#include "models/jobtables.h"
#include "operations/billingdesk.h"

namespace billing::ui {

[[nodiscard]] QVector<models::NumberedItem> numbered(const QVector<store::JobItemRow>& items);
[[nodiscard]] QVector<models::NumberedLetThrough> numbered(const QVector<store::LetThroughRow>& rows);
/// The runs of all jobs, newest first.
[[nodiscard]] QVector<store::JobRunRow> runsOf(const QVector<operations::JobInfo>& jobs);

}  // namespace billing::ui
