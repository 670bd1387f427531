#include "ui/panes/subscriptionpane.h"

#include <QMenu>

#include "models/subscriptionmodel.h"
#include "ui/admin/orderoffers.h"
#include "ui/bulk/bulkactions.h"
#include "ui/details/subscriptiondetail.h"
#include "ui/panes/panewiring.h"
#include "ui/panes/reviewviews.h"
#include "ui/theme/icons.h"

namespace billing::ui {

namespace {

ListPaneSpec subscriptionSpec(bool demo) {
  using P = SubscriptionPane;
  ListPaneSpec spec;
  spec.list = QStringLiteral("subscriptions");
  spec.title = P::tr("Subscriptions");
  spec.searchHint = P::tr("Search customer, plan or id");
  spec.filters = {{"status", P::tr("Status"), FilterKind::Choice},
                  {"plan", P::tr("Plan"), FilterKind::Choice},
                  {"renews_at", P::tr("Renews"), FilterKind::Coming},
                  {"cancel_at_period_end", P::tr("Cancelling"), FilterKind::Flag},
                  {"mrr", P::tr("MRR"), FilterKind::Amount},
                  {"amount", P::tr("Amount"), FilterKind::Amount},
                  {"interval_unit", P::tr("Interval"), FilterKind::Choice},
                  {"currency", P::tr("Currency"), FilterKind::Choice},
                  {"created_at", P::tr("Created"), FilterKind::Age},
                  {"trial_end", P::tr("Trial until"), FilterKind::Coming},
                  {"updated_at", P::tr("Updated"), FilterKind::Age},
                  {"confirmed_at", P::tr("Confirmed"), FilterKind::Age},
                  {"quantity", P::tr("Quantity"), FilterKind::Number},
                  {"customer", P::tr("Customer"), FilterKind::Text},
                  {"external_id", P::tr("Subscription id"), FilterKind::Text},
                  {"discount", P::tr("Discount"), FilterKind::Choice},
                  {"payment_method", P::tr("Payment method"), FilterKind::Choice},
                  {"ends_at", P::tr("Ends"), FilterKind::Coming},
                  {"catalogue", P::tr("Against the catalogue"), FilterKind::Choice},
                  {"access", P::tr("Access"), FilterKind::Choice}};
  spec.filters += reviewFilters();
  spec.datedViews = &subscriptionViews;
  spec.columns = {{"customer", 20}, {"plan", 18},          {"status", 13},     {"renews_at", 17}, {"mrr", 11},
                  {"amount", 11},   {"interval_unit", 11}, {"created_at", 13}, {"provider", 10}};
  spec.sumField = "mrr";
  spec.emptyIcon = QStringLiteral("subscriptions");
  spec.emptyTitle = P::tr("No subscription yet");
  spec.emptyWhy = P::tr("Subscriptions appear with the first webhook that tells of them.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  spec.readable = true;
  return spec;
}

}  // namespace

SubscriptionPane::SubscriptionPane(const PaneContext& context, QWidget* parent)
    : ListPane(context, subscriptionSpec(context.services.demo != nullptr),
               std::make_unique<models::SubscriptionModel>(context.services.queries.subscriptions(), context.words),
               new SubscriptionDetail(context), parent) {
  context.updater.add(&model(), store::Entity::Subscription, {store::Entity::Customer});
  reloadOnChange(*detail(), context.updater,
                 {store::Entity::Subscription, store::Entity::Payment, store::Entity::Invoice, store::Entity::Usage});
  if (auto* many = bulkButton(context, *this, "subscriptions")) addHeaderWidget(many);
}

bool SubscriptionPane::fireSelection() {
  auto* shown = static_cast<SubscriptionDetail*>(detail());
  if (!shown->hasSubscription()) return false;
  shown->fire();
  return true;
}

QVector<OrderOffer> SubscriptionPane::orderOffers() const {
  return static_cast<SubscriptionDetail*>(detail())->offers();
}

void SubscriptionPane::addRowActions(QMenu& menu) {
  fillOrderMenu(menu, orderOffers(), context().navigator);
  menu.addSeparator();
  connect(menu.addAction(symbol(QStringLiteral("fire")), tr("Fire event…")), &QAction::triggered, this,
          [this] { fireSelection(); });
}

}  // namespace billing::ui
