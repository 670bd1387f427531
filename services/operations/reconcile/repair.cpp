#include "operations/reconcile/repair.h"

#include <algorithm>
#include <future>

#include "operations/audited.h"
#include "operations/reconcile/mending.h"
#include "store/repositories/outboxrepository.h"

namespace billing::operations {
namespace {

using store::DriftRow;
using store::ReconcileRepository;

Result<DriftRow> driftRow(store::Database& database, qint64 id) {
  const auto found = database
                         .read<std::optional<DriftRow>>(
                             [id](QSqlDatabase& connection) { return ReconcileRepository::drift(connection, id); })
                         .result();
  if (!found) return failure(found.error());
  if (!*found)
    return failure(ErrorKind::NotFound, "unknown_drift", "There is no drift " + std::to_string(id), {},
                   "Numbers are those of the last comparison");
  return **found;
}

QString orNothing(const QString& value) {
  return value.isEmpty() ? QStringLiteral("nothing") : value;
}

QString wordsFor(const QString& action, const DriftRow& drift, const Standing& standing) {
  const QString what =
      drift.field.isEmpty() || drift.field == u"payout" ? drift.externalId : drift.externalId + u' ' + drift.field;
  if (standing.event)
    return QStringLiteral("Try event %1 again, which tells %2: “%3”")
        .arg(QString::fromStdString(standing.event->event.eventId), what, orNothing(standing.after));
  if (action == u"recount_credits")
    return QStringLiteral("Set the cached credits of %1 to the sum of the ledger").arg(drift.accountKey);
  if (action == u"grant_access")
    return QStringLiteral("Give %1 what was paid for: “%2”").arg(drift.externalId, standing.after);
  if (action == u"revoke_access")
    return QStringLiteral("Take back from %1 what was not paid for: “%2” becomes “%3”")
        .arg(drift.accountKey, standing.before, standing.after);
  return QStringLiteral("Take over “%1” from the provider for %2").arg(orNothing(standing.after), what);
}

QString whyNot(const DriftRow& drift) {
  if (drift.kind == u"missing_there")
    return QStringLiteral(
               "%1 is not at the provider: nothing that was billed is deleted here; find out why, then "
               "accept it")
        .arg(drift.externalId);
  return QStringLiteral("%1 %2: %3; a person has to look, then accept it")
      .arg(drift.entity, drift.externalId, drift.explanation);
}

// What we have asked of the provider and not heard of: it, and not this, says which side is right.
Result<QString> callUnderWay(store::Database& database, const DriftRow& drift) {
  return database
      .read<QString>([&](QSqlDatabase& connection) -> Result<QString> {
        using enum store::OutboxState;
        constexpr int kMostCalls = 500;
        for (const auto state : {AwaitingApproval, Waiting, Sending, Unconfirmed}) {
          const auto calls = store::OutboxRepository::inState(connection, state, kMostCalls);
          if (!calls) return failure(calls.error());
          for (const store::OutboxRow& call : *calls)
            if (call.subject == drift.externalId) return call.operation;
        }
        return QString();
      })
      .result();
}

bool needsTheirs(const QString& action, const DriftRow& drift) {
  return action == u"apply_provider_state" || drift.entity == u"payment";
}

class Planner {
 public:
  Planner(const RepairServices& services, const CancelToken& cancel)
      : services_(services), mender_(services, cancel), cancel_(cancel) {}

