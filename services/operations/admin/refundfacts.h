// A payment as a refund finds it: what was paid, what has gone back, what is left, by line and tax.
#pragma once

#include <optional>
#include <vector>

#include "operations/admin/heldfacts.h"

namespace billing::operations {

struct RefundFacts {
  PaymentState payment;
  std::int64_t refundedMinor = 0;  ///< succeeded and on their way
  std::int64_t taxMinor = 0;       ///< of the whole payment, where the provider tells
  bool taxKnown = false;
  std::vector<providers::RefundableLine> lines;  ///< empty: the provider tells of none
  bool disputed = false;                         ///< a dispute is open
  bool lostDispute = false;                      ///< a dispute has taken the money back
  HeldFacts held;
  QVector<QString> notRead;  ///< what could not be found out, for people
  [[nodiscard]] std::int64_t leftMinor() const { return payment.amount.minor - refundedMinor; }
};

/// NotFound "unknown_payment"; the errors of reading. Nothing is taken from our own copy: what was given back already
/// has to be known for sure.
[[nodiscard]] Result<RefundFacts> lookAtPayment(const Sight& sight);
/// The sum of its refunds that have not failed.
[[nodiscard]] Result<std::int64_t> refundedSoFar(const Sight& sight);

}  // namespace billing::operations
