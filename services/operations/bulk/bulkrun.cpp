#include "operations/bulk/bulkrun.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "operations/bulk/bulkrecord.h"

namespace billing::operations {
namespace {

using store::BulkItemRow;
using store::BulkRepository;
using store::BulkRunRow;

constexpr std::int64_t kHourMs = 3'600'000;

store::BulkItemRow bulkItemOf(const BulkPreviewItem& item) {
  BulkItemRow row;
  row.subject = item.subject.subject;
  row.customerExternalId = item.subject.customer;
  row.accountKey = item.subject.account;
  row.state = QStringLiteral("waiting");
  row.previewJson = toJson(item.preview);
  if (const auto& refusal = item.preview.refusal) {
    row.state = QStringLiteral("skipped");
    row.message = QString::fromStdString(describe(*refusal));
  }
  return row;
}

BulkRunRow bulkRunOf(const BulkStart& start, const RulesContext& rules, const workspace::AdminSettings& admin,
                     Instant now) {
  BulkRunRow run;
  run.name = start.name;
  if (run.name.isEmpty())
    run.name = QStringLiteral("%1: %2").arg(
        QString::fromUtf8(toString(start.order.kind).data()).replace(u'_', u' '),
        start.preview.words.isEmpty() ? QStringLiteral("%1 objects").arg(start.preview.fine) : start.preview.words);
  run.orderJson = toJson(start.order);
  run.previewJson = toJson(start.preview);
  run.askedBy = start.actor.name;
  run.askedRole = QString::fromUtf8(toString(start.actor.role).data());
  run.origin = start.actor.origin;
  run.reason = QString::fromStdString(start.order.reason);
  run.live = rules.live;
  run.state = QStringLiteral("waiting");
  run.leavesAt = now.ms + start.preview.undoMs;
  run.approvalWhy = start.preview.approvalWhy;
  if (!run.approvalWhy.isEmpty()) {
    run.state = QStringLiteral("awaiting_approval");
    run.approvalEndsAt = now.ms + admin.approvalHours * kHourMs;
  }
  return run;
}

// The order has no object of its own: it is looked at with the first of them.
Result<void> checkBulk(const BulkStart& start, Instant now) {
  if (!isBulkKind(start.order.kind))
    return failure(ErrorKind::InvalidInput, "not_in_bulk",
                   std::string(toString(start.order.kind)) + " is not done for many objects at once");
  if (auto may = permitted(start.actor, start.order.kind); !may) return may;
  const auto first =
      std::ranges::find_if(start.preview.items, [](const auto& item) { return !item.preview.refusal.has_value(); });
  if (first == start.preview.items.end())
    return failure(
        ErrorKind::InvalidInput, "nothing_to_do", "None of the objects can be changed so",
        start.preview.refusals.isEmpty() ? std::string() : start.preview.refusals.front().message.toStdString(),
        "Choose others, or another change");
  return checkOrder(orderFor(start.order, first->subject), now);
}

Result<BulkRunRow> knownRun(store::WriteContext& context, qint64 run) {
  const auto found = BulkRepository::find(context.database(), run);
  if (!found) return failure(found.error());
  if (*found) return **found;
  return failure(ErrorKind::NotFound, "no_such_run", "There is no bulk run " + std::to_string(run), {},
                 "`billingctl bulk list` names them");
}

struct Turn {
  BulkSteer steer;
  const char* stage;
  QStringList from;
  QString to;
  bool ends = false;
};

Turn turnOf(BulkSteer steer) {
  const QString waiting = QStringLiteral("waiting"), running = QStringLiteral("running"),
                paused = QStringLiteral("paused"), asking = QStringLiteral("awaiting_approval");
  switch (steer) {
    case BulkSteer::Withdraw:
      return {steer, "withdrawn", {waiting, asking}, QStringLiteral("withdrawn"), true};
    case BulkSteer::Pause:
      return {steer, "paused", {running}, paused};
    case BulkSteer::Resume:
      return {steer, "resumed", {paused}, running};
    case BulkSteer::Stop:
      break;
  }
  return {steer, "stopped", {running, paused}, QStringLiteral("stopped"), true};
}

}  // namespace

std::string_view toString(BulkSteer steer) {
  switch (steer) {
    case BulkSteer::Withdraw:
      return "withdraw";
    case BulkSteer::Pause:
      return "pause";
    case BulkSteer::Resume:
      return "resume";
    case BulkSteer::Stop:
      break;
  }
  return "stop";
}

store::AuditEntry bulk::auditOfRun(const BulkRunRow& run, const char* stage, const Actor& actor) {
  store::AuditEntry entry;
  entry.actor = actor.name;
  entry.role = QString::fromUtf8(toString(actor.role).data());
  entry.origin = actor.origin;
  entry.live = run.live;
  entry.action = QStringLiteral("bulk.") + QLatin1String(stage);
  entry.entity = QStringLiteral("bulk_run");
  entry.externalId = QString::number(run.id);
  entry.reason = run.reason;
  QJsonObject after{{QStringLiteral("name"), run.name}, {QStringLiteral("state"), run.state}};
  if (!run.note.isEmpty()) after.insert(QStringLiteral("note"), run.note);
  if (!run.decisionNote.isEmpty()) after.insert(QStringLiteral("decision"), run.decisionNote);
  const std::pair<const char*, int> counts[] = {
      {"total", run.total},     {"waiting", run.waiting},         {"sent", run.sent},      {"done", run.done},
      {"refused", run.refused}, {"unconfirmed", run.unconfirmed}, {"skipped", run.skipped}};
  for (const auto& [name, count] : counts)
    if (count > 0) after.insert(QLatin1String(name), QString::number(count));
  entry.after = QJsonDocument(after).toJson(QJsonDocument::Compact);
  return entry;
}

Actor bulk::askerOf(const BulkRunRow& run) {
  Actor actor;
  actor.name = run.askedBy;
  actor.role = roleFrom(run.askedRole.toStdString()).value_or(Role::Viewer);
  actor.origin = run.origin;
  return actor;
}

Result<BulkRunRow> startBulk(store::WriteContext& context, const RulesContext& rules, const BulkStart& start,
                             const workspace::AdminSettings& admin, Instant now) {
  if (auto fit = checkBulk(start, now); !fit) return failure(fit.error());
  QVector<BulkItemRow> items;
  items.reserve(start.preview.items.size());
  for (const auto& item : start.preview.items) items.append(bulkItemOf(item));
  BulkRunRow run = bulkRunOf(start, rules, admin, now);
  // What is asked for is told with its sums; the counts come from the items.
  run.total = start.preview.total;
  run.waiting = start.preview.fine;
  run.skipped = start.preview.refused;
  auto entry = bulk::auditOfRun(run, "asked", start.actor);
  run.total = run.waiting = run.skipped = 0;
  return BulkRepository::add(context, std::move(run), items, std::move(entry), now);
}

Result<BulkRunRow> steerBulk(store::WriteContext& context, qint64 id, BulkSteer steer, const QString& note,
                             const Actor& actor, Instant now) {
  auto run = knownRun(context, id);
  if (!run) return run;
  const auto order = orderFromJson(run->orderJson);
  if (!order) return failure(order.error());
  if (auto may = permitted(actor, order->kind); !may) return failure(may.error());
  const Turn turn = turnOf(steer);
  const QString from = run->state;
  if (!turn.from.contains(from))
    return failure(ErrorKind::Conflict, "wrong_state", "The run cannot " + std::string(toString(steer)) + " now",
                   "it is " + from.toStdString(), "Look at it again");
  run->state = turn.to;
  run->note = note.isEmpty() && turn.steer == BulkSteer::Pause ? QStringLiteral("by hand") : note;
  if (turn.ends) run->endedAt = now.ms;
  auto moved = BulkRepository::moveRun(context, from, *run, bulk::auditOfRun(*run, turn.stage, actor), now);
  if (!moved) return failure(moved.error());
  return run;
}

Result<BulkRunRow> decideBulk(store::WriteContext& context, qint64 id, bool approve, const QString& note,
                              const Actor& actor, Instant now) {
  auto run = knownRun(context, id);
  if (!run) return run;
  if (auto may = mayDecide(actor, run->askedBy); !may) return failure(may.error());
  const QString from = QStringLiteral("awaiting_approval");
  if (run->state != from)
    return failure(ErrorKind::Conflict, "not_waiting_for_approval", "It does not wait for anybody's word",
                   "it is " + run->state.toStdString(), "Look at it again");
  if (run->approvalEndsAt.value_or(now.ms + 1) <= now.ms)
    return failure(ErrorKind::Conflict, "lapsed", "Nobody agreed in time", {}, "It has to be asked for again");
  run->state = approve ? QStringLiteral("waiting") : QStringLiteral("rejected");
  run->decidedBy = actor.name;
  run->decidedAt = now.ms;
  run->decisionNote = note;
  // The undo begins anew, for whoever agreed.
  run->leavesAt = now.ms + std::max<qint64>(0, run->leavesAt - run->createdAt);
  if (!approve) run->endedAt = now.ms;
  auto entry = bulk::auditOfRun(*run, approve ? "approved" : "rejected", actor);
  auto moved = BulkRepository::moveRun(context, from, *run, entry, now);
  if (!moved) return failure(moved.error());
  return run;
}

Result<BulkReport> bulkReport(QSqlDatabase& database, qint64 id) {
  const auto run = BulkRepository::find(database, id);
  if (!run) return failure(run.error());
  if (!*run)
    return failure(ErrorKind::NotFound, "no_such_run", "There is no bulk run " + std::to_string(id), {},
                   "`billingctl bulk list` names them");
  constexpr int everything = 1'000'000;
  auto items = BulkRepository::items(database, id, {}, 0, everything);
  if (!items) return failure(items.error());
  auto sums = BulkRepository::sums(database, id);
  if (!sums) return failure(sums.error());
  return BulkReport{**run, std::move(*items), std::move(*sums)};
}

}  // namespace billing::operations
