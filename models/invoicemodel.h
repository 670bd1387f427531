// Invoices: what is owed, since when, and what of it was paid.
#pragma once

#include "models/windowedmodel.h"

namespace billing::models {

/// The columns, also for short lists in details (RowsModel<store::InvoiceRow>).
[[nodiscard]] FactTable invoiceTable();

class InvoiceModel final : public ListModel<store::InvoiceRow> {
  Q_OBJECT
 public:
  InvoiceModel(operations::ListSource<store::InvoiceRow>& source, ModelContext context, QObject* parent = nullptr);
};

}  // namespace billing::models
