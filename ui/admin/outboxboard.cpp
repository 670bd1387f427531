#include "ui/admin/outboxboard.h"

#include "support/whendone.h"

namespace billing::ui {

namespace {

constexpr int kNewestCalls = 60;

}  // namespace

OutboxBoard::OutboxBoard(const PaneContext& context, QObject* parent) : QObject(parent), context_(context) {
  connect(context.services.admin, &operations::AdminDesk::outboxChanged, this, &OutboxBoard::reload);
  reload();
}

void OutboxBoard::reload() {
  cancel_.cancel();
  cancel_ = CancelToken();
  operations::OutboxQuestion question;
  question.limit = kNewestCalls;
  whenDone(context_.services.admin->outbox(question, cancel_), this,
           [this, asked = cancel_](const Result<QVector<store::OutboxRow>>& found) {
             if (asked.cancelled()) return;
             if (found)
               take(*found);
             else if (found.error().kind != ErrorKind::Cancelled)
               Q_EMIT failed(found.error());
           });
}

void OutboxBoard::take(const QVector<store::OutboxRow>& found) {
  QVector<store::OutboxRow> now;
  for (const store::OutboxRow& call : found) {
    const bool open = store::isOpen(call.state);
    if (!open && !watched_.contains(call.operation)) continue;
    const bool wasOpen = std::any_of(shown_.cbegin(), shown_.cend(), [&](const auto& known) {
      return known.operation == call.operation && store::isOpen(known.state);
    });
    watched_.insert(call.operation);
    now.push_back(call);
    if (!open && wasOpen) Q_EMIT ended(call);
  }
  shown_ = now;
  Q_EMIT changed();
}

const store::OutboxRow* OutboxBoard::openOn(const QString& id) const {
  for (const store::OutboxRow& call : shown_)
    if (!id.isEmpty() && (call.subject == id || call.customerExternalId == id) && store::isOpen(call.state))
      return &call;
  return nullptr;
}

void OutboxBoard::know(const store::OutboxRow& call, const QString& title) {
  if (!title.isEmpty()) titles_.insert(call.subject, title);
  // Told even where it ended before it was first asked for, as local ones do.
  watched_.insert(call.operation);
  reload();
}

void OutboxBoard::undo(const QString& operation) {
  await(context_.services.admin->withdraw(operation));
}

void OutboxBoard::askNow(const QString& operation) {
  await(context_.services.admin->settle(operation, CancelToken()));
}

void OutboxBoard::closeByHand(const QString& operation, bool asDone, const QString& reason) {
  await(context_.services.admin->close(operation, asDone, reason));
}

void OutboxBoard::await(const QFuture<Result<store::OutboxRow>>& answer) {
  whenDone(answer, this, [this](const Result<store::OutboxRow>& call) {
    if (!call) Q_EMIT failed(call.error());
    reload();
  });
}

void OutboxBoard::putAside(const QString& operation) {
  watched_.remove(operation);
  shown_.erase(
      std::remove_if(shown_.begin(), shown_.end(),
                     [&](const auto& call) { return call.operation == operation && !store::isOpen(call.state); }),
      shown_.end());
  Q_EMIT changed();
}

}  // namespace billing::ui
