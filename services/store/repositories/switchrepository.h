// Safety switches as they are kept: one row for each that was ever set. The rooms that obey them may not include each
// other, so both ask here.
#pragma once

#include <QSqlDatabase>
#include <optional>

#include "store/accountrows.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

class SwitchRepository {
 public:
  /// nullopt while it was never set. `on` is false once the end has passed. On any connection.
  [[nodiscard]] static Result<std::optional<SwitchRow>> find(WriteContext& context, const char* name, Instant now);
  /// All that were ever set, by name. On any connection.
  [[nodiscard]] static Result<QVector<SwitchRow>> all(QSqlDatabase& database, Instant now);
  /// Within a write. Replaces what was known of the switch.
  [[nodiscard]] static Result<void> save(WriteContext& context, const SwitchRow& row);
};

}  // namespace billing::store
