// An invoice with everything that its document prints, as plain values. Instants are epoch ms; amounts minor units.
#pragma once

#include <vector>

#include "domain/invoiceline.h"
#include "store/listrows.h"

namespace billing::store {

/// One that paid the invoice, or tried to.
struct InvoicePayment {
  qint64 id = 0;
  QString externalId, status, method, currency;
  qint64 amountMinor = 0;
  std::optional<qint64> taxMinor;  ///< within amountMinor
  std::optional<qint64> at;
};

/// A refund as a document.
struct CreditNoteRow {
  qint64 id = 0;
  QString number, provider, refundExternalId, refundStatus, reason;
  QString paymentExternalId, invoiceExternalId, customerExternalId, currency;
  qint64 totalMinor = 0;
  std::optional<qint64> taxMinor;  ///< within totalMinor; nullopt: the payment's tax is not known
  qint64 issuedAt = 0;
  /// Its refund failed after all (banks send back what they cannot book): nothing was given back.
  [[nodiscard]] bool isVoid() const { return !refundStatus.isEmpty() && refundStatus != QStringLiteral("succeeded"); }
};

struct InvoiceRecord {
  InvoiceRow row;
  QString customerEmail;
  std::optional<qint64> taxMinor;
  std::vector<InvoiceLine> lines;      ///< a line that the provider did not describe bears its product's name
  QVector<InvoicePayment> payments;    ///< oldest first
  QVector<CreditNoteRow> creditNotes;  ///< in the order of their numbers
};

}  // namespace billing::store
