// Changes in our own database: credits, access, usage, a plan by hand. Each in the one transaction that also notes it.
#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountnames.h"
#include "operations/admin/previewer.h"
#include "operations/admin/sendingcall.h"
#include "operations/credits/creditbook.h"
#include "operations/entitlements/entitlementbook.h"
#include "operations/usage/trackusage.h"
#include "operations/usage/usageperiod.h"
#include "store/repositories/accountrepository.h"
#include "store/repositories/accountterms.h"
#include "store/repositories/entitlementrepository.h"
#include "store/repositories/outboxrepository.h"
#include "store/repositories/usagerecordrepository.h"

namespace billing::operations::outbox {
namespace {

using store::OutboxRepository;
using store::OutboxRow;
using store::OutboxState;
using enum OrderKind;

struct Versions {
  QJsonObject before, after;
};

QString versionText(const std::string& text) {
  return QString::fromStdString(text);
}

// Within one write.
class LocalOrder {
 public:
  LocalOrder(store::WriteContext& context, const RulesContext& rules, const OpenCall& call, Instant now)
      : context_(context), rules_(rules), call_(call), order_(call.order), now_(now) {}

  Result<Versions> run() {
    key_ = normalKey(rules_.rules, order_.subject);
    const auto account = store::AccountRepository::findByKey(context_, key_);
    if (!account) return failure(account.error());
    if (!*account && order_.kind != GrantEntitlement) return unknown();
    if (*account) account_ = **account;
    if (auto done = carryOut(); !done) return failure(done.error());
    if (account_.row != 0) {
      if (auto drawn = refreshUsageBars(context_, rules_, account_.row, now_); !drawn) return failure(drawn.error());
    }
    return std::move(versions_);
  }

 private:
  Result<void> carryOut() {
    switch (order_.kind) {
      case GrantCredits:
      case TakeCredits:
        return moveCredits();
      case GrantEntitlement:
        return grantAccess();
      case RevokeEntitlement:
        return revokeAccess();
      case SetUsage:
        return setUsage();
      default:
        return overridePlan();
    }
  }

  tl::unexpected<Error> unknown() const {
    return failure(ErrorKind::NotFound, "unknown_account", "There is no account " + key_, {},
                   "Check the key: the Accounts pane lists all of them");
  }
  void was(const char* field, const std::string& before, const std::string& after) {
    versions_.before.insert(QLatin1String(field), versionText(before));
    versions_.after.insert(QLatin1String(field), versionText(after));
  }

  Result<void> moveCredits() {
    if (!rules_.rules.credits.enabled)
      return failure(ErrorKind::InvalidInput, "no_credits", "This workspace has no credits", {},
                     "Enable [credits] in the workspace file");
    const auto before = creditBalance(context_, account_.row, now_);
    if (!before) return failure(before.error());
    if (auto moved = order_.kind == GrantCredits ? grant() : take(*before); !moved) return moved;
    const auto after = creditBalance(context_, account_.row, now_);
    if (!after) return failure(after.error());
    was("credits", creditsText(*before), creditsText(*after));
    context_.changed(store::Entity::Account, account_.row, store::ChangeKind::Updated);
    return {};
  }
  Result<void> grant() {
    return grantCredits(context_,
                        {account_.row, "manual", call_.row.operation.toStdString(), order_.credits, 0, order_.date,
                         order_.reason},
                        now_)
        .map([](bool) {});
  }
  Result<void> take(Tenths before) {
    const auto draw = useCredits(context_, account_.row, order_.credits, call_.row.operation.toStdString(), now_);
    if (!draw) return failure(draw.error());
    if (draw->missing == 0) return {};
    return failure(ErrorKind::Conflict, "not_enough_credits", "There are not so many credits to take",
                   key_ + " has " + creditsText(before), "Take at most " + creditsText(before));
  }

  Result<std::optional<store::StoredEntitlement>> access() {
    return store::EntitlementRepository::find(context_, key_);
  }
  void accessWas(const std::optional<store::StoredEntitlement>& before,
                 const std::optional<store::StoredEntitlement>& after) {
    const auto until = [](const auto& held) {
      return held && held->expiresAt ? toIso8601(*held->expiresAt) : std::string();
    };
    was("entitlement", before ? before->plan : std::string(), after ? after->plan : std::string());
    was("entitlement_status", before ? before->status : "none", after ? after->status : "none");
    was("entitlement_until", until(before), until(after));
  }
  Result<void> grantAccess() {
    const auto before = access();
    if (!before) return failure(before.error());
    auto given = grantEntitlement(context_, rules_, key_, order_.plan, "manual", now_);
    if (!given) return given;
    auto after = access();
    if (!after) return failure(after.error());
    if (order_.date && *after) {
      (*after)->expiresAt = order_.date;
      if (auto saved = store::EntitlementRepository::save(context_, **after, now_); !saved) return saved;
    }
    accessWas(*before, *after);
    return {};
  }
  Result<void> revokeAccess() {
    const auto before = access();
    if (!before) return failure(before.error());
    if (!*before || (*before)->status != "active")
      return failure(ErrorKind::Conflict, "no_entitlement", key_ + " has no access that could be ended", {},
                     "Look at the account again");
    auto after = *before;
    after->status = "cancelled";
    after->source = "manual";
    after->createdAt = now_;
    accessWas(*before, after);
    return store::EntitlementRepository::save(context_, *after, now_);
  }

