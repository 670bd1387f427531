// Columns of the short lists about one invoice: its lines, what paid it, what corrects it. For RowsModel.
#pragma once

#include "domain/invoiceline.h"
#include "models/facttable.h"
#include "store/invoicerecord.h"

namespace billing::models {

struct InvoiceLineRow {
  qint64 id = 0;  ///< its place, from 1
  InvoiceLine line;
  QString currency;
};

[[nodiscard]] QVector<InvoiceLineRow> lineRows(const store::InvoiceRecord& record);

[[nodiscard]] FactTable invoiceLineTable();     ///< RowsModel<InvoiceLineRow>
[[nodiscard]] FactTable invoicePaymentTable();  ///< RowsModel<store::InvoicePayment>
[[nodiscard]] FactTable creditNoteTable();      ///< RowsModel<store::CreditNoteRow>

}  // namespace billing::models