  Result<RepairPlan> plan(const QVector<qint64>& ids) {
    for (const qint64 id : ids) {
      if (cancel_.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The plan was cancelled");
      const auto drift = driftRow(services_.database, id);
      if (!drift) return failure(drift.error());
      if (auto added = add(*drift); !added) return failure(added.error());
    }
    return std::move(plan_);
  }

 private:
  Result<void> add(const DriftRow& drift) {
    const QString action = Mender::actionFor(drift);
    if (drift.state != u"open") return refuse(QStringLiteral("Drift %1 is %2 already").arg(drift.id).arg(drift.state));
    if (action.isEmpty()) return refuse(whyNot(drift));
    const auto call = callUnderWay(services_.database, drift);
    if (!call) return failure(call.error());
    if (!call->isEmpty())
      return refuse(
          QStringLiteral("An order about %1 is under way (%2): settle it first").arg(drift.externalId, *call));
    const auto standing = mender_.standingOf(drift);
    if (!standing) return failure(standing.error());
    return addStep(drift, action, *standing);
  }

  Result<void> addStep(const DriftRow& drift, const QString& action, const Standing& standing) {
    if (needsTheirs(action, drift) && !standing.theirs)
      return refuse(QStringLiteral("The provider no longer has %1: compare again").arg(drift.externalId));
    if (standing.before == standing.after)
      return refuse(QStringLiteral("%1 %2 no longer differs").arg(drift.externalId, drift.field));
    if (drift.kind == u"credit_cache" && drift.repair.isEmpty()) return refuse(whyNot(drift));
    RepairStep step;
    step.drift = drift.id;
    step.action = standing.event ? QStringLiteral("retry_event") : action;
    step.words = wordsFor(action, drift, standing);
    step.before = standing.before;
    step.after = standing.after;
    plan_.steps.append(step);
    return {};
  }

  Result<void> refuse(const QString& why) {
    plan_.refused.append(why);
    return {};
  }

  const RepairServices& services_;
  const Mender mender_;
  const CancelToken& cancel_;
  RepairPlan plan_;
};

Error staleStep(const DriftRow& drift, const RepairStep& step, const QString& before, const QString& after) {
  const auto line = [](const QString& planned, const QString& now) {
    return (QStringLiteral("“%1” when it was planned, “%2” now").arg(orNothing(planned), orNothing(now))).toStdString();
  };
  return {ErrorKind::Conflict,
          "stale",
          drift.externalId.toStdString() + " has changed since the plan was made",
          "here: " + line(step.before, before) + "; as it should be: " + line(step.after, after),
          "Compare again and look at the new plan",
          false,
          {}};
}

class Repairer {
 public:
  Repairer(const RepairServices& services, const Hand& hand, QString reason, const CancelToken& cancel)
      : services_(services), hand_(hand), reason_(std::move(reason)), mender_(services, cancel), cancel_(cancel) {}

  Result<int> run(const RepairPlan& plan) {
    int done = 0;
    for (const RepairStep& step : plan.steps) {
      if (cancel_.cancelled()) break;
      if (auto one = carryOut(step); !one) return failure(tellingOfDone(one.error(), done));
      ++done;
    }
    return done;
  }

 private:
  Result<void> carryOut(const RepairStep& step) {
    const auto drift = driftRow(services_.database, step.drift);
    if (!drift) return failure(drift.error());
    if (needsTheirs(Mender::actionFor(*drift), *drift)) mender_.learnSkew();
    const Instant sentAt = services_.clock.now();
    const auto standing = mender_.standingOf(*drift);
    if (!standing) return failure(standing.error());
    if (needsTheirs(Mender::actionFor(*drift), *drift) && !standing->theirs)
      return failure(staleStep(*drift, step, step.before, QStringLiteral("no longer at the provider")));
    // Another step of the same object may have brought it there: then this one is done as well.
    const bool asPlanned = standing->after == step.after && (standing->before == step.before || isMended(*standing));
    if (!asPlanned) return failure(staleStep(*drift, step, standing->before, standing->after));
    return write([&](store::WriteContext& context) { return mendIn(context, *drift, step, *standing, sentAt); });
  }

  static Error tellingOfDone(Error error, int done) {
    if (done == 0) return error;
    const std::string before =
        done == 1 ? "1 step before it is done and stays" : std::to_string(done) + " steps before it are done and stay";
    error.hint = before + (error.hint.empty() ? "" : ". " + error.hint);
    return error;
  }

  static bool isMended(const Standing& standing) { return standing.before == standing.after; }

  Result<void> mendIn(store::WriteContext& context, const DriftRow& drift, const RepairStep& step,
                      const Standing& standing, Instant sentAt) {
    const auto held = mender_.heldNow(context, drift, standing.theirs, drift.atProvider);
    if (!held) return failure(held.error());
    if (*held != standing.before) return failure(staleStep(drift, step, *held, standing.after));
    // A row that came along with another object (a payment's invoice) is not yet the object itself.
    if (!isMended(standing) || drift.kind == u"missing_here") {
      if (auto mended = mender_.mend(context, drift, standing, sentAt); !mended) return mended;
    }
    const auto now = mender_.heldNow(context, drift, standing.theirs, standing.after);
    if (!now) return failure(now.error());
    if (*now != standing.after) return failure(notMended(drift, *now, standing.after));
    return note(context, drift, step);
  }

