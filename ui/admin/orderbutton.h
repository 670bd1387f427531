// The button of a detail that opens the menu of what can be done by hand.
#pragma once

#include <QPushButton>
#include <functional>

#include "models/rowsmodel.h"
#include "ui/admin/orderoffers.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class DataTable;
class DetailHeader;

/// `offers` is asked each time that the menu opens.
QPushButton* addOrderButton(DetailHeader& header, const PaneContext& context,
                            std::function<QVector<OrderOffer>()> offers);

/// "Refund…" in the context menu of a table of payments, for the row that it opens on.
void offerRefunds(DataTable& table, const models::RowsModel<store::PaymentRow>& payments, const PaneContext& context);

}  // namespace billing::ui
