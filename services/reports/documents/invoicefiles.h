// Invoices out of the database as pages, pictures and files. Blocking: for a worker thread or a command line.
#pragma once

#include "reports/documents/documentpages.h"
#include "reports/documents/invoicedocument.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "workspace/profile.h"

namespace billing::reports {

/// Company, zone and mode of a workspace.
[[nodiscard]] DocumentSeller sellerOf(const workspace::Profile& profile);

/// NotFound "row_gone".
[[nodiscard]] Result<store::InvoiceRecord> invoiceRecord(store::Database& database, qint64 invoice,
                                                         CancelToken cancel = {});

/// The PDF of one document.
[[nodiscard]] Result<QByteArray> documentPdf(const InvoiceDocument& document, const PagesWish& wish,
                                             const CancelToken& cancel = {});

/// "2026-0042_Ada-GmbH.pdf": what every file system and every mail program leaves alone.
[[nodiscard]] QString documentFileName(const InvoiceDocument& document);

}  // namespace billing::reports
