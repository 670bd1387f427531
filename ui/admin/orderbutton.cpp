#include "ui/admin/orderbutton.h"

#include <QMenu>

#include "ui/details/detailheader.h"
#include "ui/presenters/orderwords.h"
#include "ui/theme/icons.h"
#include "ui/widgets/datatable.h"

namespace billing::ui {

QPushButton* addOrderButton(DetailHeader& header, const PaneContext& context,
                            std::function<QVector<OrderOffer>()> offers) {
  QPushButton* button = header.addButton(QStringLiteral("detailOrders"), DetailHeader::tr("More…"),
                                         QStringLiteral("chevron-down"), DetailHeader::tr("What can be done by hand"));
  button->setLayoutDirection(Qt::RightToLeft);
  auto* menu = new QMenu(button);
  menu->setAccessibleName(button->text());
  button->setMenu(menu);
  QObject::connect(menu, &QMenu::aboutToShow, button, [menu, offers = std::move(offers), &context] {
    menu->clear();
    fillOrderMenu(*menu, offers(), context.navigator);
  });
  return button;
}

void offerRefunds(DataTable& table, const models::RowsModel<store::PaymentRow>& payments, const PaneContext& context) {
  if (context.services.admin == nullptr) return;
  auto* refund = new QAction(symbol(orderWords(operations::OrderKind::Refund).icon), DataTable::tr("Refund…"), &table);
  refund->setObjectName(QStringLiteral("refundRow"));
  table.addAction(refund);
  const auto offer = [&table, &payments, &context]() -> std::optional<OrderOffer> {
    for (const store::PaymentRow& row : payments.rows())
      if (row.id == table.currentId()) return offersFor(row, context.services).first();
    return std::nullopt;
  };
  QObject::connect(&table, &DataTable::rowSelected, refund, [refund, offer] {
    const auto found = offer();
    refund->setEnabled(found && found->whyNot.isEmpty());
    refund->setToolTip(found ? found->whyNot : QString());
  });
  QObject::connect(refund, &QAction::triggered, &table, [offer, &context] {
    if (const auto found = offer(); found && found->whyNot.isEmpty()) Q_EMIT context.navigator.orderWanted(found->seed);
  });
}

}  // namespace billing::ui
