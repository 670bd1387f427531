#include "support/fakeadmindesk.h"

namespace billing::test {

using operations::OrderKind;
using store::OutboxState;

namespace {

Money dollars(std::int64_t minor) {
  return {minor, *Currency::fromCode("USD")};
}

template <class T>
QFuture<Result<T>> ready(Result<T> value) {
  return QtFuture::makeReadyFuture(std::move(value));
}

}  // namespace

FakeAdminDesk::FakeAdminDesk(const Clock& clock, bool live) : clock_(clock) {
  now.person = {QStringLiteral("ada"), operations::Role::Admin, true, QStringLiteral("console")};
  now.enforcedBy = QStringLiteral("This machine only guides");
  now.live = live;
  now.locked = live;
}

QFuture<Result<void>> FakeAdminDesk::unlock(QString reason) {
  now.locked = false;
  now.unlockedBy = now.person.name;
  now.unlockReason = reason;
  now.unlockedUntil = clock_.now().ms + 15 * 60'000;
  Q_EMIT stateChanged();
  return ready(Result<void>());
}

void FakeAdminDesk::lock() {
  now.locked = now.live;
  now.unlockedUntil.reset();
  Q_EMIT stateChanged();
}

operations::OrderPreview FakeAdminDesk::previewOf(const operations::AdminOrder& order) const {
  operations::OrderPreview preview;
  preview.source = QStringLiteral("Stripe");
  preview.madeAt = clock_.now();
  preview.undoMs = undoMs;
  preview.refusal = refusal;
  if (now.live) preview.toType = QString::fromStdString(order.subject);
  if (order.kind == OrderKind::ChangePlan) {
    preview.today = dollars(order.atPeriodEnd ? 0 : 1'234);
    preview.tax = dollars(order.atPeriodEnd ? 0 : 197);
    preview.lines = {{QStringLiteral("Unused time on Starter"), dollars(-266), std::nullopt},
                     {QStringLiteral("Remaining time on Pro"), dollars(1'500), dollars(197)}};
    if (order.atPeriodEnd) preview.lines.clear();
    preview.nextInvoice = dollars(2'900);
    preview.nextInvoiceAt = Instant{clock_.now().ms + 12 * 86'400'000LL};
    preview.changes = {
        {QStringLiteral("Plan"), QStringLiteral("Starter, monthly"), QString::fromStdString(order.product)}};
  } else if (order.kind == OrderKind::Refund) {
    preview.today = order.amount ? Money{-order.amount->minor, order.amount->currency} : dollars(-2'900);
    preview.givenAway = {-preview.today->minor, preview.today->currency};
    preview.changes = {{QStringLiteral("Refunded"), QStringLiteral("$0.00"), QStringLiteral("all")}};
  }
  if (adjust) adjust(preview);
  return preview;
}

QFuture<Result<operations::OrderPreview>> FakeAdminDesk::preview(operations::AdminOrder order, CancelToken) {
  previewed.push_back(order);
  Result<operations::OrderPreview> answer = previewOf(order);
  if (previewFailure) answer = failure(*previewFailure);
  if (!holdsPreviews) return ready(answer);
  auto promise = std::make_shared<QPromise<Result<operations::OrderPreview>>>();
  promise->start();
  held_ = [promise, answer] {
    promise->addResult(answer);
    promise->finish();
  };
  return promise->future();
}

void FakeAdminDesk::releasePreview() {
  if (held_) std::exchange(held_, nullptr)();
}

QFuture<Result<store::OutboxRow>> FakeAdminDesk::submit(operations::AdminOrder order, operations::OrderPreview preview,
                                                        QString confirmation) {
  if (submitFailure) return ready(Result<store::OutboxRow>(failure(*submitFailure)));
  submitted.push_back(order);
  typed << confirmation;
  store::OutboxRow row;
  row.id = submitted.size();
  row.operation = QStringLiteral("op_%1").arg(row.id);
  const std::string_view kind = toString(order.kind);
  row.kind = QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()));
  row.subject = QString::fromStdString(order.subject);
  row.customerExternalId = QString::fromStdString(order.customer);
  row.accountKey = QString::fromStdString(order.account);
  row.live = now.live;
  row.orderJson = toJson(order);
  row.state = operations::isLocal(order.kind) ? OutboxState::Done
              : preview.approvalWhy.isEmpty() ? OutboxState::Waiting
                                              : OutboxState::AwaitingApproval;
  row.approvalWhy = preview.approvalWhy;
  row.askedBy = now.person.name;
  row.reason = QString::fromStdString(order.reason);
  row.createdAt = row.updatedAt = clock_.now().ms;
  row.leavesAt = clock_.now().ms + undoMs;
  if (preview.today) row.previewedMinor = preview.today->minor;
  row.currency = QStringLiteral("USD");
  calls.prepend(row);
  countCalls();
  return ready(Result<store::OutboxRow>(row));
}

void FakeAdminDesk::countCalls() {
  const auto count = [this](OutboxState state) {
    return static_cast<int>(
        std::count_if(calls.cbegin(), calls.cend(), [state](const auto& call) { return call.state == state; }));
  };
  now.waiting = count(OutboxState::Waiting);
  now.approvals = count(OutboxState::AwaitingApproval);
  now.unconfirmed = count(OutboxState::Unconfirmed);
  Q_EMIT outboxChanged();
  Q_EMIT stateChanged();
}

store::OutboxRow* FakeAdminDesk::find(const QString& operation) {
  for (store::OutboxRow& call : calls)
    if (call.operation == operation) return &call;
  return nullptr;
}

void FakeAdminDesk::move(const QString& operation, OutboxState state, const Error& error) {
  store::OutboxRow* call = find(operation);
  if (call == nullptr) return;
  call->state = state;
  call->updatedAt = clock_.now().ms;
  call->error = QString::fromStdString(error.message);
  call->errorCode = QString::fromStdString(error.code);
  call->errorHint = QString::fromStdString(error.hint);
  call->requestId = QString::fromStdString(error.requestId);
  if (state == OutboxState::Done && !call->actualMinor) call->actualMinor = call->previewedMinor;
  if (state == OutboxState::Unconfirmed) call->nextAskAt = clock_.now().ms + 60'000;
  countCalls();
}

QFuture<Result<store::OutboxRow>> FakeAdminDesk::answerOf(const QString& operation) {
  const store::OutboxRow* call = find(operation);
  if (call == nullptr) return ready(Result<store::OutboxRow>(failure(ErrorKind::NotFound, "no_call", "No such call")));
  return ready(Result<store::OutboxRow>(*call));
}

QFuture<Result<store::OutboxRow>> FakeAdminDesk::withdraw(QString operation) {
  const store::OutboxRow* call = find(operation);
  if (call != nullptr && call->state != OutboxState::Waiting && call->state != OutboxState::AwaitingApproval)
    return ready(Result<store::OutboxRow>(failure(ErrorKind::Conflict, "left_already", "It has left already")));
  move(operation, OutboxState::Withdrawn);
  return answerOf(operation);
}

QFuture<Result<store::OutboxRow>> FakeAdminDesk::decide(QString operation, bool approve, QString note) {
  if (store::OutboxRow* call = find(operation)) call->decisionNote = note;
  move(operation, approve ? OutboxState::Waiting : OutboxState::Rejected);
  return answerOf(operation);
}

QFuture<Result<store::OutboxRow>> FakeAdminDesk::settle(QString operation, CancelToken) {
  ++settled;
  move(operation, OutboxState::Done);
  return answerOf(operation);
}

QFuture<Result<store::OutboxRow>> FakeAdminDesk::close(QString operation, bool asDone, QString reason) {
  closed += operation + (asDone ? QStringLiteral(" done: ") : QStringLiteral(" not done: ")) + reason;
  move(operation, asDone ? OutboxState::Done : OutboxState::NotDone);
  return answerOf(operation);
}

QFuture<Result<QVector<store::OutboxRow>>> FakeAdminDesk::outbox(operations::OutboxQuestion question, CancelToken) {
  QVector<store::OutboxRow> found;
  for (const store::OutboxRow& call : std::as_const(calls)) {
    const bool fits = (question.subject.isEmpty() || call.subject == question.subject) &&
                      (question.customer.isEmpty() || call.customerExternalId == question.customer) &&
                      (question.account.isEmpty() || call.accountKey == question.account);
    if (fits && (!question.openOnly || store::isOpen(call.state))) found.push_back(call);
  }
  return ready(Result<QVector<store::OutboxRow>>(found.mid(0, question.limit)));
}

QFuture<Result<QVector<providers::RefundableLine>>> FakeAdminDesk::refundableLines(QString, CancelToken) {
  return ready(Result<QVector<providers::RefundableLine>>(lines));
}

QFuture<Result<QVector<store::AuditRow>>> FakeAdminDesk::audit(operations::AuditQuestion, CancelToken) {
  return ready(Result<QVector<store::AuditRow>>(entries));
}

QFuture<Result<store::AuditVerdict>> FakeAdminDesk::verifyAudit(CancelToken) {
  return ready(Result<store::AuditVerdict>(verdict));
}

QFuture<Result<QVector<store::PersonRow>>> FakeAdminDesk::people(CancelToken) {
  return ready(Result<QVector<store::PersonRow>>(persons));
}

QFuture<Result<void>> FakeAdminDesk::setPerson(store::PersonRow person, QString) {
  persons.push_back(person);
  return ready(Result<void>());
}

void FakeAdminDesk::setState(const operations::AdminState& state) {
  now = state;
  Q_EMIT stateChanged();
}

}  // namespace billing::test
