// All customers with the figures of their subscriptions and payments.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class CustomerPane : public ListPane {
  Q_OBJECT
 public:
  explicit CustomerPane(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] QVector<OrderOffer> orderOffers() const override;
  bool fireSelection() override;

 protected:
  void addRowActions(QMenu& menu) override;
};

}  // namespace billing::ui
