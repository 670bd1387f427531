#include "ui/panes/pane.h"

#include "ui/admin/orderoffers.h"

namespace billing::ui {

QVector<OrderOffer> Pane::orderOffers() const {
  return {};
}

}  // namespace billing::ui