  Result<void> setUsage() {
    const QuotaRule* quota = rules_.rules.quota(order_.quota);
    if (quota == nullptr)
      return failure(ErrorKind::NotFound, "unknown_quota", "There is no quota " + order_.quota, {},
                     "Name a quota of the workspace file");
    const auto terms = store::AccountTermsReader::byRow(context_, account_.row);
    if (!terms) return failure(terms.error());
    if (!*terms) return unknown();
    const UsageSpan span = spanOf(*quota, usagePeriodOf(rules_.rules, **terms, now_));
    const auto held = store::UsageRecordRepository::find(context_, account_.row, quota->key, span.start);
    if (!held) return failure(held.error());
    store::StoredUsage record =
        held->value_or(store::StoredUsage{0, account_.row, quota->key, span.start, span.end, 0});
    was("used", std::to_string(record.used), std::to_string(order_.used));
    record.used = order_.used;
    context_.changed(store::Entity::Account, account_.row, store::ChangeKind::Updated);
    return store::UsageRecordRepository::save(context_, record, now_);
  }

  Result<void> overridePlan() {
    if (!order_.plan.empty() && rules_.rules.plan(order_.plan) == nullptr)
      return failure(ErrorKind::NotFound, "unknown_plan", "There is no plan " + order_.plan, {},
                     "Name a plan of the workspace file");
    store::StoredAccount changed = account_;
    changed.manualPlan = order_.plan;
    if (auto saved = store::AccountRepository::save(context_, changed, now_); !saved) return failure(saved.error());
    const auto state = refreshAccount(context_, rules_, account_.row, now_, "manual");
    if (!state) return failure(state.error());
    was("manual_plan", account_.manualPlan, order_.plan);
    was("plan", account_.plan, state->plan);
    return {};
  }

  store::WriteContext& context_;
  const RulesContext& rules_;
  const OpenCall& call_;
  const AdminOrder& order_;
  const Instant now_;
  std::string key_;
  store::StoredAccount account_;
  Versions versions_;
};

bool isRefusal(const Error& error) {
  return error.code != "state_changed" && (error.kind == ErrorKind::InvalidInput || error.kind == ErrorKind::NotFound ||
                                           error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Forbidden);
}

Result<void> carryOutIn(store::WriteContext& context, const Parts& parts, const OpenCall& call) {
  const Instant now = parts.clock.now();
  const auto versions = LocalOrder(context, parts.rules, call, now).run();
  if (!versions) return failure(versions.error());
  OutboxRow row = call.row;
  row.state = OutboxState::Done;
  row.claimedAt = row.answeredAt = now.ms;
  row.resultJson = jsonText({{QStringLiteral("before"), versions->before}, {QStringLiteral("after"), versions->after}});
  store::AuditEntry entry = auditOf(row, "done");
  entry.before = jsonText(versions->before);
  entry.after = jsonText(versions->after);
  return OutboxRepository::move(context, OutboxState::Waiting, row, entry, now).and_then([&] {
    return noteCompensated(context, row, now);
  });
}

// Somebody else may have changed the account since it was looked at.
Result<void> stillAsSeen(const Parts& parts, const OpenCall& call) {
  if (parts.check) return parts.check(call.order, call.preview, CancelToken());
  const Previewer previewer({parts.database, parts.rules, parts.clock, parts.provider});
  return previewer.stillAsSeen(call.order, call.preview, CancelToken());
}

Result<void> refuseLocal(const Parts& parts, OutboxRow row, const Error& error) {
  setError(row, error);
  row.state = OutboxState::Refused;
  store::AuditEntry entry = auditOf(row, "refused");
  entry.after = jsonText({{QStringLiteral("error"), row.errorCode}});
  return writeAndWait(parts.database, [&](store::WriteContext& context) {
    return OutboxRepository::move(context, OutboxState::Waiting, row, entry, parts.clock.now());
  });
}

}  // namespace

Result<void> carryOutLocal(const Parts& parts, const OutboxRow& row) {
  const auto call = openCall(row);
  Result<void> done = call ? agreedTo(row).and_then([&] { return stillAsSeen(parts, *call); }).and_then([&] {
    return writeAndWait(parts.database,
                        [&](store::WriteContext& context) { return carryOutIn(context, parts, *call); });
  })
                           : Result<void>(failure(call.error()));
  if (!done && isRefusal(done.error())) done = refuseLocal(parts, row, done.error());
  if (!done && done.error().code == "state_changed") return {};  // withdrawn meanwhile
  if (done) tell(parts, row, OutboxStage::Written);
  return done;
}

}  // namespace billing::operations::outbox
