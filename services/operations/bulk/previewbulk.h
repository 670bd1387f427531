// What an order would do to many objects: every one is previewed, some at a time.
#pragma once

#include "operations/bulk/bulkvalues.h"
#include "operations/rulescontext.h"
#include "support/canceltoken.h"
#include "workspace/profile.h"

namespace billing::operations {

/// The preview of one order; called from several threads at once.
using PreviewMaker = std::function<Result<OrderPreview>(const AdminOrder& order, const CancelToken& cancel)>;

struct BulkPreviewing {
  RulesContext rules;
  workspace::AdminSettings admin;
  PreviewMaker preview;
  int atOnce = 4;
};

/// Blocks; on worker threads. `progress` is called from any of them. An object that is gone, or that the order is not
/// for, counts as refused; an error that would be everybody's (no connection, no key) ends it. Cancelled.
[[nodiscard]] Result<BulkPreview> previewBulk(const BulkPreviewing& parts, const AdminOrder& order,
                                              const QVector<BulkSubject>& subjects, const QString& words,
                                              const BulkProgress& progress, const CancelToken& cancel);

/// The sums of previews that were made one by one.
[[nodiscard]] BulkPreview sumUp(const BulkPreviewing& parts, const AdminOrder& order, QVector<BulkPreviewItem> items,
                                const QString& words);

}  // namespace billing::operations
