// The words of printed documents in every language that they are printed in: one table.
#pragma once

#include <QString>
#include <QStringList>

namespace billing::reports {

enum class Word {
  Invoice,
  Receipt,
  CreditNote,
  Number,
  Issued,
  Due,
  PaidOn,
  From,
  BillTo,
  Description,
  Quantity,
  Tax,
  Amount,
  Subtotal,
  TaxAt,     ///< "Tax 19% on 100.00": %1 percent, %2 net
  TaxOther,  ///< tax whose rate was not told
  Total,
  Paid,
  Credited,
  Settled,  ///< from the customer's balance
  AmountDue,
  Payments,
  CreditNotes,
  Carried,      ///< at the bottom of a page
  Brought,      ///< at the top of the next
  Page,         ///< "Page %1 of %2"
  NotItemised,  ///< what further lines come to
  AsCharged,    ///< where the provider told no line at all
  Proration,
  Corrects,  ///< "Corrects invoice %1"
  CorrectsPayment,
  Reason,
  Reference,
  TaxId,
  TestNotice,
  StatusDraft,
  StatusOpen,
  StatusPaid,
  StatusVoid,
  StatusUncollectible,
  PaymentReceived,
  TaxIncluded,  ///< "of which tax"
  Count
};

/// "en", "de", "fr", "es", "ja", "ar".
[[nodiscard]] const QStringList& documentLanguages();
/// The language that is printed for a wish: itself, or by its first two letters; empty: the desktop's; else English.
[[nodiscard]] QString documentLanguage(const QString& wish);
[[nodiscard]] bool runsFromRightToLeft(const QString& language);
/// `language` one of documentLanguages().
[[nodiscard]] QString wordOf(Word word, const QString& language);

}  // namespace billing::reports
