// Invoices into files: one PDF, or many in a ZIP; ours or the provider's own. Blocking: for a worker thread or a
// command line.
#pragma once

#include "reports/documents/invoicefiles.h"
#include "reports/reportsdesk.h"

namespace billing::providers {
class BillingProvider;
}

namespace billing::reports {

struct InvoiceSources {
  store::Database& database;
  DocumentSeller seller;
  providers::BillingProvider* provider = nullptr;  ///< for its own PDFs; nullptr: none can be asked
  Instant now;                                     ///< what the files say of their making
};

/// The invoice, and with `creditNotes` what corrects it, as one document after the other.
[[nodiscard]] Result<InvoicePages> invoicePagesFor(const InvoiceSources& sources, qint64 invoice, bool letter,
                                                   const QString& language, int dpi, const CancelToken& cancel);

/// A path that ends in .zip holds an entry "2026-0042_Ada-GmbH.pdf" for each document, no two of one name; anything
/// else is the PDF of one invoice, its credit notes on pages of their own. Read back before it is put in place. The
/// receipt's rows are the documents, its sums what they come to, column "total". InvalidInput "no_invoice",
/// "one_file_for_many"; NotFound "row_gone", "no_pdf"; and the errors of writeReport().
[[nodiscard]] Result<ExportReceipt> writeInvoiceFile(const InvoiceSources& sources, const InvoiceFileWish& wish,
                                                     const ExportProgress& progress, const CancelToken& cancel,
                                                     const ExportConsent& consent = {});

/// For the entry in the audit log (exportrecord.h): the list is "invoice_documents".
[[nodiscard]] ReportHead invoiceFileHead(const workspace::Profile& profile, const InvoiceFileWish& wish);

/// The provider's own PDF of an invoice; NotFound "no_pdf" where it has none.
[[nodiscard]] Result<QByteArray> providersPdf(const InvoiceSources& sources, const store::InvoiceRecord& record,
                                              const CancelToken& cancel);

}  // namespace billing::reports
