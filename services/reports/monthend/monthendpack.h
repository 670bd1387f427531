// A month's closing as a folder: one XLSX with all tables, a CSV for each, a PDF with the sums. All of it or nothing.
#pragma once

#include <functional>

#include "reports/exporting.h"
#include "reports/monthend/monthendtables.h"
#include "workspace/profile.h"

namespace billing::reports {

struct MonthEndOrder {
  ReportHead head;  ///< workspace, mode, provider, who; list, title, period and zone are filled in
  MonthSpan span;
  QString folder;  ///< that must exist; the pack is a new folder in it
  ExportOptions options;
};

/// "persistq_test_month-end_2026-03_Europe-Berlin"
[[nodiscard]] QString packName(const MonthEndOrder& order);

/// Asked when all files are whole; an error leaves nothing.
using PackConsent = std::function<Result<void>(const QVector<ExportReceipt>&)>;

/// The errors of writeReport(). Conflict "file_exists" where there is such a folder, unless it may be replaced: then it
/// goes when the new one is whole. Conflict "other_files" where it holds what is not the pack's: nothing is touched.
[[nodiscard]] Result<QVector<ExportReceipt>> writeMonthEnd(MonthEndOrder order, const MonthFacts& facts,
                                                           const ExportProgress& progress, const CancelToken& cancel,
                                                           const PackConsent& consent = {});

/// The same from the database, with an entry in its audit log. Blocks. `personal data` is the caller's to ask for.
[[nodiscard]] Result<QVector<ExportReceipt>> exportMonthEnd(store::Database& database,
                                                            const workspace::Profile& profile, MonthEndOrder order,
                                                            const operations::Hand& hand, const Clock& clock,
                                                            const ExportProgress& progress, const CancelToken& cancel);

}  // namespace billing::reports
