#include "ui/panes/usagepane.h"

#include "models/usagemodel.h"

namespace billing::ui {

namespace {

ListPaneSpec usageSpec(bool demo) {
  using P = UsagePane;
  store::ListQuery near;
  near.filters = {{"percent", store::FilterOp::AtLeast, {qint64(800)}}};
  near.sortField = "percent";
  ListPaneSpec spec;
  spec.list = QStringLiteral("usage");
  spec.title = P::tr("Usage");
  spec.searchHint = P::tr("Search customer or allowance");
  spec.filters = {{"name", P::tr("Allowance"), FilterKind::Choice},
                  {"unit", P::tr("Unit"), FilterKind::Choice},
                  {"customer", P::tr("Customer"), FilterKind::Text},
                  {"updated_at", P::tr("Updated"), FilterKind::Age}};
  spec.views = {{P::tr("Near the limit"), near, {}}};
  spec.columns = {{"customer", 24}, {"name", 16},      {"percent", 30}, {"used", 14},
                  {"granted", 14},  {"remaining", 14}, {"status", 14},  {"updated_at", 14}};
  spec.emptyIcon = QStringLiteral("usage");
  spec.emptyTitle = P::tr("No usage known yet");
  spec.emptyWhy = P::tr(
      "Credits and allowances appear when an event tells of a grant or of what remains, such as credit.added or an "
      "entitlement.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  return spec;
}

}  // namespace

UsagePane::UsagePane(const PaneContext& context, QWidget* parent)
    : ListPane(context, usageSpec(context.services.demo != nullptr),
               std::make_unique<models::UsageModel>(context.services.queries.usage(), context.words), nullptr, parent) {
  context.updater.add(&model(), store::Entity::Usage, {store::Entity::Customer});
  connect(&table(), &DataTable::rowOpened, this, [this](qint64) {
    const QModelIndex index = table().currentIndex();
    const QString customer =
        model().index(index.row(), model().columnOf("customer")).data(models::RawValueRole).toString();
    store::ListQuery query;
    query.text = customer;
    Q_EMIT this->context().navigator.listWanted(PaneId::Customers, query);
  });
}

}  // namespace billing::ui
