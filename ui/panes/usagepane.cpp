#include "ui/panes/usagepane.h"

#include "models/usagemodel.h"

namespace billing::ui {

namespace {

ListPaneSpec usageSpec(bool demo) {
  using P = UsagePane;
  const auto inState = [](const char* state) {
    store::ListQuery query;
    query.filters = {{"state", store::FilterOp::Is, {QString::fromLatin1(state)}}};
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
  spec.views = {{P::tr("Near the limit"), inState("warn"), {}},
                {P::tr("Over the limit"), inState("soft"), {}},
                {P::tr("Blocked"), inState("blocked"), {}}};
  spec.columns = {{"customer", 22}, {"name", 14},       {"percent", 26},  {"state", 17},   {"used", 13},
                  {"granted", 13},  {"period_end", 12}, {"forecast", 20}, {"history", 16}, {"updated_at", 13}};
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
