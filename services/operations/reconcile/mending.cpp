#include "operations/reconcile/mending.h"

#include <utility>

#include "operations/accounts/accountbook.h"
#include "operations/credits/creditbook.h"
#include "operations/entitlements/entitlementbook.h"
#include "operations/reconcile/accesscheck.h"
#include "operations/reconcile/provideobject.h"
#include "operations/sync/pagewriter.h"
#include "store/read/reconcilefacts.h"
#include "store/repositories/entitlementrepository.h"
#include "store/repositories/unknownvaluerepository.h"
#include "webhooks/eventapplier.h"
#include "webhooks/eventbatch.h"

namespace billing::operations {
namespace {

using store::DriftRow;

constexpr int kGivenUpEvents = 5'000;

QString mendText(const std::string& text) {
  return QString::fromStdString(text);
}

// Greater than a mere reading's of the same second, and than an earlier mending's; less than any order's or event's.
std::string mendingId(Instant sentAt) {
  return std::string(kReadingId) + '-' + QStringLiteral("%1").arg(sentAt.ms, 15, 10, QLatin1Char('0')).toStdString();
}

bool takesOver(const DriftRow& drift) {
  return drift.kind == u"field" || drift.kind == u"missing_here" || drift.kind == u"payout_without_payment" ||
         (drift.kind == u"paid_without_access" && drift.entity == u"payment");
}

Error accountGone(const DriftRow& drift) {
  return {ErrorKind::NotFound,
          "unknown_account",
          "There is no account " + drift.accountKey.toStdString(),
          "it was merged or renamed",
          "Compare again",
          false,
          {}};
}

Error goneThere(const DriftRow& drift) {
  return {ErrorKind::Conflict,
          "stale",
          "The provider no longer has " + drift.externalId.toStdString(),
          "it had it when the plan was made",
          "Compare again and look at the new plan",
          false,
          {}};
}

Result<store::StoredAccount> accountOf(store::WriteContext& context, const DriftRow& drift) {
  auto account = store::AccountRepository::findByKey(context, drift.accountKey.toStdString());
  if (!account) return failure(account.error());
  if (!*account) return failure(accountGone(drift));
  return **account;
}

Result<QString> fieldHeld(store::WriteContext& context, Provider provider, const DriftRow& drift,
                          const SyncObject& theirs) {
  const auto difference = compareObject(context, provider, theirs);
  if (!difference) return failure(difference.error());
  if (drift.kind != u"field") return difference->missingHere() ? QString() : mendText(difference->summary);
  for (const FieldDifference& field : difference->fields)
    if (mendText(field.field) == drift.field) return mendText(field.inDatabase);
  const auto same = saidOf(theirs.facts, theirs.entity, theirs.id, drift.field.toStdString());
  return mendText(same.value_or(std::string()));
}

}  // namespace

QString Mender::actionFor(const DriftRow& drift) {
  if (drift.kind == u"paid_without_access") return QStringLiteral("grant_access");
  if (drift.kind == u"access_without_payment") return QStringLiteral("revoke_access");
  if (drift.kind == u"credit_cache") return QStringLiteral("recount_credits");
  return takesOver(drift) ? QStringLiteral("apply_provider_state") : QString();
}

Result<Standing> Mender::standingOf(const DriftRow& drift) const {
  return takesOver(drift) ? ofObject(drift) : ofAccount(drift);
}

Result<Standing> Mender::ofObject(const DriftRow& drift) const {
  Standing standing;
  auto theirs = provideObject(services_.database, services_.provider, services_.clock, drift.entity.toStdString(),
                              drift.externalId.toStdString(), cancel_);
  if (!theirs) return failure(theirs.error());
  standing.theirs = std::move(*theirs);
  if (!standing.theirs) return standing;  // the plan refuses it, and so does the step
  const std::string field = drift.kind == u"field" ? drift.field.toStdString() : std::string();
  const BillingEvent& facts = standing.theirs->facts;
  standing.after = drift.entity == u"payment" && drift.kind == u"paid_without_access"
                       ? drift.atProvider
                       : mendText(saidOf(facts, standing.theirs->entity, standing.theirs->id, field).value_or(""));
  const auto held = services_.database
                        .read<QString>([&](QSqlDatabase& connection) {
                          store::WriteContext context(connection, services_.database.dialect());
                          return heldNow(context, drift, standing.theirs, drift.atProvider);
                        })
                        .result();
  if (!held) return failure(held.error());
  standing.before = *held;
  auto event = givenUp(drift, standing.after);
  if (!event) return failure(event.error());
  standing.event = std::move(*event);
  return standing;
}

Result<Standing> Mender::ofAccount(const DriftRow& drift) const {
  return services_.database
      .read<Standing>([&](QSqlDatabase& connection) -> Result<Standing> {
        store::WriteContext context(connection, services_.database.dialect());
        Standing standing;
        const auto held = heldNow(context, drift, std::nullopt, drift.atProvider);
        if (!held) return failure(held.error());
        standing.before = *held;
        const auto account = accountOf(context, drift);
        if (!account) return failure(account.error());
        if (drift.kind == u"credit_cache") {
          const auto sums = reconcileCredits(context, account->row, false, services_.clock.now());
          if (!sums) return failure(sums.error());
          standing.after = mendText(creditsText(sums->ledger));
          return standing;
        }
        const auto finding =
            checkAccess(context, services_.rules, *account, services_.clock.now(), drift.field.toStdString());
        if (!finding) return failure(finding.error());
        standing.after = *finding ? mendText((*finding)->paidFor) : standing.before;
        return standing;
      })
      .result();
}

Result<QString> Mender::heldNow(store::WriteContext& context, const DriftRow& drift,
                                const std::optional<SyncObject>& theirs, const QString& whenRight) const {
  if (drift.kind == u"paid_without_access" && drift.entity == u"payment") {
    const auto homeless = store::paymentsOfNobody(context.database(), services_.rules.provider);
    if (!homeless) return failure(homeless.error());
    for (const auto& one : *homeless)
      if (one.externalId == drift.externalId) return QStringLiteral("nothing");
    return drift.atProvider;
  }
  if (takesOver(drift) && !theirs) return failure(goneThere(drift));
  if (takesOver(drift)) return fieldHeld(context, services_.rules.provider, drift, *theirs);
  const auto account = accountOf(context, drift);
  if (!account) return failure(account.error());
  if (drift.kind == u"credit_cache") {
    const auto sums = reconcileCredits(context, account->row, false, services_.clock.now());
    if (!sums) return failure(sums.error());
    return mendText(creditsText(sums->cache));
  }
  const auto finding =
      checkAccess(context, services_.rules, *account, services_.clock.now(), drift.field.toStdString());
  if (!finding) return failure(finding.error());
  return *finding ? mendText((*finding)->has) : whenRight;
}

// The newest event without effect that tells what the provider says.
Result<std::optional<store::TellingEvent>> Mender::givenUp(const DriftRow& drift, const QString& after) const {
  std::optional<store::TellingEvent> found;
  if (drift.cause != u"not_applied" || drift.kind == u"paid_without_access") return found;
  auto idle = services_.database
                  .read<std::vector<store::TellingEvent>>([&](QSqlDatabase& connection) {
                    return store::eventsWithoutEffect(connection, services_.rules.provider, kGivenUpEvents);
                  })
                  .result();
  if (!idle) return failure(idle.error());
  for (store::TellingEvent& one : *idle) {
    if (one.state == "pending") continue;
    const auto read = webhooks::readEvent(one.event, services_.eventRules);
    if (!read.event) continue;
    const auto said =
        saidOf(*read.event, drift.entity.toStdString(), drift.externalId.toStdString(), drift.field.toStdString());
    if (said && mendText(*said) == after) found = std::move(one);
  }
  return found;
}

// Once; without an answer, or below what a date field can tell, the clocks are taken to agree.
void Mender::learnSkew() {
  constexpr std::int64_t kNoSkewMs = 2'000;
  if (std::exchange(skewAsked_, true)) return;
  const auto able = services_.provider.capabilities(cancel_);
  const std::int64_t skew = able ? able->clockSkewMs.value_or(0) : 0;
  clockSkewMs_ = skew > kNoSkewMs || skew < -kNoSkewMs ? skew : 0;
}

Result<void> Mender::mend(store::WriteContext& context, const DriftRow& drift, const Standing& standing,
                          Instant sentAt) const {
  if (drift.kind == u"credit_cache") return recount(context, drift);
  if (!takesOver(drift)) return mendAccess(context, drift);
  if (standing.event) return retry(context, *standing.event);
  return applyTheirs(context, *standing.theirs, sentAt);
}

// As a sync writes what it reads.
Result<void> Mender::applyTheirs(store::WriteContext& context, const SyncObject& object, Instant sentAt) const {
  const Instant now = services_.clock.now();
  BillingEvent facts = object.facts;
  facts.provider = services_.rules.provider;
  facts.eventId = mendingId(sentAt);
  facts.occurredAt = readingTime(sentAt, clockSkewMs_);
  if (const auto applied = webhooks::applyEvent(context, facts, now, sentAt); !applied) return failure(applied.error());
  if (services_.eventRules != nullptr) {
    const auto ruled = services_.eventRules->apply(context, facts, now);
    if (!ruled) return failure(ruled.error());
  }
  return store::UnknownValueRepository::replace(context, services_.rules.provider, object.entity, object.id,
                                                object.unknown, now);
}

// As the processor would, in this very transaction.
Result<void> Mender::retry(store::WriteContext& context, const store::TellingEvent& event) const {
  const auto pending = store::WebhookEventRepository::setPending(context, {event.event.row});
  if (!pending) return failure(pending.error());
  webhooks::EventBatch batch({webhooks::readEvent(event.event, services_.eventRules)}, services_.clock.now(),
                             services_.eventRules);
  return batch.apply(context);
}

Result<void> Mender::mendAccess(store::WriteContext& context, const DriftRow& drift) const {
  const auto account = accountOf(context, drift);
  if (!account) return failure(account.error());
  // The access is not what the plan's drift is about: somebody may have revoked it.
  auto given = drift.field == u"entitlement" ? giveWhatWasPaid(context, *account) : Result<void>();
  if (!given) return given;
  return refreshAccount(context, services_.rules, account->row, services_.clock.now(), "manual")
      .map([](const AccountState&) {});
}

Result<void> Mender::giveWhatWasPaid(store::WriteContext& context, const store::StoredAccount& account) const {
  const auto held = store::EntitlementRepository::find(context, account.key);
  if (!held) return failure(held.error());
  // What was put there by hand would hold against every payment.
  if (*held && (*held)->source != "payment") {
    if (auto removed = store::EntitlementRepository::remove(context, **held); !removed) return removed;
  }
  return applyEntitlementEvent(context, services_.rules, BillingEvent(), account.row, services_.clock.now());
}

Result<void> Mender::recount(store::WriteContext& context, const DriftRow& drift) const {
  const auto account = accountOf(context, drift);
  if (!account) return failure(account.error());
  return reconcileCredits(context, account->row, true, services_.clock.now()).map([](const Reconciliation&) {});
}

}  // namespace billing::operations
