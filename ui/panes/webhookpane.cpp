#include "ui/panes/webhookpane.h"

#include <QMenu>

#include "models/webhookeventmodel.h"
#include "support/whendone.h"
#include "ui/details/webhookdetail.h"
#include "ui/theme/icons.h"

namespace billing::ui {

namespace {

store::ListQuery onlyState(const QByteArray& field, const QString& value) {
  store::ListQuery query;
  query.filters = {{field, store::FilterOp::Is, {value}}};
  return query;
}

ListPaneSpec webhookSpec(bool demo) {
  ListPaneSpec spec;
  spec.list = QStringLiteral("webhookEvents");
  spec.title = WebhookPane::tr("Webhooks");
  spec.searchHint = WebhookPane::tr("Search type, customer or id");
  spec.filters = {{"state", WebhookPane::tr("State"), FilterKind::Choice},
                  {"type", WebhookPane::tr("Type"), FilterKind::Choice},
                  {"verdict", WebhookPane::tr("Verdict"), FilterKind::Choice},
                  {"payload", WebhookPane::tr("Payload"), FilterKind::Choice},
                  {"received_at", WebhookPane::tr("Received"), FilterKind::Age},
                  {"subject", WebhookPane::tr("Subject"), FilterKind::Text},
                  {"customer_external_id", WebhookPane::tr("Customer id"), FilterKind::Text},
                  {"event_id", WebhookPane::tr("Event id"), FilterKind::Text},
                  {"attempts", WebhookPane::tr("Attempts"), FilterKind::Number},
                  {"took_ms", WebhookPane::tr("Took (ms)"), FilterKind::Number},
                  {"origin", WebhookPane::tr("Origin"), FilterKind::Choice},
                  {"route", WebhookPane::tr("Route"), FilterKind::Choice},
                  {"http_status", WebhookPane::tr("Answer"), FilterKind::Choice},
                  {"body_changed", WebhookPane::tr("Body changed"), FilterKind::Flag}};
  spec.views = {{WebhookPane::tr("Dead letters"), onlyState("state", QStringLiteral("dead")), {}},
                {WebhookPane::tr("Refused"), onlyState("state", QStringLiteral("rejected")), {}},
                {WebhookPane::tr("Unhandled types"), onlyState("state", QStringLiteral("unhandled")), {}}};
  spec.columns = {{"received_at", 14}, {"type", 23},    {"customer_name", 19}, {"state", 19},  {"effect", 24},
                  {"verdict", 16},     {"attempts", 9}, {"took_ms", 8},        {"subject", 18}};
  spec.pausable = true;
  spec.emptyIcon = QStringLiteral("inbox");
  spec.emptyTitle = WebhookPane::tr("No webhook has arrived yet");
  spec.emptyWhy = WebhookPane::tr(
      "Point your provider, its CLI or a test at the listener's URL, or fire an event from here. Every delivery is "
      "kept, refused ones with the reason.");
  spec.emptyAction = demo ? WebhookPane::tr("Fill with demo data") : WebhookPane::tr("Fire a test event…");
  return spec;
}

}  // namespace

WebhookPane::WebhookPane(const PaneContext& context, QWidget* parent)
    : ListPane(context, webhookSpec(context.services.demo != nullptr),
               std::make_unique<models::WebhookEventModel>(context.services.queries.webhookEvents(), context.words),
               new WebhookDetail(context), parent) {
  context.updater.add(&model(), store::Entity::WebhookEvent, {store::Entity::Customer});
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    for (const store::Change& change : changes)
      if (change.entity == store::Entity::WebhookEvent && change.row == detail()->row() && !detail()->isLoading()) {
        detail()->reload();
        return;
      }
  });
}

WebhookDetail* WebhookPane::webhookDetail() const {
  return static_cast<WebhookDetail*>(detail());
}

bool WebhookPane::fireSelection() {
  if (!webhookDetail()->hasEvent()) return false;
  webhookDetail()->fire();
  return true;
}

void WebhookPane::replaySelection() {
  webhookDetail()->replay();
}

void WebhookPane::addRowActions(QMenu& menu) {
  connect(menu.addAction(symbol(QStringLiteral("fire")), tr("Fire…")), &QAction::triggered, this,
          [this] { fireSelection(); });
  connect(menu.addAction(symbol(QStringLiteral("replay")), tr("Replay")), &QAction::triggered, this,
          &WebhookPane::replaySelection);
  connect(menu.addAction(symbol(QStringLiteral("retry")), tr("Retry the selected dead letters")), &QAction::triggered,
          this, [this] {
            whenDone(context().services.retryEvents(table().selectedIds()), this, [this](const Result<int>& count) {
              if (count)
                Q_EMIT context().navigator.noticed(tr("Events put back: %1").arg(*count));
              else
                Q_EMIT context().navigator.errorHappened(count.error());
            });
          });
}

}  // namespace billing::ui
