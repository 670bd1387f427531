// A million subscriptions and three changes of each, as a workspace would have them after two years.
#pragma once

#include <QString>

#include "support/result.h"

namespace billing::bench {

/// Makes the database (schema, changes, movements, sums of the months) and beside it the changes as CSV for other
/// engines. The same every time.
[[nodiscard]] Result<void> makeChanges(const QString& file, const QString& csv, int subscriptions);

}  // namespace billing::bench
