#include "ui/panes/usagepane.h"

#include <QMenu>

#include "models/usagemodel.h"
#include "ui/admin/orderoffers.h"
#include "ui/details/usagedetail.h"
#include "ui/panes/panewiring.h"

namespace billing::ui {

namespace {

ListPaneSpec usageSpec(bool demo) {
  using P = UsagePane;
  const auto inState = [](const QVariantList& states) {
    store::ListQuery query;
    query.filters = {{"state", store::FilterOp::AnyOf, states}};
    query.sortField = "percent";
    return query;
  };
  ListPaneSpec spec;
  spec.list = QStringLiteral("usage");
  spec.title = P::tr("Usage");
  spec.searchHint = P::tr("Search customer, account or quota");
  spec.filters = {
      {"state", P::tr("State"), FilterKind::Choice},    {"name", P::tr("Quota"), FilterKind::Choice},
      {"unit", P::tr("Unit"), FilterKind::Choice},      {"customer", P::tr("Customer"), FilterKind::Text},
      {"account", P::tr("Account"), FilterKind::Text},  {"period_end", P::tr("Period ends"), FilterKind::Coming},
      {"updated_at", P::tr("Updated"), FilterKind::Age}};
  spec.views = {{P::tr("Near the limit"), inState({QStringLiteral("warn")}), {}},
                {P::tr("Over the limit"), inState({QStringLiteral("soft")}), {}},
                {P::tr("Blocked"), inState({QStringLiteral("blocked"), QStringLiteral("used_up")}), {}}};
  spec.columns = {{"customer", 19}, {"name", 14},       {"percent", 20},  {"state", 15},   {"used", 12},
                  {"granted", 13},  {"period_end", 12}, {"forecast", 20}, {"history", 14}, {"updated_at", 13}};
  spec.emptyIcon = QStringLiteral("usage");
  spec.emptyTitle = P::tr("No usage known yet");
  spec.emptyWhy = P::tr(
      "A bar appears for each quota of each account once the product reports an action, and when an event tells of "
      "credits.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  return spec;
}

}  // namespace

UsagePane::UsagePane(const PaneContext& context, QWidget* parent)
    : ListPane(context, usageSpec(context.services.demo != nullptr),
               std::make_unique<models::UsageModel>(context.services.queries.usage(), context.words),
               new UsageDetail(context), parent) {
  context.updater.add(&model(), store::Entity::Usage, {store::Entity::Customer, store::Entity::Account});
  reloadOnChange(*detail(), context.updater, {store::Entity::Usage, store::Entity::Account});
}

QVector<OrderOffer> UsagePane::orderOffers() const {
  return static_cast<UsageDetail*>(detail())->offers();
}

void UsagePane::addRowActions(QMenu& menu) {
  fillOrderMenu(menu, orderOffers(), context().navigator);
}

}  // namespace billing::ui
