// Invoices as far as events tell of them, with what is owed.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class InvoicePane : public ListPane {
  Q_OBJECT
 public:
  explicit InvoicePane(const PaneContext& context, QWidget* parent = nullptr);
  bool fireSelection() override;
};

}  // namespace billing::ui
