#include "ui/details/plandetail.h"

#include "models/facts.h"
#include "models/timetext.h"
#include "ui/details/detailheader.h"
#include "ui/details/historytab.h"
#include "ui/presenters/moneytext.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

namespace {

// Changes of the catalogue name the plan by its key in the workspace's file; where it has none, by the product.
QString planKeyOf(const store::PlanRow& row, const PaneContext& context) {
  if (context.services.desk == nullptr) return row.productId;
  const operations::RulesContext rules = context.services.desk->rules();
  for (const Plan& plan : rules.rules.plans)
    for (const PlanPrice& price : plan.prices)
      for (const std::string& id : {price.testProductId, price.liveProductId})
        if (!id.empty() && (id == row.productId.toStdString() || id == row.priceId.toStdString()))
          return QString::fromStdString(plan.key);
  return row.productId;
}

}  // namespace

PlanDetail::PlanDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("planDetail"), QStringLiteral("plans"), tr("No price selected"),
                  tr("Choose one below the matrix to see who has it and who changed it.")},
                 parent),
      facts_(new FactsCard) {
  addSummary()->addWidget(facts_);
  if (context.services.admin != nullptr)
    history_ = HistoryTab::addTo(addTabs(tr("Parts of the plan")), context);
  else
    rows().addStretch(1);
}

void PlanDetail::load(qint64 row, const CancelToken& cancel) {
  ask(context().services.queries.plans().rows({static_cast<quint32>(row)}, cancel),
      [this](const QVector<store::PlanRow>& rows) {
        if (rows.isEmpty()) return finishEmpty();
        show(rows.first());
        finishLoading();
      });
}

void PlanDetail::show(const store::PlanRow& row) {
  const auto& words = context().words;
  header().show(row.name.isEmpty() ? row.productId : row.name, {}, row.productId, {});
  const auto money = [&](qint64 minor) { return moneyText(minor, row.currency, words.locale); };
  const QString seen =
      row.lastSeenAt ? models::relativeTime(*row.lastSeenAt, context().nowMs(), words.zone, words.locale) : QString();
  facts_->setFacts({{tr("Price"),
                     tr("%1 %2").arg(money(row.amountMinor), models::intervalText(row.intervalUnit, row.intervalCount)),
                     FactStyle::Strong,
                     {},
                     {}},
                    {tr("Sold now"), row.active ? tr("yes") : tr("no"), FactStyle::Plain, {}, {}},
                    {tr("Subscribers"), words.locale.toString(row.activeSubscribers), FactStyle::Plain, {}, {}},
                    {tr("MRR"), row.mrrMinor > 0 ? money(row.mrrMinor) : QString(), FactStyle::Plain, {}, {}},
                    {tr("Price id"), row.priceId, FactStyle::Copyable, {}, {}},
                    {tr("Last seen"), seen, FactStyle::Plain, {}, {}}});
  if (history_ != nullptr) history_->ask(historyOf("plan", planKeyOf(row, context())));
}

}  // namespace billing::ui
