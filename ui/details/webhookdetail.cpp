#include "ui/details/webhookdetail.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/statustext.h"
#include "models/timetext.h"
#include "support/redaction.h"
#include "ui/details/bodytab.h"
#include "ui/details/detailheader.h"
#include "ui/details/historytab.h"
#include "ui/details/signaturetab.h"
#include "ui/presenters/signaturesteps.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/scrollbox.h"

namespace billing::ui {

namespace {

/// Content keeps to the top of its tab; what is left stays empty.
QWidget* topAligned(QWidget* content) {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(content);
  column->addStretch(1);
  return page;
}

}  // namespace

WebhookDetail::WebhookDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("webhookDetail"), QStringLiteral("webhooks"), tr("No event selected"),
                  tr("Choose a delivery on the left to see its bytes, its signature and what it changed.")},
                 parent),
      tabs_(addTabs(tr("Parts of the event"))),
      facts_(new FactsCard),
      body_(new BodyTab),
      signature_(new SignatureTab(context)),
      headers_(models::headerTable(), context.words),
      effects_(models::effectTable(), context.words),
      attempts_(models::attemptTable(), context.words) {
  buildButtons();
  auto* summary = new QWidget;
  auto* facts = new QVBoxLayout(summary);
  facts->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  facts->addWidget(facts_);
  tabs_->addTab(topAligned(new ScrollBox(summary)), tr("Summary"));
  tabs_->addTab(body_, tr("Body"));
  addTable(tr("Headers"), QStringLiteral("headerTable"), &headers_, {20, 40});
  tabs_->addTab(topAligned(new ScrollBox(signature_)), tr("Signature"));
  addTable(tr("Effect"), QStringLiteral("effectTable"), &effects_, {12, 17, 11, 14, 14, 14});
  addTable(tr("Attempts"), QStringLiteral("attemptTable"), &attempts_, {});
  history_ = HistoryTab::addTo(tabs_, context);
}

void WebhookDetail::buildButtons() {
  connect(header().addGuarded(QStringLiteral("detailFire"), tr("Fire…"), QStringLiteral("fire"),
                              tr("Compose an event from this one (Ctrl+T)"), context().services,
                              operations::Deed::FireEvents),
          &QPushButton::clicked, this, &WebhookDetail::fire);
  replay_ = header().addGuarded(QStringLiteral("detailReplay"), tr("Replay"), QStringLiteral("replay"),
                                tr("Send these very bytes to the listener again, freshly signed (Ctrl+Shift+R)"),
                                context().services, operations::Deed::ReplayEvents);
  connect(replay_, &QPushButton::clicked, this, &WebhookDetail::replay);
  retry_ =
      header().addGuarded(QStringLiteral("detailRetry"), tr("Retry"), QStringLiteral("retry"),
                          tr("Process this stored event again"), context().services, operations::Deed::ReplayEvents);
  connect(retry_, &QPushButton::clicked, this, &WebhookDetail::retry);
  QPushButton* curl = header().addButton(QStringLiteral("detailCurl"), tr("Copy as curl"), QStringLiteral("code"),
                                         tr("The request as a command line"));
  auto* menu = new QMenu(curl);
  connect(menu->addAction(tr("With this signature, without the secret")), &QAction::triggered, this,
          [this] { copyCurl(false); });
  connect(menu->addAction(tr("Signing anew from $WEBHOOK_SECRET")), &QAction::triggered, this,
          [this] { copyCurl(true); });
  curl->setMenu(menu);
}

void WebhookDetail::addTable(const QString& title, const QString& name, models::FactTableModel* model,
                             const QVector<double>& widths) {
  auto* table = new DataTable;
  table->setObjectName(name);
  table->setAccessibleName(title);
  table->setFacts(model);
  table->setSortingEnabled(false);
  for (int i = 0; i < widths.size(); ++i) table->setColumnWidth(i, chars(this, widths.at(i)));
  // What changed stands first; which object it was comes after.
  if (model == &effects_) {
    int visual = 0;
    for (const char* field : {"field", "before", "after", "entity", "outcome"})
      if (const int at = model->columnOf(field); at >= 0)
        table->horizontalHeader()->moveSection(table->horizontalHeader()->visualIndex(at), visual++);
  }
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  if (model == &effects_) {
    effectNote_ = new NoteStrip;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
    row->addWidget(effectNote_);
    column->addLayout(row);
  }
  column->addWidget(table, 1);
  tabs_->addTab(page, title);
}

void WebhookDetail::load(qint64 row, const CancelToken& cancel) {
  ask(context().services.queries.webhookEvent(row, cancel), [this](const store::WebhookEventDetail& detail) {
    show(detail);
    finishLoading();
  });
}

void WebhookDetail::show(const store::WebhookEventDetail& detail) {
  shown_ = detail;
  if (history_ != nullptr) history_->ask(historyOf("event", detail.row.eventId));
  const auto& row = detail.row;
  const auto& words = context().words;
  header().show(row.type.isEmpty() ? tr("(no type)") : row.type, row.state, row.eventId,
                models::relativeTime(row.receivedAt, context().nowMs(), words.zone, words.locale));
  retry_->setVisible(row.state == QStringLiteral("dead") || row.state == QStringLiteral("unhandled"));
  replay_->setEnabled(!detail.attempts.isEmpty());
  const store::AttemptDetail attempt = detail.attempts.isEmpty() ? store::AttemptDetail{} : detail.attempts.last();
  facts_->setFacts(facts());
  body_->setBody(attempt.body);
  signature_->show(detail);
  QVector<models::HeaderRow> shownHeaders = attempt.headers;
  for (auto& [name, value] : shownHeaders)
    if (isCredentialHeader(name.toStdString())) value = QByteArrayLiteral("(credential, not shown)");
  headers_.setRows(shownHeaders);
  effects_.setRows(models::effectRows(detail.effects));
  effectNote_->say(Tone::Info, QStringLiteral("info"), effectSentence(row));
  attempts_.setRows(detail.attempts);
  tabs_->setTabText(2, tr("Headers %1").arg(shownHeaders.size()));
  tabs_->setTabText(4, detail.effects.isEmpty() ? tr("Effect") : tr("Effect %1").arg(detail.effects.size()));
  tabs_->setTabText(5, tr("Attempts %1").arg(detail.attempts.size()));
}

