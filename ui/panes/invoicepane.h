// Invoices as far as events tell of them, with what is owed.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class InvoicePane : public ListPane {
  Q_OBJECT
 public:
  explicit InvoicePane(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] QVector<OrderOffer> orderOffers() const override;
  bool fireSelection() override;

 protected:
  void addRowActions(QMenu& menu) override;
};

}  // namespace billing::ui
