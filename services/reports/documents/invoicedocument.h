// An invoice, receipt or credit note as it is printed: values only, every amount exact, nothing yet in a language.
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

#include "store/invoicerecord.h"
#include "support/result.h"
#include "workspace/company.h"

namespace billing::reports {

enum class DocumentKind { Invoice, Receipt, CreditNote };

struct DocumentParty {
  QString name;
  QStringList lines;  ///< of the address
  QString taxId, email;
};

/// What is printed in place of a description that the provider did not give.
enum class LineText { OwnWords, AsCharged, NotItemised, Corrects };

/// Amounts in minor units of the document's currency, as everywhere below.
struct DocumentLine {
  LineText words = LineText::OwnWords;
  QString description;
  qint64 quantity = 1;
  qint64 netMinor = 0;
  QString taxPercent;  ///< "19"; empty: not told
  bool proration = false;
  std::optional<qint64> from, to;
};

struct DocumentTax {
  QString percent;                 ///< empty: tax whose rate is not known
  std::optional<qint64> netMinor;  ///< that it is on; nullopt: not known
  qint64 taxMinor = 0;
};

struct DocumentPayment {
  QString externalId, method;
  std::optional<qint64> at;
  qint64 minor = 0;
  QString currency;  ///< its own, which may be another than the document's
};

struct DocumentCredit {
  QString number;
  qint64 at = 0, minor = 0;
  bool isVoid = false;  ///< gave nothing back after all: not in creditedMinor
};

struct InvoiceDocument {
  DocumentKind kind = DocumentKind::Invoice;
  QString number, reference;  ///< the provider's own id, where it is another
  QString status;             ///< draft, open, paid, void, uncollectible; of credit notes void or none
  std::optional<qint64> issuedAt, dueAt, paidAt;
  DocumentParty seller, buyer;
  QString currency;
  QVector<DocumentLine> lines;
  QVector<DocumentTax> taxes;
  std::optional<qint64> netMinor;  ///< nullopt: the tax is not known, so there is no net either
  qint64 totalMinor = 0;           ///< netMinor and taxes sum to it; of a credit note what is given back
  qint64 paidMinor = 0, creditedMinor = 0, settledMinor = 0, remainingMinor = 0;
  QVector<DocumentPayment> payments;  ///< that succeeded
  QVector<DocumentCredit> credits;
  QString correctsInvoice, correctsPayment, reason;  ///< of credit notes
  QString footer, zone;                              ///< zone: whose days the dates are
  bool test = false;
};

/// Who prints.
struct DocumentSeller {
  workspace::Company company;
  QString workspaceName;  ///< where the company has no name
  QString zone;
  bool test = false;
};

/// What the lines leave open to the total is a line of its own, said to be not itemised: the document always sums up.
[[nodiscard]] InvoiceDocument invoiceDocument(const store::InvoiceRecord& record, const DocumentSeller& seller);
/// The same for what has been paid: NotFound "nothing_paid" where nothing has.
[[nodiscard]] Result<InvoiceDocument> receiptDocument(const store::InvoiceRecord& record, const DocumentSeller& seller);
/// `note` is one of the record's.
[[nodiscard]] InvoiceDocument creditNoteDocument(const store::InvoiceRecord& record, const store::CreditNoteRow& note,
                                                 const DocumentSeller& seller);

}  // namespace billing::reports
