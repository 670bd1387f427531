// Revenue as it is earned: what was invoiced for a period, spread evenly over it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/civildate.h"

namespace billing {

/// An amount without tax, for a period. A period that does not end after its start is earned at once.
struct EarnedAmount {
  std::int64_t netMinor = 0;
  Instant start, end;
};

/// What an invoice is recognised by: its lines, none of it before it was issued.
struct EarnedInvoice {
  Instant issued;
  std::vector<EarnedAmount> lines;
};

enum class RecogniseBy {
  Second,
  Day,  ///< whole UTC days: those that have begun count, the last is the one before the period's end
};

/// Up to `at` (exclusive); each line rounded once, half away from zero. From the end of the last line on it is the
/// invoice's whole net amount, so that recognised + deferred = invoiced at any time, to the last unit. nullopt when a
/// sum leaves int64.
[[nodiscard]] std::optional<std::int64_t> recognisedBefore(const EarnedInvoice& invoice, Instant at, RecogniseBy by);
[[nodiscard]] std::optional<std::int64_t> netOf(const EarnedInvoice& invoice);

}  // namespace billing
