#include "operations/entitlements/paidaccess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "domain/civildate.h"

namespace billing::operations {
namespace {

using store::PaidProduct;
using store::StoredEntitlement;

std::vector<std::string> productsOf(const PaidProduct& paid) {
  std::vector<std::string> products{paid.productId};
  products.insert(products.end(), paid.moreProducts.begin(), paid.moreProducts.end());
  std::erase(products, std::string());
  return products;
}

const Plan* dearestOf(const RulesContext& rules, const std::vector<std::string>& products) {
  const Plan* dearest = nullptr;
  for (const std::string& product : products) {
    const Plan* plan = rules.rules.soldAs(product, rules.live).plan;
    if (plan && (!dearest || plan->rank > dearest->rank)) dearest = plan;
  }
  return dearest;
}

bool buysCreditsOnly(const RulesContext& rules, const PaidProduct& paid) {
  if (paid.buysCredits) return true;
  return std::ranges::any_of(productsOf(paid), [&](const std::string& product) {
    return rules.rules.packSoldAs(product, rules.live) != nullptr;
  });
}

// A refund of nothing gives nothing back.
bool isRefunded(const PaidProduct& paid) {
  return paid.refundedMinor > 0 && paid.refundedMinor >= paid.amountMinor;
}

bool hasEnded(const PaidProduct& paid) {
  return isRefunded(paid) || isFinal(paid.subscriptionStatus);
}

const Plan* soldPlan(const RulesContext& rules, const PaidProduct& paid) {
  if (!paid.subscriptionProductId.empty()) {
    if (const Plan* plan = rules.rules.soldAs(paid.subscriptionProductId, rules.live).plan) return plan;
  }
  return dearestOf(rules, productsOf(paid));
}

std::string statusOf(const PaidProduct& paid, const StoredEntitlement& entitlement, Instant now) {
  if (paid.subscriptionStatus == SubscriptionStatus::Expired && !isRefunded(paid)) return "expired";
  if (hasEnded(paid)) return "cancelled";
  return entitlement.expiresAt && *entitlement.expiresAt <= now ? "expired" : "active";
}

std::string metadataOfPayment(const PaidProduct& paid) {
  QJsonObject object;
  for (const auto& [name, value] : {std::pair("customer", paid.customer), {"subscription", paid.subscription}}) {
    if (!value.empty()) object.insert(QLatin1String(name), QString::fromStdString(value));
  }
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

StoredEntitlement entitlementBy(const RulesContext& rules, const PaidProduct& paid, const Plan& plan, Instant now) {
  StoredEntitlement entitlement;
  entitlement.plan = plan.key;
  entitlement.paymentId = paid.payment;
  entitlement.paymentProvider = toString(paid.provider);
  const auto products = productsOf(paid);
  entitlement.productId = products.empty() ? paid.subscriptionProductId : products.front();
  entitlement.createdAt = paid.paidAt;
  if (const auto& validDays = rules.rules.entitlements.validDays)
    entitlement.expiresAt = graceEnd(paid.paidAt, *validDays);
  entitlement.status = statusOf(paid, entitlement, now);
  entitlement.metadata = metadataOfPayment(paid);
  return entitlement;
}

}  // namespace

const Plan* planPaidFor(const RulesContext& rules, const PaidProduct& paid) {
  if (const Plan* plan = soldPlan(rules, paid)) return plan;
  if (buysCreditsOnly(rules, paid) || rules.rules.unknownProduct == UnknownProduct::Refuse) return nullptr;
  return rules.rules.plan(rules.rules.unknownProductPlan);
}

bool isUnknown(const RulesContext& rules, const PaidProduct& paid) {
  if (rules.rules.unknownProduct != UnknownProduct::Refuse || buysCreditsOnly(rules, paid)) return false;
  const bool told = !productsOf(paid).empty() || !paid.subscriptionProductId.empty();
  return told && soldPlan(rules, paid) == nullptr;
}

std::optional<StoredEntitlement> accessOf(const RulesContext& rules, const std::vector<PaidProduct>& paid,
                                          Instant now) {
  std::optional<StoredEntitlement> ended;
  for (const PaidProduct& one : paid) {
    const Plan* plan = planPaidFor(rules, one);
    if (!plan) continue;
    StoredEntitlement entitlement = entitlementBy(rules, one, *plan, now);
    if (entitlement.status == "active") return entitlement;
    if (!ended) ended = std::move(entitlement);
  }
  return ended;
}

}  // namespace billing::operations
