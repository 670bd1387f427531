// The workspace's file as the place of the catalogue: looked at line by line before it is written, written whole or not
// at all, with a copy of what it was and an entry in the audit log.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include "operations/admin/permissions.h"
#include "store/adminrows.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"
#include "workspace/import/planedit.h"

namespace billing::operations {

struct DiffLine {
  QChar sign;  ///< '+', '-', or ' ' for what stands beside a change
  QString text;
  bool operator==(const DiffLine&) const = default;
};
/// Lines that differ, with three lines around them.
[[nodiscard]] QVector<DiffLine> lineDiff(const QString& before, const QString& after);

struct CatalogueChange {
  QString file;
  QString before, after;  ///< the whole text
  QString plan;           ///< key
  QString what;           ///< for people: "Name and features of Pro"
  QString reason;
};

/// Reads the file and makes the change of it. Errors: NotFound, those of workspace::withPlan, and InvalidInput
/// "nothing_changes".
[[nodiscard]] Result<CatalogueChange> planChange(const QString& file, const workspace::PlanEdit& edit);
/// The price that a CreatePrice call made, into the file. Conflict "not_done" while the call is not; InvalidInput
/// "no_product_id" when its answer names none.
[[nodiscard]] Result<CatalogueChange> priceChange(const QString& file, const store::OutboxRow& call);

/// Writes the file, if it still is as it was read (Conflict "stale"), and keeps what it was beside it. InvalidInput
/// when the new text does not read as a workspace; ReadOnly. Gives the path of the copy.
[[nodiscard]] Result<QString> writeCatalogue(const CatalogueChange& change, Instant now);
/// Within a write, before the file is written: "plan.edited" with the lines that change.
[[nodiscard]] Result<void> recordCatalogue(store::WriteContext& context, const CatalogueChange& change,
                                           const Actor& actor, bool live, Instant now);

}  // namespace billing::operations
