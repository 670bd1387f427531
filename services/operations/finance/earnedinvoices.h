// What each invoice is recognised by: its lines' periods, else the period of its subscription, else at once.
#pragma once

#include "metrics/definitions.h"
#include "metrics/recognition.h"
#include "store/read/financerows.h"

namespace billing::operations {

/// Paid: the others are no revenue (yet).
[[nodiscard]] bool isEarned(const store::FinanceInvoice& invoice);
/// Net of tax; with all of it where the tax is not told.
[[nodiscard]] EarnedInvoice earnedInvoiceOf(const store::FinanceInvoice& invoice);
[[nodiscard]] RecogniseBy recogniseBy(const DefinitionChoices& choices);

}  // namespace billing::operations
