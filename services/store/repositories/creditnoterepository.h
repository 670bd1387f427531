// Refunds as documents: every one that succeeded has a number, without gaps within its year, linked to the payment and
// the invoice that it corrects.
#pragma once

#include "domain/billingevent.h"
#include "store/repositories/stored.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// Used on the writer's thread, within Database::write: a number is taken in the transaction of the row that it is for,
/// so that none is lost or given twice. Writers of a shared database take turns (sharedwriting.h).
class CreditNoteRepository {
 public:
  /// "CN-2026-0001" for a refund that has succeeded and has none yet; anything else changes nothing. Dated and numbered
  /// by the refund's own day in UTC (or `now` where it has none).
  [[nodiscard]] static Result<void> issueFor(WriteContext& context, Provider provider, const RefundState& refund,
                                             Instant now);
  /// What could not be known when the note was issued, because its payment was told of later: invoice, customer, tax.
  [[nodiscard]] static Result<void> completeFrom(WriteContext& context, Provider provider, const PaymentState& payment);
};

/// The tax in what is given back, so that notes over the whole payment hold exactly its tax. InvalidInput where the
/// payment's tax is more than the payment, or a note more than is left of it.
[[nodiscard]] Result<std::int64_t> taxShare(Money payment, std::int64_t paymentTaxMinor, std::int64_t creditedMinor,
                                            std::int64_t creditedTaxMinor, std::int64_t noteMinor);

}  // namespace billing::store
