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

std::string lineOf(const StoredAccount& before, const StoredAccount& after) {
  if (before.plan != after.plan) return after.key + ": " + before.plan + " → " + after.plan;
  if (before.status != after.status) return after.key + ": " + before.status + " → " + after.status;
  return {};
}

}  // namespace

Result<void> RuleWatch::begin() {
  const auto held = store::AccountRepository::find(context_, account_);
  if (!held) return failure(held.error());
  if (*held) before_ = **held;
  return {};
}

Result<void> RuleWatch::end(webhooks::RuleOutcome& outcome) {
  const auto held = store::AccountRepository::find(context_, account_);
  if (!held || !*held || before_ == **held) return held.map([](const auto&) {});
  const StoredAccount& after = **held;
  QJsonObject was, is;
  differ(was, is, "plan", before_.plan, after.plan);
  differ(was, is, "status", before_.status, after.status);
  differ(was, is, "period_end", isoOf(before_.periodEnd), isoOf(after.periodEnd));
  differ(was, is, "grace_end", isoOf(before_.graceEndsAt), isoOf(after.graceEndsAt));
  differ(was, is, "downgrade_due", isoOf(before_.downgradeDueAt), isoOf(after.downgradeDueAt));
  differ(was, is, "unknown_product", before_.unknownProduct, after.unknownProduct);
  if (is.isEmpty()) return {};
  outcome.effects.push_back({"account", after.key, json(was), json(is), "updated"});
  const std::string line = lineOf(before_, after);
  if (!line.empty()) outcome.summary += (outcome.summary.empty() ? "" : " · ") + line;
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
