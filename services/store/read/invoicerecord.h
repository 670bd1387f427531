// An invoice with everything that its document prints: lines, tax, payments, credit notes. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/invoicerecord.h"
#include "support/result.h"

namespace billing::store {

/// In the order asked; ids that are gone are left out.
[[nodiscard]] Result<QVector<InvoiceRecord>> readInvoiceRecords(QSqlDatabase& database, const IdVector& ids);
/// NotFound "row_gone".
[[nodiscard]] Result<InvoiceRecord> readInvoiceRecord(QSqlDatabase& database, qint64 id);
/// By row id, number or the provider's id; NotFound "no_such_invoice", Conflict "invoice_ambiguous".
[[nodiscard]] Result<qint64> findInvoice(QSqlDatabase& database, const QString& word);

}  // namespace billing::store
