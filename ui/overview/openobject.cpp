#include "ui/overview/openobject.h"

namespace billing::ui {

namespace {

void showById(Navigator& navigator, PaneId pane, const QString& externalId) {
  store::ListQuery query;
  query.filters = {{"external_id", store::FilterOp::Is, {externalId}}};
  Q_EMIT navigator.listWanted(pane, query);
}

void showObject(Navigator& navigator, PaneId pane, const ObjectPlace& place) {
  if (place.row != 0)
    Q_EMIT navigator.rowWanted(pane, place.row);
  else
    showById(navigator, pane, place.externalId);
}

}  // namespace

void openObject(Navigator& navigator, const ObjectPlace& place) {
  if (place.entity == QLatin1String("subscription")) return showObject(navigator, PaneId::Subscriptions, place);
  if (place.entity == QLatin1String("customer")) return showObject(navigator, PaneId::Customers, place);
  if (place.entity == QLatin1String("invoice")) return showObject(navigator, PaneId::Invoices, place);
  if (place.entity == QLatin1String("account")) return Q_EMIT navigator.accountWanted(place.externalId);
  if (!place.customerExternalId.isEmpty())
    showById(navigator, PaneId::Customers, place.customerExternalId);
  else
    Q_EMIT navigator.noticed(Navigator::tr("The customer of %1 is not known here").arg(place.externalId));
}

}  // namespace billing::ui
