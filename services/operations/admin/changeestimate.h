// What a change of plan costs by our own proration (domain/proration.h), for when the provider cannot say.
#pragma once

#include <optional>

#include "domain/billingevent.h"
#include "operations/admin/adminorder.h"
#include "operations/admin/orderpreview.h"

namespace billing::operations {

/// A price as far as an estimate needs it.
struct NewTerms {
  Money amount;  ///< of one interval, quantity included
  std::optional<BillingInterval> interval;
};

struct ChangeEstimate {
  QVector<MoneyLine> lines;      ///< due at once
  QVector<MoneyLine> nextLines;  ///< with the next invoice
  Money today, credit;           ///< credit: <= 0, left over for later invoices
  std::optional<Money> nextInvoice;
  std::optional<Instant> nextInvoiceAt;
};

/// InvalidInput "empty_period" where the subscription's period is not known, "out_of_range". Nothing is given back in
/// money: what exceeds the charge is credit. `oldName`, `newName` for the lines.
[[nodiscard]] Result<ChangeEstimate> estimateChange(const SubscriptionState& before, const NewTerms& after,
                                                    const AdminOrder& order, Instant now, const QString& oldName,
                                                    const QString& newName);

}  // namespace billing::operations
