#include <QHash>
#include <algorithm>

#include "domain/mrr.h"
#include "operations/admin/previewer.h"
#include "operations/bulk/bulkselection.h"
#include "operations/bulk/previewbulk.h"
#include "operations/rehearsal/rehearsal.h"
#include "operations/rehearsal/rehearsalcopy.h"
#include "store/read/listreader.h"
#include "store/read/rowreaders.h"

namespace billing::operations {
namespace {

using RowsBySubject = QHash<QString, store::SubscriptionRow>;

// What is held of the subscriptions themselves, for their monthly figures.
Result<RowsBySubject> heldRows(store::Database& database, const QVector<BulkSubject>& subjects) {
  return database
      .read<RowsBySubject>([&](QSqlDatabase& connection) -> Result<RowsBySubject> {
        const auto ids = store::listIds(connection, database.dialect(), store::subscriptionList(), {});
        if (!ids) return failure(ids.error());
        const auto rows = store::readSubscriptions(connection, *ids);
        if (!rows) return failure(rows.error());
        RowsBySubject held;
        for (const auto& subject : subjects) held.insert(subject.subject, {});
        for (const auto& row : *rows)
          if (held.contains(row.externalId)) held.insert(row.externalId, row);
        return held;
      })
      .result();
}

// The new plan's figure counts from the change on; what ends counts no more.
std::int64_t monthlyAfter(const RulesContext& rules, const AdminOrder& order, const store::SubscriptionRow& row) {
  switch (order.kind) {
    case OrderKind::CancelNow:
    case OrderKind::CancelAtPeriodEnd:
    case OrderKind::CancelOn:
    case OrderKind::Pause:
      return 0;
    case OrderKind::ChangePlan:
      break;
    default:
      return row.mrrMinor;
  }
  const auto sold = rules.rules.soldAs(order.product, rules.live);
  if (sold.price == nullptr || row.mrrMinor == 0) return row.mrrMinor;
  return monthlyMinor(sold.price->amount.minor * order.quantity, sold.price->interval).value_or(row.mrrMinor);
}

void tellRefusal(RehearsalLine& line, const Error& refusal) {
  line.hit = false;
  line.reason = QString::fromStdString(refusal.message);
}

// "Plan: Pro, monthly; Price: 12.00 USD".
QString changesText(const OrderPreview& preview, bool after) {
  QStringList parts;
  for (const auto& change : preview.changes)
    parts.append(change.field + QStringLiteral(": ") + (after ? change.after : change.before));
  return parts.join(QStringLiteral("; "));
}

RehearsalLine bulkLine(const RulesContext& rules, const AdminOrder& order, const BulkPreviewItem& item,
                       const store::SubscriptionRow& row) {
  RehearsalLine line;
  line.account = item.subject.account.isEmpty() ? item.subject.customer : item.subject.account;
  line.name = item.subject.name;
  line.subject = item.subject.subject;
  line.before = changesText(item.preview, false);
  line.after = changesText(item.preview, true);
  line.estimate = item.preview.estimate;
  if (const auto currency = Currency::fromCode(row.currency.toStdString())) line.currency = *currency;
  if (const auto& today = item.preview.today) {
    line.todayMinor = today->minor;
    line.currency = today->currency;
  }
  line.monthlyBeforeMinor = line.monthlyAfterMinor = row.mrrMinor;
  if (item.preview.refusal)
    tellRefusal(line, *item.preview.refusal);
  else
    line.monthlyAfterMinor = monthlyAfter(rules, order, row);
  return line;
}

Result<BulkPreview> previewOnCopy(const RehearsalStage& stage, store::Database& copy, const AdminOrder& order,
                                  const QVector<BulkSubject>& subjects, const BulkProgress& progress,
                                  const CancelToken& cancel) {
  // Without a provider: nobody can be called, and what it costs is our own estimate.
  const Previewer previewer({copy, stage.rules, stage.clock, {}, stage.admin});
  const BulkPreviewing parts{stage.rules, stage.admin, [&](const AdminOrder& one, const CancelToken& token) {
                               return previewer.preview(one, token);
                             }};
  return previewBulk(parts, order, subjects, {}, progress, cancel);
}

}  // namespace

Result<Rehearsal> rehearseBulk(const RehearsalStage& stage, const AdminOrder& order, const BulkSelection& selection,
                               const BulkProgress& progress, const CancelToken& cancel) {
  const auto copy = RehearsalCopy::of(stage.original, stage.clock, cancel);
  if (!copy) return failure(copy.error());
  store::Database& database = (*copy)->database();
  const auto subjects = database
                            .read<QVector<BulkSubject>>([&](QSqlDatabase& connection) {
                              return subjectsOf(connection, database.dialect(), order.kind, selection);
                            })
                            .result();
  if (!subjects) return failure(subjects.error());
  const auto rows = heldRows(database, *subjects);
  if (!rows) return failure(rows.error());
  const auto preview = previewOnCopy(stage, database, order, *subjects, progress, cancel);
  if (!preview) return failure(preview.error());
  Rehearsal rehearsal;
  rehearsal.at = stage.clock.now();
  rehearsal.copiedBytes = (*copy)->bytes();
  rehearsal.title =
      QStringLiteral("%1: %2").arg(QString::fromUtf8(toString(order.kind).data()).replace(u'_', u' '), selection.words);
  rehearsal.monthly = QStringLiteral("MRR");
  for (const auto& item : preview->items)
    rehearsal.lines.append(bulkLine(stage.rules, order, item, rows->value(item.subject.subject)));
  rehearsal.refusals = preview->refusals;
  sumUp(rehearsal);
  return rehearsal;
}

AdminOrder migrationOrder(const PriceMigration& migration) {
  AdminOrder order;
  order.kind = OrderKind::ChangePlan;
  order.product = migration.to;
  order.charge = migration.charge;
  order.atPeriodEnd = migration.atPeriodEnd;
  order.reason = "price migration";
  return order;
}

BulkSelection migrationSelection(const PriceMigration& migration) {
  BulkSelection selection;
  const QString from = QString::fromStdString(migration.from);
  selection.view.filters = {{"product_id", store::FilterOp::Is, {from}},
                            {"status",
                             store::FilterOp::AnyOf,
                             {QStringLiteral("active"), QStringLiteral("trialing"), QStringLiteral("past_due")}}};
  selection.words = QStringLiteral("running subscriptions of %1 to %2").arg(from, QString::fromStdString(migration.to));
  return selection;
}

Result<Rehearsal> rehearseMigration(const RehearsalStage& stage, const PriceMigration& migration,
                                    const BulkProgress& progress, const CancelToken& cancel) {
  if (migration.from == migration.to || migration.to.empty())
    return failure(ErrorKind::InvalidInput, "same_price", "A migration leads from one price to another", {},
                   "Name both, by their product ids");
  return rehearseBulk(stage, migrationOrder(migration), migrationSelection(migration), progress, cancel);
}

}  // namespace billing::operations
