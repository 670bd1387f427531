#include "app/console/liveadmindesk.h"

#include <QPromise>
#include <algorithm>

#include "app/console/after.h"
#include "operations/admin/auditqueries.h"
#include "operations/admin/databaserights.h"
#include "operations/admin/outbox.h"
#include "operations/admin/people.h"
#include "operations/admin/previewing.h"
#include "operations/admin/takehand.h"
#include "store/audit/auditlog.h"
#include "store/repositories/outboxrepository.h"
#include "store/repositories/peoplerepository.h"
#include "support/whendone.h"

namespace billing::console {
namespace {

using operations::Actor;
using operations::AdminOrder;
using operations::OrderPreview;
using store::OutboxRow;

struct Standing {
  Actor actor;
  store::OutboxRepository::Counts counts;
  QString enforcedBy;
};

template <class T>
QFuture<Result<T>> refusedDesk(const Error& error) {
  return QtFuture::makeReadyFuture(Result<T>(failure(error)));
}

Error notPreviewed() {
  return {ErrorKind::Forbidden,
          "not_confirmed",
          "The change was not confirmed",
          "In live mode something has to be typed, and the preview did not say what",
          "Look at the preview again; nothing was sent",
          false,
          {}};
}

Error notConfirmed(const QString& wanted) {
  return {ErrorKind::Forbidden,
          "not_confirmed",
          "The change was not confirmed",
          "What was typed is not “" + wanted.toStdString() + "”",
          "Type it exactly as it is shown; nothing was sent",
          false,
          {}};
}

}  // namespace

LiveAdminDesk::LiveAdminDesk(Parts parts)
    : parts_(std::move(parts)),
      rules_{parts_.profile.rules, parts_.profile.provider, parts_.profile.live()},
      guard_(parts_.profile.live(), parts_.machine),
      enforcedBy_(operations::enforcedBy(parts_.database.dialect())),
      previewer_({parts_.database, rules_, parts_.clock, parts_.provider, parts_.profile.admin}) {
  guard_.setActor(parts_.person.value_or(Actor{parts_.login, operations::Role::Viewer, false}));
  pool_.setMaxThreadCount(4);
  idle_.setSingleShot(true);
  connect(&idle_, &QTimer::timeout, this, [this] {
    if (open()) return watchIdle();
    lockedItself_ = true;
    lockAgain(QStringLiteral("15 minutes without a hand on it"));
  });
  changes_ = parts_.database.changes().subscribe(
      [this] { QMetaObject::invokeMethod(this, [this] { takeChanges(); }, Qt::QueuedConnection); });
  operations::OutboxWorker::Parts work{parts_.database, rules_, parts_.clock, parts_.provider, {}};
  work.measureSkew = true;
  runner_ = std::make_unique<operations::OutboxRunner>(
      std::move(work), [](const Error& error) { qWarning("The outbox waits: %s", describe(error).c_str()); });
  readStanding();
}

LiveAdminDesk::~LiveAdminDesk() {
  closing_.cancel();
  changes_.reset();
  runner_.reset();
  pool_.waitForDone();
}

operations::AdminState LiveAdminDesk::state() const {
  const auto lock = guard_.lockNow();
  operations::AdminState state;
  state.person = guard_.actor();
  state.enforcedBy = enforcedBy_;
  state.live = lock.live;
  state.locked = lock.locked;
  state.lockedItself = lock.locked && lockedItself_;
  state.unlockedBy = lock.by;
  state.unlockReason = lock.reason;
  if (lock.until) state.unlockedUntil = lock.until->ms;
  state.waiting = waiting_;
  state.approvals = approvals_;
  state.unconfirmed = unconfirmed_;
  return state;
}

// ---- who sits here, and what is on its way ----

void LiveAdminDesk::takeChanges() {
  if (!changes_) return;
  bool standing = false, calls = false;
  for (const store::Change& change : changes_->take()) {
    calls = calls || change.entity == store::Entity::OutboxCall;
    standing = standing || change.entity == store::Entity::Person;
  }
  if (!calls && !standing) return;
  if (calls) {
    runner_->wake();
    Q_EMIT outboxChanged();
  }
  readStanding();
}

void LiveAdminDesk::readStanding() {
  const auto reading = parts_.database.read<Standing>(
      [login = parts_.login, live = parts_.profile.live()](QSqlDatabase& connection) -> Result<Standing> {
        const auto actor = operations::whoIs(connection, login, QStringLiteral("console"));
        if (!actor) return failure(actor.error());
        const auto counts = store::OutboxRepository::counts(connection);
        if (!counts) return failure(counts.error());
        const auto rights = operations::databaseRights(connection, *actor, live);
        if (!rights) return failure(rights.error());
        return Standing{*actor, *counts, rights->sentence};
      },
      closing_);
  whenDone(reading, this, [this](const Result<Standing>& standing) {
    if (!standing) {
      if (standing.error().kind != ErrorKind::Cancelled) qWarning("%s", describe(standing.error()).c_str());
      return;
    }
    guard_.setActor(standing->actor);
    waiting_ = standing->counts.waiting;
    approvals_ = standing->counts.approvals;
    unconfirmed_ = standing->counts.unconfirmed;
    enforcedBy_ = standing->enforcedBy;
    Q_EMIT stateChanged();
  });
}

// ---- the lock ----

QFuture<Result<void>> LiveAdminDesk::unlock(QString reason) {
  if (auto may = guard_.mayUnlock(reason); !may) return refusedDesk<void>(may.error());
  // The record comes first: what is not written down is not opened.
  return after(writeNote(QStringLiteral("live.unlocked"), reason), this, [this, reason](const Result<void>& noted) {
    if (!noted) return refusedDesk<void>(noted.error());
    auto opened = guard_.unlock(reason);
    watchIdle();
    Q_EMIT stateChanged();
    return QtFuture::makeReadyFuture(std::move(opened));
  });
}

void LiveAdminDesk::lock() {
  lockedItself_ = false;
  lockAgain(QStringLiteral("locked by hand"));
}

void LiveAdminDesk::lockAgain(const QString& why) {
  if (!guard_.lockNow().live) return;
  guard_.lock();
  idle_.stop();
  whenDone(writeNote(QStringLiteral("live.locked"), why), this, [](const Result<void>& noted) {
    if (!noted) qWarning("%s", describe(noted.error()).c_str());
  });
  Q_EMIT stateChanged();
}

void LiveAdminDesk::touched() {
  guard_.touched();
}

// Hands that moved have put the end off; the timer looks when it would have been.
void LiveAdminDesk::watchIdle() {
  const auto until = guard_.lockNow().until;
  if (!until) return;
  idle_.start(static_cast<int>(std::max<std::int64_t>(1, until->ms - parts_.machine.now().ms)));
}

QFuture<Result<void>> LiveAdminDesk::writeNote(const QString& action, const QString& reason) {
  auto promise = std::make_shared<QPromise<Result<void>>>();
  promise->start();
  auto future = promise->future();
  const auto entry = operations::lockEntry(guard_.actor(), action, reason.trimmed(), parts_.profile.live());
  parts_.database.write(
      [entry, now = parts_.clock.now()](store::WriteContext& context) -> Result<void> {
        if (auto noted = store::appendAudit(context, entry, now); !noted) return failure(noted.error());
        return {};
      },
      [promise](Result<void> outcome) {
        promise->addResult(std::move(outcome));
        promise->finish();
      });
  return future;
}

// ---- orders ----

QFuture<Result<OrderPreview>> LiveAdminDesk::preview(AdminOrder order, CancelToken cancel) {
  auto promise = std::make_shared<QPromise<Result<OrderPreview>>>();
  promise->start();
  auto future = promise->future();
  pool_.start([this, promise, order = std::move(order), cancel = std::move(cancel)] {
    promise->addResult(previewer_.preview(order, cancel));
    promise->finish();
  });
  return future;
}

QFuture<Result<QVector<providers::RefundableLine>>> LiveAdminDesk::refundableLines(QString payment,
                                                                                   CancelToken cancel) {
  using Lines = Result<QVector<providers::RefundableLine>>;
  auto promise = std::make_shared<QPromise<Lines>>();
  promise->start();
  auto future = promise->future();
  pool_.start([this, promise, payment = payment.toStdString(), cancel = std::move(cancel)] {
    const auto provider = parts_.provider ? parts_.provider() : nullptr;
    const auto lines = provider ? provider->refundableLines(payment, cancel)
                                : Result<std::vector<providers::RefundableLine>>(failure(operations::notConnected()));
    promise->addResult(lines ? Lines(QVector<providers::RefundableLine>(lines->begin(), lines->end()))
                             : Lines(failure(lines.error())));
    promise->finish();
  });
  return future;
}

QFuture<LiveAdminDesk::Call> LiveAdminDesk::writeCall(CallWork work) {
  auto promise = std::make_shared<QPromise<Call>>();
  promise->start();
  auto future = promise->future();
  auto call = std::make_shared<OutboxRow>();
  parts_.database.write(
      [work = std::move(work), call, login = parts_.login](store::WriteContext& context) -> Result<void> {
        const auto actor = operations::whoIs(context.database(), login, QStringLiteral("console"));
        if (!actor) return failure(actor.error());
        auto written = work(context, *actor);
        if (!written) return failure(written.error());
        *call = std::move(*written);
        return {};
      },
      [promise, call](Result<void> outcome) {
        promise->addResult(outcome ? Call(*call) : Call(failure(outcome.error())));
        promise->finish();
      });
  return future;
}

QFuture<LiveAdminDesk::Call> LiveAdminDesk::submit(AdminOrder order, OrderPreview preview, QString typed) {
  if (auto may = guard_.mayOrder(order.kind); !may) return refusedDesk<OutboxRow>(may.error());
  const bool changes =
      order.kind != operations::OrderKind::CheckoutLink && order.kind != operations::OrderKind::PortalLink;
  if (parts_.profile.live() && changes && preview.toType.isEmpty()) return refusedDesk<OutboxRow>(notPreviewed());
  if (typed.trimmed() != preview.toType.trimmed()) return refusedDesk<OutboxRow>(notConfirmed(preview.toType));
  guard_.touched();
  // What the preview says of a second person may have been left out on the way; the limit may not.
  if (preview.approvalWhy.isEmpty())
    preview.approvalWhy = operations::approvalNeeded(order, preview.givenAway, parts_.profile.admin.approvalLimitUnits);
  const std::int64_t patience = parts_.profile.admin.approvalHours * 3'600'000LL;
  return writeCall([rules = rules_, order = std::move(order), preview = std::move(preview), patience,
                    now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) {
    return operations::submitOrder(context, rules, {order, preview, actor, std::nullopt, patience}, now);
  });
}

// What never left harms nobody: taking it back needs no unlocked mode.
QFuture<LiveAdminDesk::Call> LiveAdminDesk::withdraw(QString operation) {
  return writeCall([operation, now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) {
    return operations::withdrawOrder(context, operation, actor, now);
  });
}

QFuture<LiveAdminDesk::Call> LiveAdminDesk::decide(QString operation, bool approve, QString note) {
  if (const auto may = guard_.mayActNow(); approve && !may) return refusedDesk<OutboxRow>(may.error());
  return writeCall(
      [operation, approve, note, now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) {
        return operations::decideOrder(context, operation, approve, note, actor, now);
      });
}

QFuture<LiveAdminDesk::Call> LiveAdminDesk::settle(QString operation, CancelToken cancel) {
  return runner_->settle(operation, std::move(cancel));
}

QFuture<LiveAdminDesk::Call> LiveAdminDesk::close(QString operation, bool asDone, QString reason) {
  const auto actor = guard_.mayDo(operations::Deed::CloseCalls);
  if (!actor) return refusedDesk<OutboxRow>(actor.error());
  guard_.touched();
  return runner_->close(operation, {asDone, std::move(reason), *actor}, closing_);
}

QFuture<Result<QVector<OutboxRow>>> LiveAdminDesk::outbox(operations::OutboxQuestion question, CancelToken cancel) {
  return parts_.database.read<QVector<OutboxRow>>(
      [question = std::move(question)](QSqlDatabase& connection) {
        return store::OutboxRepository::list(
            connection, {question.openOnly, question.subject, question.customer, question.account, question.limit});
      },
      std::move(cancel));
}

// ---- the record, and the people ----

QFuture<Result<QVector<store::AuditRow>>> LiveAdminDesk::audit(operations::AuditQuestion question, CancelToken cancel) {
  return operations::askAudit(parts_.database, std::move(question), std::move(cancel));
}

QFuture<Result<store::AuditVerdict>> LiveAdminDesk::verifyAudit(CancelToken cancel) {
  const auto known = parts_.knownHead ? parts_.knownHead() : std::nullopt;
  const auto checking = operations::checkAudit(parts_.database, known, std::move(cancel));
  whenDone(checking, this, [this](const Result<store::AuditVerdict>& verdict) {
    if (verdict && verdict->findings.empty() && parts_.keepHead) parts_.keepHead(verdict->head);
  });
  return checking;
}

QFuture<Result<QVector<store::PersonRow>>> LiveAdminDesk::people(CancelToken cancel) {
  return parts_.database.read<QVector<store::PersonRow>>(
      [](QSqlDatabase& connection) { return store::PeopleRepository::list(connection); }, std::move(cancel));
}

QFuture<Result<void>> LiveAdminDesk::setPerson(store::PersonRow person, QString reason) {
  if (auto may = guard_.mayDo(operations::Deed::ManagePeople); !may) return refusedDesk<void>(may.error());
  const auto written = writeCall([person = std::move(person), reason = std::move(reason), live = parts_.profile.live(),
                                  now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) -> Call {
    if (auto set = operations::setPerson(context, {person, reason, actor, live}, now); !set)
      return failure(set.error());
    return OutboxRow{};
  });
  return after(written, this, [](const Call& done) {
    return QtFuture::makeReadyFuture(done ? Result<void>() : Result<void>(failure(done.error())));
  });
}

}  // namespace billing::console
