#include <algorithm>
#include <array>
#include <future>

#include "operations/bulk/bulkrecord.h"
#include "operations/bulk/bulkrun.h"
#include "store/repositories/outboxrepository.h"

namespace billing::operations {
namespace {

using store::BulkItemRow;
using store::BulkRepository;
using store::BulkRunRow;
using store::OutboxState;

constexpr int kItemsAtOnce = 500;

Result<void> writeBulk(store::Database& database, const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  database.write(work, [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

template <class T>
Result<T> readBulk(store::Database& database, std::function<Result<T>(QSqlDatabase&)> work) {
  return database.read<T>(std::move(work)).result();
}

// Refused without having reached the provider: no word about the object, and the others would fare the same.
bool nobodyWasThere(const QString& code) {
  static constexpr std::array codes{"cannot_connect",  "cannot_resolve", "connect_timeout", "answer_timeout",
                                    "connection_lost", "tls_refused",    "not_connected"};
  return std::ranges::any_of(codes, [&](const char* one) { return code == QLatin1String(one); });
}

// Of this very object, not of the database.
bool refusesObject(ErrorKind kind) {
  return kind == ErrorKind::InvalidInput || kind == ErrorKind::NotFound || kind == ErrorKind::Conflict ||
         kind == ErrorKind::Forbidden;
}

QString whyNot(const store::OutboxRow& call) {
  QString why = call.error;
  if (!call.errorHint.isEmpty()) why += QStringLiteral(". ") + call.errorHint;
  return why;
}

// What the item is, going by its call; the same as before while nothing has happened.
BulkItemRow followed(BulkItemRow item, const store::OutboxRow& call) {
  switch (call.state) {
    case OutboxState::AwaitingApproval:
    case OutboxState::Waiting:
    case OutboxState::Sending:
      return item;
    case OutboxState::Unconfirmed:
      item.state = QStringLiteral("unconfirmed");
      item.message = whyNot(call);
      return item;
    case OutboxState::Done:
      item.state = QStringLiteral("done");
      item.message.clear();
      return item;
    case OutboxState::Refused:
      item.state = nobodyWasThere(call.errorCode) ? QStringLiteral("waiting") : QStringLiteral("refused");
      item.message = whyNot(call);
      return item;
    case OutboxState::NotDone:
      item.state = QStringLiteral("refused");
      item.message = call.decisionNote.isEmpty()
                         ? QStringLiteral("No answer came, and asking showed that it did not happen")
                         : QStringLiteral("No answer came; %1 said that it did not happen: %2")
                               .arg(call.decidedBy, call.decisionNote);
      return item;
    case OutboxState::Withdrawn:
    case OutboxState::Rejected:
    case OutboxState::Lapsed:
      item.state = QStringLiteral("skipped");
      item.message = QStringLiteral("Undone while it waited");
  }
  return item;
}

class RunOfBulk {
 public:
  RunOfBulk(const BulkRunner::Parts& parts, BulkRunRow run) : parts_(parts), run_(std::move(run)) {}

  Result<void> go(BulkRunner::Step& step) {
    if (auto passed = passTime(step); !passed) return passed;
    if (run_.sent + run_.unconfirmed > 0)
      if (auto followedUp = followCalls(step); !followedUp) return followedUp;
    if (run_.state == u"running") {
      if (auto handed = handOver(step); !handed) return handed;
    }
    const bool over = run_.waiting + run_.sent + run_.unconfirmed == 0;
    if (over && (run_.state == u"running" || run_.state == u"paused")) return end();
    if (run_.state == u"stopped") return skipRest(step);
    step.open = step.open || run_.state == u"running" || run_.sent > 0;
    return {};
  }

 private:
  // A run leaves when nobody undid it; one that nobody agreed to lapses.
  Result<void> passTime(BulkRunner::Step& step) {
    const Instant now = parts_.clock.now();
    const bool asks = run_.state == u"awaiting_approval";
    if (!asks && run_.state != u"waiting") return {};
    const Instant due{asks ? run_.approvalEndsAt.value_or(now.ms) : run_.leavesAt};
    if (due > now) {
      if (!step.next || due < *step.next) step.next = due;
      return {};
    }
    if (asks) run_.endedAt = now.ms;
    ++step.handled;
    return moveTo(asks ? QStringLiteral("lapsed") : QStringLiteral("running"), asks ? "lapsed" : "left", {});
  }

  Result<void> moveTo(const QString& state, const char* stage, const QString& note) {
    const QString from = run_.state;
    run_.state = state;
    run_.note = note;
    return writeBulk(parts_.database, [&](store::WriteContext& context) {
      return BulkRepository::moveRun(context, from, run_, bulk::auditOfRun(run_, stage, bulk::askerOf(run_)),
                                     parts_.clock.now());
    });
  }

  Result<void> end() {
    run_.endedAt = parts_.clock.now().ms;
    return moveTo(QStringLiteral("done"), "done", {});
  }

  Result<void> followCalls(BulkRunner::Step& step) {
    QString broken;
    for (const char* state : {"sent", "unconfirmed"}) {
      const auto moved = followState(QLatin1String(state), broken);
      if (!moved) return failure(moved.error());
      step.handled += *moved;
    }
    if (auto counted = countAgain(); !counted) return counted;
    if (broken.isEmpty() || run_.state != u"running") return {};
    return moveTo(QStringLiteral("paused"), "paused", broken);
  }

  // How many moved. `broken`: why the run should pause.
  Result<int> followState(const QString& state, QString& broken) {
    using Pairs = QVector<QPair<BulkItemRow, store::OutboxRow>>;
    const auto pairs = readBulk<Pairs>(parts_.database, [&](QSqlDatabase& database) -> Result<Pairs> {
      const auto items = BulkRepository::items(database, run_.id, state, 0, kItemsAtOnce);
      if (!items) return failure(items.error());
      Pairs found;
      for (const auto& item : *items) {
        const auto call = store::OutboxRepository::find(database, item.operation);
        if (!call) return failure(call.error());
        if (call->has_value()) found.append({item, **call});
      }
      return found;
    });
    if (!pairs) return failure(pairs.error());
    int moved = 0;
    for (const auto& [item, call] : *pairs) {
      BulkItemRow now = followed(item, call);
      if (now.state == item.state) continue;
      // A program that ended is no lost connection: the others go on while this one is asked for.
      const bool died = now.state == u"unconfirmed" && call.errorCode == u"interrupted";
      if (!died && (now.state == u"unconfirmed" || now.state == u"waiting"))
        broken = QStringLiteral("%1: %2").arg(item.subject, now.message);
      auto written = writeBulk(parts_.database, [&](store::WriteContext& context) {
        return BulkRepository::moveItem(context, item.state, now, parts_.clock.now());
      });
      if (!written) return failure(written.error());
      ++moved;
    }
    return moved;
  }

  Result<void> countAgain() {
    const auto counted = readBulk<std::optional<BulkRunRow>>(
        parts_.database, [&](QSqlDatabase& database) { return BulkRepository::find(database, run_.id); });
    if (!counted) return failure(counted.error());
    if (counted->has_value()) run_ = **counted;
    return {};
  }

  Result<void> handOver(BulkRunner::Step& step) {
    const auto order = orderFromJson(run_.orderJson);
    if (!order) return failure(order.error());
    while (run_.sent < parts_.mostOpen && run_.waiting > 0) {
      auto item = readBulk<std::optional<BulkItemRow>>(
          parts_.database, [&](QSqlDatabase& database) { return BulkRepository::nextWaiting(database, run_.id); });
      if (!item) return failure(item.error());
      if (!item->has_value()) return countAgain();
      if (auto handed = handOver(*order, **item); !handed) return handed;
      ++step.handled;
      if (auto counted = countAgain(); !counted) return counted;
      if (run_.state != u"running") return {};  // somebody paused it meanwhile
    }
    return {};
  }

  // Submitted and marked in one transaction: found in the outbox, or untouched.
  Result<void> handOver(const AdminOrder& order, BulkItemRow item) {
    Submission submission;
    submission.order = orderFor(order, {item.subject, item.customerExternalId, item.accountKey, {}});
    auto preview = previewFromJson(item.previewJson);
    if (!preview) return refuse(std::move(item), preview.error());
    submission.preview = std::move(*preview);
    submission.preview.undoMs = 0;           // the run waited as a whole,
    submission.preview.approvalWhy.clear();  // and was agreed to as a whole
    submission.actor = bulk::askerOf(run_);
    submission.bulkItem = item.id;
    auto written = writeBulk(parts_.database, [&](store::WriteContext& context) -> Result<void> {
      const auto still = BulkRepository::find(context.database(), run_.id);
      if (!still) return failure(still.error());
      if (!still->has_value() || (*still)->state != u"running") return {};
      const auto call = submitOrder(context, parts_.rules, submission, parts_.clock.now());
      if (!call) return failure(call.error());
      BulkItemRow sent = item;
      sent.state = QStringLiteral("sent");
      sent.operation = call->operation;
      sent.message.clear();
      return BulkRepository::moveItem(context, item.state, sent, parts_.clock.now());
    });
    if (written || !refusesObject(written.error().kind)) return written;
    return refuse(std::move(item), written.error());
  }

  Result<void> refuse(BulkItemRow item, const Error& error) {
    const QString from = item.state;
    item.state = QStringLiteral("refused");
    item.message = QString::fromStdString(describe(error));
    return writeBulk(parts_.database, [&](store::WriteContext& context) {
      return BulkRepository::moveItem(context, from, item, parts_.clock.now());
    });
  }

  Result<void> skipRest(BulkRunner::Step& step) {
    const auto items = readBulk<QVector<BulkItemRow>>(parts_.database, [&](QSqlDatabase& database) {
      return BulkRepository::items(database, run_.id, QStringLiteral("waiting"), 0, kItemsAtOnce);
    });
    if (!items) return failure(items.error());
    step.handled += static_cast<int>(items->size());
    step.open = step.open || !items->isEmpty() || run_.sent > 0;
    return writeBulk(parts_.database, [&](store::WriteContext& context) -> Result<void> {
      for (BulkItemRow item : *items) {
        item.state = QStringLiteral("skipped");
        item.message = QStringLiteral("The run was stopped before its turn");
        auto moved = BulkRepository::moveItem(context, QStringLiteral("waiting"), item, parts_.clock.now());
        if (!moved) return moved;
      }
      return {};
    });
  }

  const BulkRunner::Parts& parts_;
  BulkRunRow run_;
};

// Stopped and finished runs are looked at while something of theirs is open.
bool goesOn(const BulkRunRow& run) {
  return run.state != u"stopped" || run.waiting + run.sent + run.unconfirmed > 0;
}

}  // namespace

Result<BulkRunner::Step> BulkRunner::step() {
  const QStringList states{QStringLiteral("awaiting_approval"), QStringLiteral("waiting"), QStringLiteral("running"),
                           QStringLiteral("paused"), QStringLiteral("stopped")};
  const auto runs = readBulk<QVector<BulkRunRow>>(
      parts_.database, [&](QSqlDatabase& database) { return BulkRepository::inStates(database, states); });
  if (!runs) return failure(runs.error());
  Step step;
  for (const BulkRunRow& run : *runs) {
    if (!goesOn(run)) continue;
    auto gone = RunOfBulk(parts_, run).go(step);
    // Somebody steered it in the same moment: looked at again in the next step.
    if (!gone && gone.error().code == "state_changed")
      step.open = true;
    else if (!gone)
      return failure(gone.error());
  }
  return step;
}

}  // namespace billing::operations
