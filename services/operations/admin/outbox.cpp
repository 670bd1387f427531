#include "operations/admin/outbox.h"

#include <QRandomGenerator>

#include "operations/admin/opencall.h"
#include "store/repositories/outboxrepository.h"

namespace billing::operations {
namespace {

using store::OutboxRepository;
using store::OutboxRow;
using store::OutboxState;

QString newOperation() {
  QString id = QStringLiteral("op_");
  for (int i = 0; i < 24; ++i) id += QChar(u'a' + QRandomGenerator::system()->bounded(26));
  return id;
}

// What the preview said would be charged (+) or given back (-) at once.
std::optional<Money> previewedOf(const Submission& submission) {
  if (submission.preview.today) return submission.preview.today;
  const AdminOrder& order = submission.order;
  if (order.kind != OrderKind::Refund || !order.amount) return std::nullopt;
  return Money{-order.amount->minor, order.amount->currency};
}

QString orderSubject(const AdminOrder& order) {
  return QString::fromStdString(order.subject.empty() ? order.email : order.subject);
}

OutboxRow rowOf(const RulesContext& rules, const Submission& submission, Instant now) {
  const AdminOrder& order = submission.order;
  OutboxRow row;
  row.operation = newOperation();
  row.kind = QString::fromUtf8(toString(order.kind));
  row.subject = orderSubject(order);
  row.customerExternalId = QString::fromStdString(order.customer);
  row.accountKey = QString::fromStdString(isLocal(order.kind) && order.account.empty() ? order.subject : order.account);
  row.provider = QString::fromUtf8(toString(rules.provider));
  row.live = rules.live;
  row.orderJson = toJson(order);
  row.previewJson = toJson(submission.preview);
  row.askedBy = submission.actor.name;
  row.askedRole = QString::fromUtf8(toString(submission.actor.role));
  row.origin = submission.actor.origin;
  row.reason = QString::fromStdString(order.reason);
  row.createdAt = now.ms;
  row.leavesAt = now.ms + submission.preview.undoMs;
  row.approvalWhy = submission.preview.approvalWhy;
  if (!row.approvalWhy.isEmpty()) {
    row.state = OutboxState::AwaitingApproval;
    row.approvalEndsAt = now.ms + submission.approvalMs;
  }
  if (const auto previewed = previewedOf(submission)) {
    row.previewedMinor = previewed->minor;
    row.currency = QString::fromStdString(std::string(previewed->currency.code()));
  }
  row.compensates = QString::fromStdString(order.compensates);
  row.bulkItem = submission.bulkItem;
  return row;
}

// What the person was shown.
void addPreviewed(store::AuditEntry& entry, const Submission& submission, const RulesContext& rules) {
  QJsonObject before, after;
  for (const auto& change : submission.preview.changes) {
    before.insert(change.field, change.before);
    after.insert(change.field, change.after);
  }
  after.insert(QStringLiteral("order"),
               QString::fromStdString(describeOrder(submission.order, rules.rules, rules.live)));
  if (const auto previewed = previewedOf(submission)) {
    after.insert(QStringLiteral("previewed"),
                 QString::fromStdString(toDecimal(*previewed) + ' ' + std::string(previewed->currency.code())));
  }
  entry.before = outbox::jsonText(before);
  entry.after = outbox::jsonText(after);
}

Result<OutboxRow> knownCall(store::WriteContext& context, const QString& operation) {
  const auto found = OutboxRepository::find(context.database(), operation);
  if (!found) return failure(found.error());
  if (*found) return **found;
  return failure(ErrorKind::NotFound, "unknown_call", "There is no change " + operation.toStdString(), {},
                 "`billingctl outbox list` names them");
}

std::string stateWords(const OutboxRow& row) {
  return "it is " + std::string(toString(row.state));
}

}  // namespace

Result<OutboxRow> submitOrder(store::WriteContext& context, const RulesContext& rules, const Submission& submission,
                              Instant now) {
  if (auto good = checkOrder(submission.order, now); !good) return failure(good.error());
  if (auto may = permitted(submission.actor, submission.order.kind); !may) return failure(may.error());
  if (submission.preview.refusal) return failure(*submission.preview.refusal);
  OutboxRow row = rowOf(rules, submission, now);
  store::AuditEntry entry = outbox::auditOf(row, "asked");
  addPreviewed(entry, submission, rules);
  return OutboxRepository::add(context, std::move(row), entry, now);
}

Result<OutboxRow> withdrawOrder(store::WriteContext& context, const QString& operation, const Actor& actor,
                                Instant now) {
  auto row = knownCall(context, operation);
  if (!row) return row;
  if (auto may = permitted(actor, orderKindFrom(row->kind.toStdString()).value_or(OrderKind::ChangePlan)); !may)
    return failure(may.error());
  const OutboxState from = row->state;
  if (from != OutboxState::Waiting && from != OutboxState::AwaitingApproval) {
    return failure(ErrorKind::Conflict, "left_already", "It can no longer be undone", stateWords(*row),
                   "Ask for what makes it good instead, if it was done");
  }
  row->state = OutboxState::Withdrawn;
  row->decidedBy = actor.name;
  row->decidedAt = now.ms;
  auto moved = OutboxRepository::move(context, from, *row, outbox::auditOf(*row, "withdrawn", actor), now);
  if (!moved) return failure(moved.error());
  return row;
}

Result<OutboxRow> decideOrder(store::WriteContext& context, const QString& operation, bool approve, const QString& note,
                              const Actor& actor, Instant now) {
  auto row = knownCall(context, operation);
  if (!row) return row;
  if (auto may = mayDecide(actor, row->askedBy); !may) return failure(may.error());
  if (row->state == OutboxState::Lapsed ||
      (row->state == OutboxState::AwaitingApproval && row->approvalEndsAt.value_or(now.ms + 1) <= now.ms)) {
    return failure(ErrorKind::Conflict, "lapsed", "Nobody agreed in time", {}, "It has to be asked for again");
  }
  if (row->state != OutboxState::AwaitingApproval)
    return failure(ErrorKind::Conflict, "not_waiting_for_approval", "It does not wait for anybody's word",
                   stateWords(*row), "Look at it again");
  row->state = approve ? OutboxState::Waiting : OutboxState::Rejected;
  row->decidedBy = actor.name;
  row->decidedAt = now.ms;
  row->decisionNote = note;
  // The undo begins anew: whoever asked may not be looking any more, but whoever agreed is.
  row->leavesAt = now.ms + std::max<qint64>(0, row->leavesAt - row->createdAt);
  store::AuditEntry entry = outbox::auditOf(*row, approve ? "approved" : "rejected", actor);
  if (!note.isEmpty()) entry.after = outbox::jsonText({{QStringLiteral("note"), note}});
  auto moved = OutboxRepository::move(context, OutboxState::AwaitingApproval, *row, entry, now);
  if (!moved) return failure(moved.error());
  return row;
}

std::string_view toString(OutboxStage stage) {
  switch (stage) {
    case OutboxStage::Claimed:
      return "claimed";
    case OutboxStage::Sending:
      return "sending";
    case OutboxStage::Answered:
      return "answered";
    case OutboxStage::Written:
      return "written";
    case OutboxStage::Asking:
      return "asking";
    case OutboxStage::Settled:
      break;
  }
  return "settled";
}

}  // namespace billing::operations