  static Error notMended(const DriftRow& drift, const QString& now, const QString& after) {
    return {ErrorKind::Conflict,
            "not_mended",
            drift.externalId.toStdString() + " could not be mended",
            "it says “" + orNothing(now).toStdString() + "” afterwards, and not “" + orNothing(after).toStdString() +
                "”: an event that is held as newer, or a rule of the workspace, keeps it so",
            "Open it and look at its events; nothing was changed",
            false,
            {}};
  }

  Result<void> note(store::WriteContext& context, const DriftRow& drift, const RepairStep& step) {
    const Instant now = services_.clock.now();
    auto entry = entryBy(hand_, "reconcile.repaired", "", drift.externalId, reason_);
    entry.entity = drift.entity;
    entry.customerExternalId = drift.customerExternalId;
    entry.accountKey = drift.accountKey;
    const QByteArray field = (drift.field.isEmpty() ? drift.kind : drift.field).toUtf8();
    entry.before = auditFields({{field.constData(), step.before}});
    entry.after = auditFields({{field.constData(), step.after},
                               {"action", step.action},
                               {"drift", QString::number(drift.id)},
                               {"cause", drift.cause}});
    if (auto noted = store::appendAudit(context, entry, now); !noted) return failure(noted.error());
    return ReconcileRepository::decide(context, drift.id, QStringLiteral("repaired"), hand_.name, reason_, now);
  }

  Result<void> write(const store::Database::Work& work) {
    std::promise<Result<void>> promise;
    services_.database.write(work, [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }

  const RepairServices& services_;
  const Hand& hand_;
  const QString reason_;
  Mender mender_;
  const CancelToken& cancel_;
};

tl::unexpected<Error> reasonMissing() {
  return failure(ErrorKind::InvalidInput, "reason_missing", "The reason is missing", "it is kept in the audit log",
                 "Say in a few words why");
}

}  // namespace

Result<RepairPlan> planRepair(const RepairServices& services, const QVector<qint64>& drifts,
                              const CancelToken& cancel) {
  return Planner(services, cancel).plan(drifts);
}

Result<int> carryOutRepair(const RepairServices& services, const RepairPlan& plan, const Hand& hand,
                           const QString& reason, const CancelToken& cancel) {
  if (reason.trimmed().isEmpty()) return reasonMissing();
  return Repairer(services, hand, reason.trimmed(), cancel).run(plan);
}

Result<void> acceptDrifts(store::Database& database, const QVector<qint64>& drifts, const Hand& hand,
                          const QString& reason, Instant now) {
  if (reason.trimmed().isEmpty()) return reasonMissing();
  QVector<DriftRow> rows;
  for (const qint64 id : drifts) {
    const auto row = driftRow(database, id);
    if (!row) return failure(row.error());
    rows.append(*row);
  }
  std::promise<Result<void>> promise;
  database.write(
      [&](store::WriteContext& context) -> Result<void> {
        for (const DriftRow& row : rows) {
          auto decided = ReconcileRepository::decide(context, row.id, QStringLiteral("accepted"), hand.name,
                                                     reason.trimmed(), now);
          if (!decided) return decided;
          auto entry = entryBy(hand, "reconcile.accepted", "", row.externalId, reason.trimmed());
          entry.entity = row.entity;
          entry.customerExternalId = row.customerExternalId;
          entry.accountKey = row.accountKey;
          entry.after = auditFields({{"drift", QString::number(row.id)},
                                     {"kind", row.kind},
                                     {"field", row.field},
                                     {"at_provider", row.atProvider},
                                     {"in_database", row.inDatabase}});
          if (auto noted = store::appendAudit(context, entry, now); !noted) return failure(noted.error());
        }
        return {};
      },
      [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

}  // namespace billing::operations
