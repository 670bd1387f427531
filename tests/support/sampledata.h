// A small workspace whose every figure can be counted by hand.
#pragma once

#include "support/testdatabase.h"

namespace billing::test {

constexpr qint64 dayMs = 86'400'000;
/// 2026-02-02T02:40:00Z, the "now" of the sample.
constexpr qint64 sampleNow = 1'770'000'000'000;

/// Three customers (one in two currencies), five subscriptions, payments with a refund and a dispute, invoices, a
/// meter, two prices, and webhook events in every state.
[[nodiscard]] Result<void> fillSample(store::Database& database);

}  // namespace billing::test
