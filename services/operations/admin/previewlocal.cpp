// Orders in our own database: credits, access, usage, a plan by hand. No money moves; what they give away is told by
// the workspace's own prices.
#include <algorithm>

#include "domain/fieldtext.h"
#include "domain/quota.h"
#include "operations/admin/givenaway.h"
#include "operations/admin/heldfacts.h"
#include "operations/admin/orderpreviews.h"
#include "operations/admin/subscriptionsight.h"

namespace billing::operations {
namespace {

Error noAccount(const Sight& sight) {
  return refusalBecause("unknown_account", "There is no account " + sight.order.subject, {},
                        "It appears with its first event, checkout or counted action", ErrorKind::NotFound);
}

Error unknownPlan(const Sight& sight) {
  std::string known;
  for (const Plan& plan : sight.rules().plans) known += (known.empty() ? "" : ", ") + plan.key;
  return refusalBecause("unknown_plan", "There is no plan “" + sight.order.plan + "”", {}, "The plans are " + known,
                        ErrorKind::InvalidInput);
}

QString creditWords(Tenths tenths) {
  return QString::fromStdString(creditsText(tenths)) + QStringLiteral(" credits");
}

std::optional<Error> againstCredits(const Sight& sight, const HeldAccount& account) {
  const AdminOrder& order = sight.order;
  if (!sight.rules().credits.enabled)
    return refusalBecause("no_credits", "This workspace has no credits", {}, "Set [credits] in the workspace's file",
                          ErrorKind::InvalidInput);
  if (order.credits <= 0)
    return refusalBecause("not_positive", "Say how many credits, more than none", {}, {}, ErrorKind::InvalidInput);
  if (order.date && *order.date <= sight.now)
    return refusalBecause("date_past", "The credits would have lapsed already", dayWords(*order.date).toStdString(),
                          "Choose a date to come", ErrorKind::InvalidInput);
  if (order.kind == OrderKind::GrantCredits || order.credits <= account.detail.balanceTenths) return std::nullopt;
  return refusalBecause("too_few_credits", "The account has fewer credits than that",
                        "it has " + creditsText(account.detail.balanceTenths), "Take at most those",
                        ErrorKind::InvalidInput);
}

void previewCredits(const Sight& sight, const HeldAccount& account, OrderPreview& preview) {
  preview.refusal = againstCredits(sight, account);
  if (preview.refusal) return;
  const bool grant = sight.order.kind == OrderKind::GrantCredits;
  const Tenths before = account.detail.balanceTenths;
  const Tenths after = grant ? before + sight.order.credits : before - sight.order.credits;
  addFieldChange(preview, QStringLiteral("Balance"), creditWords(before), creditWords(after));
  if (grant && sight.order.date)
    addFieldChange(preview, QStringLiteral("The new credits lapse on"), {}, dayWords(*sight.order.date));
  if (!grant) return;
  const auto worth = creditsWorth(sight.rules(), sight.order.credits);
  if (worth) preview.givenAway = *worth;
  preview.warnings.append(worth ? QStringLiteral("Worth %1 by the dearest pack").arg(moneyWords(*worth))
                                : QStringLiteral("This workspace sells no credits: nobody can say what they are "
                                                 "worth"));
}

const store::EntitlementRow* openEntitlement(const HeldAccount& account, Instant now) {
  const auto open = [&](const store::EntitlementRow& row) {
    return row.status == u"active" && (!row.expiresAt || *row.expiresAt > now.ms);
  };
  const auto found = std::ranges::find_if(account.detail.entitlements, open);
  return found == account.detail.entitlements.end() ? nullptr : &*found;
}

QString accessWords(const Sight& sight, const store::EntitlementRow* row) {
  if (row == nullptr) return QStringLiteral("none");
  const QString until = row->expiresAt ? QStringLiteral(" until ") + dayWords(Instant{*row->expiresAt}) : QString();
  return planNameOf(sight.rules(), row->plan.toStdString()) + until;
}

std::optional<Instant> grantedUntil(const Sight& sight) {
  if (sight.order.date) return sight.order.date;
  const auto& days = sight.rules().entitlements.validDays;
  return days ? std::optional(Instant{sight.now.ms + std::int64_t{*days} * 86'400'000}) : std::nullopt;
}

void previewGrantedAccess(const Sight& sight, const HeldAccount* account, OrderPreview& preview) {
  const store::EntitlementRow* held = account != nullptr ? openEntitlement(*account, sight.now) : nullptr;
  if (sight.rules().plan(sight.order.plan) == nullptr) {
    preview.refusal = unknownPlan(sight);
    return;
  }
  preview.accessUntil = grantedUntil(sight);
  const QString until = preview.accessUntil ? QStringLiteral(" until ") + dayWords(*preview.accessUntil) : QString();
  addFieldChange(preview, QStringLiteral("Access"), accessWords(sight, held),
                 planNameOf(sight.rules(), sight.order.plan) + until);
  if (account == nullptr) preview.warnings.append(QStringLiteral("There is no such account yet: it is made"));
  if (const auto worth = monthWorth(sight.rules(), sight.order.plan)) preview.givenAway = *worth;
}

void previewRevokedAccess(const Sight& sight, const HeldAccount& account, OrderPreview& preview) {
  const store::EntitlementRow* held = openEntitlement(account, sight.now);
  if (held == nullptr) {
    preview.refusal = refusalBecause("nothing_to_revoke", "The account has no access that could be taken away");
    return;
  }
  addFieldChange(preview, QStringLiteral("Access"), accessWords(sight, held), QStringLiteral("none"));
  preview.accessUntil = sight.now;
  if (held->source == u"payment")
    preview.warnings.append(QStringLiteral("A payment gave it (%1): nothing is refunded").arg(held->paymentId));
}

const store::QuotaUsage* usageOf(const HeldAccount& account, const std::string& quota) {
  const auto found = std::ranges::find(account.detail.usage, QString::fromStdString(quota), &store::QuotaUsage::quota);
  return found == account.detail.usage.end() ? nullptr : &*found;
}

QString fullnessWords(std::int64_t used, const QuotaVerdict& verdict) {
  const std::string_view state = toString(verdict.state);
  const QString word = QString::fromUtf8(state.data(), static_cast<qsizetype>(state.size()));
  if (!verdict.percentHundredths) return QStringLiteral("%1, %2").arg(used).arg(word);
  const std::int64_t parts = *verdict.percentHundredths;
  return QStringLiteral("%1, %2.%3 %, %4")
      .arg(used)
      .arg(parts / 100)
      .arg(parts % 100, 2, 10, QLatin1Char('0'))
      .arg(word);
}

void previewUsage(const Sight& sight, const HeldAccount& account, OrderPreview& preview) {
  const QuotaRule* rule = sight.rules().quota(sight.order.quota);
  const store::QuotaUsage* usage = usageOf(account, sight.order.quota);
  if (rule == nullptr || usage == nullptr) {
    preview.refusal = refusalBecause("unknown_quota", "There is no quota “" + sight.order.quota + "”", {}, {},
                                     ErrorKind::InvalidInput);
    return;
  }
  if (sight.order.used < 0 || sight.order.used == usage->used) {
    preview.refusal = sight.order.used < 0 ? refusalBecause("not_positive", "Nobody has used less than nothing", {}, {},
                                                            ErrorKind::InvalidInput)
                                           : refusalBecause("nothing_changes", "So much is counted already");
    return;
  }
  const auto judged = [&](std::int64_t used) {
    return judgeQuota(used, usage->limit, rule->warnPercent, rule->mode == QuotaMode::Soft ? rule->bufferPercent : 0);
  };
  addFieldChange(preview, QString::fromStdString(rule->name), fullnessWords(usage->used, judged(usage->used)),
                 fullnessWords(sight.order.used, judged(sight.order.used)));
  preview.warnings.append(QStringLiteral("Counted from here on: uses until then count on top of it"));
}

QString limitWords(const std::optional<std::int64_t>& limit) {
  return limit ? QString::number(*limit) : QStringLiteral("unlimited");
}

std::optional<std::int64_t> limitIn(const Plan* plan, const std::string& quota) {
  if (plan == nullptr) return 0;
  const auto found = plan->limits.find(quota);
  return found == plan->limits.end() ? std::optional<std::int64_t>(0) : found->second;
}

// What is allowed then, and where the account has used more than that already.
void addLimits(const Sight& sight, const HeldAccount& account, const std::string& before, const std::string& after,
               OrderPreview& preview) {
  for (const QuotaRule& rule : sight.rules().quotas) {
    const auto limit = limitIn(sight.rules().plan(after), rule.key);
    addFieldChange(preview, QString::fromStdString(rule.name) + QStringLiteral(" limit"),
                   limitWords(limitIn(sight.rules().plan(before), rule.key)), limitWords(limit));
    const store::QuotaUsage* usage = usageOf(account, rule.key);
    if (usage != nullptr && limit && usage->used > *limit)
      preview.warnings.append(QStringLiteral("%1: %2 are used, more than the %3 that it then has")
                                  .arg(QString::fromStdString(rule.name))
                                  .arg(usage->used)
                                  .arg(*limit));
  }
}

void previewOverride(const Sight& sight, const HeldAccount& account, OrderPreview& preview) {
  const std::string& wanted = sight.order.plan;
  if (!wanted.empty() && sight.rules().plan(wanted) == nullptr) {
    preview.refusal = unknownPlan(sight);
    return;
  }
  if (wanted == account.facts.manualPlan) {
    preview.refusal =
        refusalBecause("nothing_changes", wanted.empty() ? "No plan is set by hand: there is none to take off"
                                                         : "This plan is set by hand already");
    return;
  }
  AccountFacts after = account.facts;
  after.manualPlan = wanted;
  const std::string before = planNow(sight.parts.rules, account.facts, sight.now);
  const std::string then = planNow(sight.parts.rules, after, sight.now);
  addFieldChange(preview, QStringLiteral("Plan by hand"), planNameOf(sight.rules(), account.facts.manualPlan),
                 planNameOf(sight.rules(), wanted));
  addFieldChange(preview, QStringLiteral("Plan"), planNameOf(sight.rules(), before), planNameOf(sight.rules(), then));
  addLimits(sight, account, before, then, preview);
  preview.givenAway = overrideWorth(sight.rules(), before, then);
  if (!account.detail.row.subscriptionExternalId.isEmpty() && !wanted.empty())
    preview.warnings.append(
        QStringLiteral("Subscription %1 goes on being charged").arg(account.detail.row.subscriptionExternalId));
}

void previewOnAccount(const Sight& sight, const HeldAccount& account, OrderPreview& preview) {
  switch (sight.order.kind) {
    case OrderKind::GrantCredits:
    case OrderKind::TakeCredits:
      return previewCredits(sight, account, preview);
    case OrderKind::RevokeEntitlement:
      return previewRevokedAccess(sight, account, preview);
    case OrderKind::SetUsage:
      return previewUsage(sight, account, preview);
    case OrderKind::OverridePlan:
      return previewOverride(sight, account, preview);
    default:
      return previewGrantedAccess(sight, &account, preview);
  }
}

// What the order's outcome depends on; balance and usage move by themselves and are looked at when it is done.
SeenFields seenOfAccount(const Sight& sight, const std::optional<HeldAccount>& account) {
  if (!account) return {{QStringLiteral("account"), QStringLiteral("none")}};
  const QString access = accessWords(sight, openEntitlement(*account, sight.now));
  SeenFields seen{{QStringLiteral("account"), account->detail.row.key}};
  seen.append({QStringLiteral("plan_by_hand"), QString::fromStdString(account->facts.manualPlan)});
  if (sight.order.kind == OrderKind::GrantEntitlement || sight.order.kind == OrderKind::RevokeEntitlement)
    seen.append({QStringLiteral("access"), access});
  if (sight.order.kind == OrderKind::SetUsage || sight.order.kind == OrderKind::OverridePlan)
    seen.append({QStringLiteral("plan"), account->detail.row.plan});
  return seen;
}

}  // namespace

Result<OrderPreview> previewLocalOrder(const Sight& sight) {
  const auto account = heldAccount(sight, sight.order.subject);
  if (!account) return failure(account.error());
  OrderPreview preview;
  preview.source = QStringLiteral("our own database");
  preview.givenAway = {0, rulesCurrency(sight.rules())};
  preview.today = preview.givenAway;
  preview.seen = seenOfAccount(sight, *account);
  if (*account)
    previewOnAccount(sight, **account, preview);
  else if (sight.order.kind == OrderKind::GrantEntitlement)
    previewGrantedAccess(sight, nullptr, preview);
  else
    preview.refusal = noAccount(sight);
  return preview;
}

Result<SeenFields> seenAccountNow(const Sight& sight) {
  const auto account = heldAccount(sight, sight.order.subject);
  if (!account) return failure(account.error());
  return seenOfAccount(sight, *account);
}

}  // namespace billing::operations