QString WebhookDetail::effectSentence(const store::WebhookEventRow& row) {
  if (row.state == QStringLiteral("rejected")) return tr("Refused deliveries have no effect.");
  if (row.state == QStringLiteral("dead"))
    return tr("Nothing was changed, because it could not be applied: %1").arg(row.error);
  if (row.state == QStringLiteral("stale")) return tr("Nothing was changed: what we hold is newer than this event.");
  if (row.state == QStringLiteral("unchanged")) return tr("Nothing was changed: we knew all of it already.");
  if (row.state == QStringLiteral("unhandled"))
    return tr("This type has no effect on billing here. It is stored and acknowledged.");
  return row.state == QStringLiteral("pending") ? tr("It waits to be processed.") : QString();
}

QVector<FactItem> WebhookDetail::facts() const {
  const auto& row = shown_.row;
  const auto& words = context().words;
  const auto instant = [&words](qint64 ms) { return models::exactTime(ms, words.zone); };
  const bool good = row.verdict == QStringLiteral("ok") || row.verdict == QStringLiteral("from_api");
  const store::AttemptDetail attempt = shown_.attempts.isEmpty() ? store::AttemptDetail{} : shown_.attempts.last();
  QVector<FactItem> facts;
  facts.push_back({tr("Effect"),
                   row.effectSummary.isEmpty() ? (row.error.isEmpty() ? tr("none") : QString()) : row.effectSummary,
                   FactStyle::Strong,
                   {},
                   {}});
  facts.push_back({tr("Why it failed"), row.error, FactStyle::Wrapped, {}, {}});
  showPlaces(facts);
  facts.push_back({tr("State"), row.state, FactStyle::Status, {}, {}});
  facts.push_back({tr("Signature"), row.verdict, FactStyle::Status, {}, {}});
  facts.push_back({tr("Reason"), good ? QString() : attempt.detail, FactStyle::Wrapped, {}, {}});
  facts.push_back({tr("Payload"),
                   row.payload == QStringLiteral("ok") ? QString() : row.payload,
                   FactStyle::Status,
                   attempt.detail,
                   {}});
  facts.push_back(
      {tr("Secret"), attempt.secretLabel, FactStyle::Plain, tr("The label of the secret that matched"), {}});
  facts.push_back({tr("Received"), instant(row.receivedAt), FactStyle::Plain, {}, {}});
  facts.push_back({tr("Occurred"),
                   row.occurredAt ? instant(*row.occurredAt) : QString(),
                   FactStyle::Plain,
                   tr("The object's own time"),
                   {}});
  facts.push_back({tr("Processed"),
                   row.processedAt ? tr("%1 after arrival")
                                         .arg(models::durationText(qMax<qint64>(0, *row.processedAt - row.receivedAt),
                                                                   words.locale))
                                   : QString(),
                   FactStyle::Plain,
                   row.processedAt ? instant(*row.processedAt) : QString(),
                   {}});
  facts.push_back(
      {tr("Answer"), QString::number(row.httpStatus), FactStyle::Plain, tr("What the sender was told"), {}});
  facts.push_back(
      {tr("Attempts"),
       row.bodyChanged ? tr("%1, not all with the same body").arg(row.attempts) : QString::number(row.attempts),
       FactStyle::Plain,
       {},
       {}});
  facts.push_back({tr("Origin"),
                   tr("%1, route %2").arg(models::statusText(row.origin), row.route),
                   FactStyle::Plain,
                   attempt.remote,
                   {}});
  return facts;
}

void WebhookDetail::showPlaces(QVector<FactItem>& facts) const {
  const auto& row = shown_.row;
  auto* self = const_cast<WebhookDetail*>(this);
  const QString customer = row.customerName.isEmpty() ? row.customerExternalId : row.customerName;
  facts.push_back({tr("Customer"), customer, FactStyle::Link, tr("Show this customer"),
                   [self, id = row.customerExternalId] { self->followCustomer(id); }});
  if (row.subject.startsWith(QStringLiteral("sub_"))) {
    facts.push_back({tr("Subscription"), row.subject, FactStyle::Link, tr("Show this subscription"),
                     [self, id = row.subject] { self->followSubject(id); }});
  } else {
    facts.push_back({tr("Subject"), row.subject, FactStyle::Id, {}, {}});
  }
  facts.push_back({tr("Event id"), row.eventId, FactStyle::Id, {}, {}});
}

void WebhookDetail::followSubject(const QString& subject) {
  store::ListQuery query;
  query.filters = {{"external_id", store::FilterOp::Is, {subject}}};
  Q_EMIT context().navigator.listWanted(PaneId::Subscriptions, query);
}

void WebhookDetail::followCustomer(const QString& externalId) {
  store::ListQuery query;
  query.filters = {{"external_id", store::FilterOp::Is, {externalId}}};
  Q_EMIT context().navigator.listWanted(PaneId::Customers, query);
}

}  // namespace billing::ui
