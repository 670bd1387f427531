// A bar for each quota of each account, and for the allowances that events tell of: value, limit, state, period,
// forecast.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class UsagePane : public ListPane {
  Q_OBJECT
 public:
  explicit UsagePane(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] QVector<OrderOffer> orderOffers() const override;

 protected:
  void addRowActions(QMenu& menu) override;
};

}  // namespace billing::ui
