// One call from its claim to its outcome, and one asking. Within this room only.
#pragma once

#include "operations/admin/opencall.h"

namespace billing::operations::outbox {

/// Claims it, looks whether all is still as it was seen, sends it once, writes what came of it. Errors are those of the
/// store.
[[nodiscard]] Result<void> sendCall(const Parts& parts, providers::BillingProvider& provider,
                                    const store::OutboxRow& row, const CancelToken& cancel);

/// Asks what became of it. Never sends. The row as it is afterwards.
[[nodiscard]] Result<store::OutboxRow> settleCall(const Parts& parts, providers::BillingProvider& provider,
                                                  const store::OutboxRow& row, const CancelToken& cancel);

/// Asks as well, and where the provider refuses to tell takes the person's word: OutboxWorker::closeByHand.
[[nodiscard]] Result<store::OutboxRow> closeCall(const Parts& parts, providers::BillingProvider& provider,
                                                 const store::OutboxRow& row, const OutboxWorker::Closing& closing,
                                                 const CancelToken& cancel);

/// A change in our own database alone: carried out, noted and closed in one transaction.
[[nodiscard]] Result<void> carryOutLocal(const Parts& parts, const store::OutboxRow& row);

}  // namespace billing::operations::outbox
