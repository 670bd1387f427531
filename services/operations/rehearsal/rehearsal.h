// The nightly downgrade, a price migration or a bulk order, done on a copy of the database: who is hit and by how much,
// before the real thing. Nobody is called: amounts are our own estimates.
#pragma once

#include <QString>
#include <QVector>

#include "operations/bulk/bulkvalues.h"
#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "workspace/profile.h"

namespace billing::operations {

struct RehearsalLine {
  QString account, name, subject;  ///< whose; the subscription, payment or account
  QString before, after;           ///< for people: "Pro" and "Free"; "Pro, monthly, 12.00 USD"
  bool hit = true;                 ///< false: nothing would be done, and `reason` says why
  QString reason;
  Currency currency;
  std::int64_t todayMinor = 0;  ///< charged (+) or given back (-) at once
  std::int64_t monthlyBeforeMinor = 0, monthlyAfterMinor = 0;
  bool estimate = false;
  bool operator==(const RehearsalLine&) const = default;
};

struct RehearsalSum {
  Currency currency;
  int count = 0;
  std::int64_t todayMinor = 0, monthlyBeforeMinor = 0, monthlyAfterMinor = 0;
};

struct Rehearsal {
  QString title;    ///< "Nightly downgrade at 2026-03-02 02:00 UTC"
  QString monthly;  ///< what the monthly figures are: "MRR", "plans at their list price"
  int hit = 0, notHit = 0;
  QVector<RehearsalLine> lines;
  QVector<RehearsalSum> sums;     ///< by currency, of those that are hit
  QVector<BulkRefusal> refusals;  ///< of those that are not, most frequent first
  QString note;                   ///< empty, or why it would do nothing at all
  Instant at;
  qint64 copiedBytes = 0;
};

/// The database that is rehearsed on, and what it is judged by.
struct RehearsalStage {
  store::Database& original;
  RulesContext rules;
  workspace::AdminSettings admin;
  const Clock& clock;
};

/// As the job would run at `at`. All of these block, on worker threads; errors are those of RehearsalCopy::of.
[[nodiscard]] Result<Rehearsal> rehearseDowngrade(const RehearsalStage& stage, Instant at, const CancelToken& cancel);
/// The order to every object of the selection.
[[nodiscard]] Result<Rehearsal> rehearseBulk(const RehearsalStage& stage, const AdminOrder& order,
                                             const BulkSelection& selection, const BulkProgress& progress,
                                             const CancelToken& cancel);
struct PriceMigration {
  std::string from, to;  ///< Dodo's product ids, Stripe's price ids
  providers::ChangeCharge charge = providers::ChangeCharge::None;
  bool atPeriodEnd = true;
};
/// Every running subscription of the one price to the other. InvalidInput "same_price".
[[nodiscard]] Result<Rehearsal> rehearseMigration(const RehearsalStage& stage, const PriceMigration& migration,
                                                  const BulkProgress& progress, const CancelToken& cancel);
/// The order and the selection that such a migration is.
[[nodiscard]] AdminOrder migrationOrder(const PriceMigration& migration);
[[nodiscard]] BulkSelection migrationSelection(const PriceMigration& migration);

[[nodiscard]] QByteArray rehearsalText(const Rehearsal& rehearsal);
[[nodiscard]] QByteArray rehearsalJson(const Rehearsal& rehearsal);
/// UTF-8, comma, CRLF, amounts as decimals; texts that a spreadsheet would take for a formula are disarmed.
[[nodiscard]] QByteArray rehearsalCsv(const Rehearsal& rehearsal);

/// Counts and sums of the lines. For the rehearsals themselves.
void sumUp(Rehearsal& rehearsal);

}  // namespace billing::operations
