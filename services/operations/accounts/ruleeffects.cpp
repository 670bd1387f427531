#include "operations/accounts/ruleeffects.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace billing::operations {
namespace {

using store::StoredAccount;

QString shown(const std::string& text) {
  return QString::fromStdString(text);
}

void differ(QJsonObject& before, QJsonObject& after, const char* field, const std::string& was, const std::string& is) {
  if (was == is) return;
  before.insert(QLatin1String(field), shown(was));
  after.insert(QLatin1String(field), shown(is));
}

std::string isoOf(const std::optional<Instant>& instant) {
  return instant ? toIso8601(*instant) : std::string();
}

std::string json(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::string lineOf(const BillingRules& rules, const StoredAccount& before, const StoredAccount& after, bool isNew) {
  if (isNew) {
    std::string line = "new account " + after.key + (after.plan.empty() ? "" : ", " + after.plan);
    if (!after.provisional) return line;
    const bool byEmail = rules.accountKind == AccountKind::Email;
    const std::string missing = byEmail ? "e-mail" : rules.metadataAccountKey + " in its metadata";
    return line + (byEmail || !rules.metadataAccountKey.empty() ? ", waits for its name (no " + missing + ")" : "");
  }
  if (before.plan != after.plan) return after.key + ": " + before.plan + " → " + after.plan;
  if (before.status != after.status) return after.key + ": " + before.status + " → " + after.status;
  return {};
}

std::string purchaseLine(const store::CreditPurchase& purchase) {
  if (purchase.status == "credited") return creditsText(purchase.tenths) + " credits";
  return "credits " + purchase.status + (purchase.reason.empty() ? "" : ": " + purchase.reason);
}

}  // namespace

void addLine(webhooks::RuleOutcome& outcome, const std::string& line) {
  if (!line.empty()) outcome.summary += (outcome.summary.empty() ? "" : " · ") + line;
}

Result<store::StoredEntitlement> RuleWatch::access(const std::string& key) {
  if (!rules_.entitlements.enabled) return store::StoredEntitlement{};
  return store::EntitlementRepository::find(context_, key).map([](std::optional<store::StoredEntitlement>&& held) {
    return std::move(held).value_or(store::StoredEntitlement{});
  });
}

Result<void> RuleWatch::begin() {
  const auto held = store::AccountRepository::find(context_, account_);
  if (!held || !*held) return held.map([](const auto&) {});
  before_ = **held;
  return access(before_.key).map([this](store::StoredEntitlement&& access) { accessBefore_ = std::move(access); });
}

Result<void> RuleWatch::end(webhooks::RuleOutcome& outcome) {
  const auto held = store::AccountRepository::find(context_, account_);
  if (!held || !*held) return held.map([](const auto&) {});
  if (isNew_ || before_ != **held) tellAccount(**held, outcome);
  return access((*held)->key).map([&](const store::StoredEntitlement& after) {
    if (after != accessBefore_) tellAccess((*held)->key, after, outcome);
  });
}

void RuleWatch::tellAccount(const StoredAccount& after, webhooks::RuleOutcome& outcome) const {
  const StoredAccount before = isNew_ ? StoredAccount{} : before_;
  QJsonObject was, is;
  differ(was, is, "plan", before.plan, after.plan);
  differ(was, is, "status", before.status, after.status);
  differ(was, is, "period_end", isoOf(before.periodEnd), isoOf(after.periodEnd));
  differ(was, is, "grace_end", isoOf(before.graceEndsAt), isoOf(after.graceEndsAt));
  differ(was, is, "downgrade_due", isoOf(before.downgradeDueAt), isoOf(after.downgradeDueAt));
  differ(was, is, "unknown_product", before.unknownProduct, after.unknownProduct);
  if (!isNew_ && is.isEmpty()) return;
  outcome.effects.push_back(
      {"account", after.key, isNew_ ? "{}" : json(was), json(is), isNew_ ? "created" : "updated"});
  addLine(outcome, lineOf(rules_, before_, after, isNew_));
}

void RuleWatch::tellAccess(const std::string& key, const store::StoredEntitlement& after,
                           webhooks::RuleOutcome& outcome) const {
  QJsonObject was, is;
  differ(was, is, "plan", accessBefore_.plan, after.plan);
  differ(was, is, "status", accessBefore_.status, after.status);
  differ(was, is, "payment", accessBefore_.paymentId, after.paymentId);
  differ(was, is, "expires", isoOf(accessBefore_.expiresAt), isoOf(after.expiresAt));
  if (is.isEmpty()) return;
  const bool isFirst = accessBefore_.row == 0;
  outcome.effects.push_back(
      {"entitlement", key, isFirst ? "{}" : json(was), json(is), isFirst ? "created" : "updated"});
  if (accessBefore_.plan == after.plan && accessBefore_.status == after.status) return;
  addLine(outcome, after.row == 0             ? "access of " + key + " is gone"
                   : after.status == "active" ? "access to " + after.plan
                                              : "access " + after.status);
}

Result<std::vector<store::CreditPurchase>> PurchaseWatch::purchases() {
  std::vector<store::CreditPurchase> all;
  for (const PaymentState& payment : event_.payments) {
    auto held = store::CreditPurchaseRepository::find(context_, event_.provider, payment.externalId);
    if (!held) return failure(held.error());
    all.push_back(std::move(*held).value_or(store::CreditPurchase{}));
  }
  return all;
}

Result<void> PurchaseWatch::begin() {
  return purchases().map([this](std::vector<store::CreditPurchase>&& held) { before_ = std::move(held); });
}

Result<void> PurchaseWatch::end(webhooks::RuleOutcome& outcome) {
  const auto after = purchases();
  if (!after) return failure(after.error());
  for (std::size_t i = 0; i < after->size(); ++i) {
    const store::CreditPurchase& before = before_[i];
    const store::CreditPurchase& now = (*after)[i];
    QJsonObject was, is;
    differ(was, is, "status", before.status, now.status);
    differ(was, is, "reason", before.reason, now.reason);
    if (now.tenths != before.tenths) differ(was, is, "credits", creditsText(before.tenths), creditsText(now.tenths));
    if (is.isEmpty()) continue;
    const bool isFirst = before.row == 0;
    outcome.effects.push_back(
        {"credits", now.paymentExternalId, isFirst ? "{}" : json(was), json(is), isFirst ? "created" : "updated"});
    addLine(outcome, purchaseLine(now));
  }
  return {};
}

std::string nobodySummary(const BillingRules& rules, const BillingEvent& event) {
  const bool paid =
      std::ranges::any_of(event.payments, [](const auto& payment) { return payment.status == "succeeded"; });
  if (!paid && event.kind != BillingEventKind::CheckoutCompleted) return {};
  return "no account: the event names no customer" +
         (rules.metadataAccountKey.empty() ? std::string() : ", and its metadata no " + rules.metadataAccountKey);
}

Error unknownProduct(const RulesContext& rules, const std::string& what, const std::string& productId) {
  const auto other = rules.rules.soldAs(productId, !rules.live);
  const std::string mode = rules.live ? "live" : "test";
  Error error{
      ErrorKind::InvalidInput, "unknown_product", what + " is for a product that no plan names", {}, {}, false, {}};
  error.reason = productId.empty() ? "the provider names no product" : "the workspace sells nothing as " + productId;
  if (other.plan)
    error.reason = productId + " is " + other.plan->name + " in the other mode; this workspace is in " + mode;
  error.hint = "Add the id as `" + mode + "` to a [[plan.price]] of the workspace file, then retry the event";
  return error;
}

std::optional<Error> refusalOf(const RulesContext& rules, const BillingEvent& event, const AccountState& state) {
  if (state.unknownProduct.empty() || rules.rules.unknownProduct != UnknownProduct::Refuse) return std::nullopt;
  const auto refused = std::ranges::find(event.subscriptions, state.unknownProduct, &SubscriptionState::productId);
  if (refused == event.subscriptions.end()) return std::nullopt;
  return unknownProduct(rules, "The subscription " + refused->externalId, state.unknownProduct);
}

}  // namespace billing::operations
