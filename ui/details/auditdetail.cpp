#include "ui/details/auditdetail.h"

#include "models/timetext.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/auditlist.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

AuditDetail::AuditDetail(const PaneContext& context, const AuditList& list, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("auditDetail"), QStringLiteral("audit"), tr("No entry selected"),
                  tr("Choose one on the left to see who did it, why, and what changed.")},
                 parent),
      list_(list),
      note_(new NoteStrip),
      facts_(new FactsCard),
      fields_(models::changedFieldTable(), context.words) {
  QVBoxLayout* top = addSummary();
  top->addWidget(note_);
  top->addWidget(facts_);
  auto* table = shortTable(QStringLiteral("table_changedFields"), tr("What changed"), &fields_,
                           {QStringLiteral("field"), QStringLiteral("before"), QStringLiteral("after")});
  setColumnWidths(*table, {{"field", 14}, {"before", 18}}, "after");
  addTabs(tr("What changed"))
      ->addTab(shortList(table, QStringLiteral("minus"), tr("No field changed"),
                         tr("The entry tells that it was asked for or done, not of fields.")),
               tr("Before and after"));
}

void AuditDetail::load(qint64 row, const CancelToken&) {
  const store::AuditRow* found = list_.entry(row);
  if (found == nullptr) return finishEmpty();
  show(*found);
  finishLoading();
}

void AuditDetail::setFindings(std::vector<store::AuditFinding> findings) {
  findings_ = std::move(findings);
  showFindings();
}

void AuditDetail::showFindings() {
  QStringList told;
  for (const auto& finding : findings_)
    if (finding.entry == shown_.id && shown_.id != 0) told << finding.what;
  note_->say(Tone::Danger, QStringLiteral("error"), told.join(u'\n'));
}

void AuditDetail::show(const store::AuditRow& row) {
  shown_ = row;
  header().show(models::auditActionName(row.action), models::auditStage(row.action), {}, tr("entry %1").arg(row.id));
  const auto& words = context().words;
  auto* nav = &context().navigator;
  QVector<FactItem> facts;
  facts.push_back({tr("Who"), row.actor, FactStyle::Strong, {}, {}});
  facts.push_back({tr("Role"), tr("%1, by %2").arg(row.role, row.origin), FactStyle::Plain, {}, {}});
  facts.push_back({tr("When"),
                   models::exactTime(row.at, words.zone),
                   FactStyle::Plain,
                   models::relativeTime(row.at, context().nowMs(), words.zone, words.locale),
                   {}});
  facts.push_back(
      {tr("Mode"), row.live ? tr("LIVE") : tr("test"), row.live ? FactStyle::Strong : FactStyle::Plain, {}, {}});
  facts.push_back({tr("Why"), row.reason, FactStyle::Wrapped, {}, {}});
  const bool linked = row.entity == u"subscription" || row.entity == u"event" || row.entity == u"account";
  facts.push_back({models::auditEntityName(row.entity).isEmpty() ? tr("Object") : models::auditEntityName(row.entity),
                   row.externalId, linked ? FactStyle::Link : FactStyle::Copyable, tr("Show it"),
                   [this] { followObject(); }});
  store::ListQuery customer;
  customer.filters = {{"external_id", store::FilterOp::Is, {row.customerExternalId}}};
  facts.push_back({tr("Customer"), row.customerExternalId, FactStyle::Link, tr("Show this customer"),
                   [nav, customer] { Q_EMIT nav->listWanted(PaneId::Customers, customer); }});
  if (row.entity != u"account")
    facts.push_back({tr("Account"), row.accountKey, FactStyle::Link, tr("Show the customer of this account"),
                     [nav, key = row.accountKey] { Q_EMIT nav->accountWanted(key); }});
  facts.push_back({tr("Operation"), row.operation, FactStyle::Copyable, {}, {}});
  facts.push_back({tr("Request"), row.requestId, FactStyle::Copyable, tr("The provider's id of the request"), {}});
  facts.push_back({tr("Hash"), row.hash, FactStyle::Copyable, tr("Covers every field and the entry before"), {}});
  facts_->setFacts(facts);
  fields_.setRows(models::changedFields(row));
  showFindings();
}

void AuditDetail::followObject() {
  auto& nav = context().navigator;
  if (shown_.entity == u"account") {
    Q_EMIT nav.accountWanted(shown_.externalId);
    return;
  }
  const bool event = shown_.entity == u"event";
  store::ListQuery query;
  query.filters = {{event ? "event_id" : "external_id", store::FilterOp::Is, {shown_.externalId}}};
  Q_EMIT nav.listWanted(event ? PaneId::Webhooks : PaneId::Subscriptions, query);
}

}  // namespace billing::ui
