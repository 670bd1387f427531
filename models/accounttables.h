// Columns of the short lists about one account: what it may, what it did, its credits. For RowsModel.
#pragma once

#include "models/facttable.h"
#include "store/accountrows.h"

namespace billing::models {

/// A period of a quota against the present limit.
struct PeriodUseRow {
  qint64 start = 0, end = 0;
  qint64 usedMilli = 0;
  std::optional<qint64> limitMilli;
  QString unit;
  QVector<qint64> marks;  ///< of its bar, as in Fact::series
  bool present = false;
};

[[nodiscard]] FactTable entitlementTable();     ///< RowsModel<store::EntitlementRow>
[[nodiscard]] FactTable billableActionTable();  ///< RowsModel<store::BillableActionRow>
[[nodiscard]] FactTable creditLedgerTable();    ///< RowsModel<store::CreditEntryRow>
[[nodiscard]] FactTable creditGrantTable();     ///< RowsModel<store::CreditGrantRow>
[[nodiscard]] FactTable creditPurchaseTable();  ///< RowsModel<store::CreditPurchaseRow>
[[nodiscard]] FactTable periodUseTable();       ///< RowsModel<PeriodUseRow>

/// Tenths of a credit as a quantity: exact, "2.5".
[[nodiscard]] qint64 creditMilli(qint64 tenths);

}  // namespace billing::models
