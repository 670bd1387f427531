// What the database knows of one payment: its event, itself, whose it is and what it opened.
#pragma once

#include <optional>

#include "operations/diagnosis/accountoutline.h"
#include "operations/diagnosis/diagnosissteps.h"

namespace billing::operations {

struct PaidEvent {
  qint64 id = 0, receivedAt = 0;
  QString type, verdict, state, error;
};

struct PaidPayment {
  QString provider, externalId, customer, product, status, failure, currency;
  qint64 amountMinor = 0;
  std::optional<qint64> createdAt;
};

struct PaidPurchase {
  QString status, reason;
  qint64 tenths = 0;
};

struct PaidEntitlement {
  QString plan, status;
  std::optional<qint64> expiresAt;
};

struct PaidFacts {
  std::optional<PaidPayment> payment;
  std::optional<PaidEvent> event;
  std::optional<AccountOutline> account;
  std::optional<PaidPurchase> purchase;
  std::optional<PaidEntitlement> entitlement;
  QString pausedBecause;  ///< the switch pause_processing is on
};

/// The subject is a payment's id, or an account or address whose newest payment is meant. A payment that was never
/// applied is looked for in the bodies of the newest 300 events that were not.
[[nodiscard]] Result<PaidFacts> readPaidFacts(const DiagnosisQuestion& question);

}  // namespace billing::operations
