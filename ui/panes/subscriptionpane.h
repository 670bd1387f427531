// All subscriptions: who pays for what, in which state, until when.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class SubscriptionDetail;

class SubscriptionPane : public ListPane {
  Q_OBJECT
 public:
  explicit SubscriptionPane(const PaneContext& context, QWidget* parent = nullptr);
  bool fireSelection() override;
  [[nodiscard]] QVector<OrderOffer> orderOffers() const override;

 protected:
  void addRowActions(QMenu& menu) override;
};

}  // namespace billing::ui
