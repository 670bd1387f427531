#include "ui/panes/customerpane.h"

#include <QMenu>

#include "models/customermodel.h"
#include "ui/admin/orderoffers.h"
#include "ui/bulk/bulkactions.h"
#include "ui/details/customerdetail.h"
#include "ui/panes/panewiring.h"
#include "ui/panes/reviewviews.h"
#include "ui/theme/icons.h"

namespace billing::ui {

namespace {

ListPaneSpec customerSpec(bool demo) {
  using P = CustomerPane;
  store::ListQuery late;
  late.filters = {{"status", store::FilterOp::Is, {QStringLiteral("past_due")}}};
  store::ListQuery best;
  best.filters = {{"mrr", store::FilterOp::AtLeast, {qint64(1)}}};
  best.sortField = "mrr";
  ListPaneSpec spec;
  spec.list = QStringLiteral("customers");
  spec.title = P::tr("Customers");
  spec.searchHint = P::tr("Search name, e-mail or id");
  spec.filters = {{"status", P::tr("Status"), FilterKind::Choice},
                  {"mrr", P::tr("MRR"), FilterKind::Amount},
                  {"paid", P::tr("Paid"), FilterKind::Amount},
                  {"subscriptions", P::tr("Subscriptions"), FilterKind::Number},
                  {"last_payment_at", P::tr("Last payment"), FilterKind::Age},
                  {"last_event_at", P::tr("Last event"), FilterKind::Age},
                  {"created_at", P::tr("Created"), FilterKind::Age},
                  {"confirmed_at", P::tr("Confirmed"), FilterKind::Age},
                  {"email", P::tr("E-mail"), FilterKind::Text},
                  {"external_id", P::tr("Customer id"), FilterKind::Text}};
  spec.views = {{P::tr("Past due"), late, {}}, {P::tr("Highest MRR"), best, {}}};
  spec.views += customerReviewViews();
  spec.filters += reviewFilters();
  spec.columns = {{"name", 24},  {"status", 13},        {"plan", 18},
                  {"mrr", 11},   {"paid", 12},          {"last_payment_at", 14},
                  {"email", 24}, {"last_event_at", 13}, {"created_at", 13}};
  spec.sumField = "mrr";
  spec.emptyIcon = QStringLiteral("customers");
  spec.emptyTitle = P::tr("No customer yet");
  spec.emptyWhy = P::tr("Customers appear with the first webhook that tells of them.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  spec.readable = true;
  return spec;
}

}  // namespace

CustomerPane::CustomerPane(const PaneContext& context, QWidget* parent)
    : ListPane(context, customerSpec(context.services.demo != nullptr),
               std::make_unique<models::CustomerModel>(context.services.queries.customers(), context.words),
               new CustomerDetail(context), parent) {
  context.updater.add(
      &model(), store::Entity::Customer,
      {store::Entity::Subscription, store::Entity::Payment, store::Entity::Refund, store::Entity::WebhookEvent});
  reloadOnChange(*detail(), context.updater,
                 {store::Entity::Customer, store::Entity::Subscription, store::Entity::Payment, store::Entity::Invoice,
                  store::Entity::Usage, store::Entity::Account});
  if (auto* many = bulkButton(context, *this, "customers")) addHeaderWidget(many);
}

bool CustomerPane::fireSelection() {
  auto* shown = static_cast<CustomerDetail*>(detail());
  if (!shown->hasCustomer()) return false;
  shown->fire();
  return true;
}

QVector<OrderOffer> CustomerPane::orderOffers() const {
  return static_cast<CustomerDetail*>(detail())->offers();
}

void CustomerPane::addRowActions(QMenu& menu) {
  fillOrderMenu(menu, orderOffers(), context().navigator);
  menu.addSeparator();
  connect(menu.addAction(symbol(QStringLiteral("fire")), tr("Fire event…")), &QAction::triggered, this,
          [this] { fireSelection(); });
}

}  // namespace billing::ui
