// What the audit log says of a file that left: who took which list, with what filter, how many rows, and the file's
// hash.
#pragma once

#include "operations/hand.h"
#include "reports/exporting.h"
#include "store/audit/auditlog.h"
#include "store/listrows.h"
#include "workspace/profile.h"

namespace billing::store {
class Database;
}

namespace billing::reports {

/// Workspace, mode, provider, zone and program of a head; list, title, filter and time are the caller's. `zone` empty:
/// the workspace's.
[[nodiscard]] ReportHead headOf(const workspace::Profile& profile, const QString& zone = {});

/// Fields and operators of a question, never its values: "status is, customer contains, text".
[[nodiscard]] QString filterShapeOf(const store::ListQuery& query);

/// "export.done" on the workspace; names of formats are those of formatWord(). The log is never changed, so a filter's
/// words, which may name a person, stand in it as SHA-256 only: enough to tell whether two files asked the same.
[[nodiscard]] store::AuditEntry exportEntry(const operations::Hand& hand, const ReportHead& head, Format format,
                                            const ExportReceipt& receipt);

/// A consent that writes the entry and waits until it is on the disk. `database` outlives it.
[[nodiscard]] ExportConsent recordedBy(store::Database& database, const operations::Hand& hand, const ReportHead& head,
                                       Format format, Instant now);

[[nodiscard]] QString formatWord(Format format);  ///< csv, xlsx, jsonl, pdf: also the file's ending
[[nodiscard]] std::optional<Format> formatFrom(const QString& word);
[[nodiscard]] QString presetWord(Preset preset);  ///< generic, quickbooks, xero, datev, gnucash, stripe-balance
[[nodiscard]] std::optional<Preset> presetFrom(const QString& word);

}  // namespace billing::reports
