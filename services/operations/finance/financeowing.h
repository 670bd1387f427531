// What is owed at a day, and revenue and credits by month.
#pragma once

#include "operations/finance/financefacts.h"

class QSqlDatabase;

namespace billing::operations {

/// At the end of the day `asOf` in the zone. InvalidInput "unknown_zone", "out_of_range".
[[nodiscard]] Result<Owing> readOwing(QSqlDatabase& database, QDate asOf, const QString& zone,
                                      const DefinitionChoices& choices, Instant now);
/// The names of the ages, as the choice "ageing" says: "not_due", "1-30", ...
[[nodiscard]] QStringList ageNames(const DefinitionChoices& choices);

/// Currencies in the order of their codes, months oldest first. Until the end of the facts' period or now.
[[nodiscard]] QVector<RevenueRow> revenueRows(const FinanceFacts& facts);
[[nodiscard]] QVector<CreditMonthRow> creditRows(const FinanceFacts& facts);

}  // namespace billing::operations
