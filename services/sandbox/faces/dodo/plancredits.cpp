#include "sandbox/faces/dodo/plancredits.h"

#include <QUuid>

#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/credits.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::int64_t creditDayMs = 24LL * 3600 * 1000;

struct CreditSource {
  std::string kind, id, customer, product, key;  // kind: subscription, one_time
};

// Dodo's mappings have UUIDs; the same for the same pair.
std::string mappingId(const std::string& pair) {
  return QUuid::createUuidV5(QUuid(), jsonString(pair)).toString(QUuid::WithoutBraces).toStdString();
}

MaybeInstant expiryOf(Desk& desk, const QJsonObject& given, const CreditEntitlement& entitlement) {
  const QJsonValue own = given["expires_after_days"_L1];
  const auto days = own.isDouble() ? std::optional<std::int64_t>(own.toInteger()) : entitlement.expiresAfterDays;
  return days ? MaybeInstant(Instant{desk.now().ms + *days * creditDayMs}) : std::nullopt;
}

void grantOffer(Desk& desk, const CreditSource& source, const CreditOffer& offer) {
  CreditEntry wanted;
  wanted.customer = source.customer;
  wanted.entitlement = offer.entitlement->id;
  wanted.amount = offer.amount;
  wanted.reason = "Credits of " + source.product;
  wanted.reference = source.id;
  wanted.idempotencyKey = source.key;
  const std::size_t before = desk.ledger().creditEntries.size();
  const auto made = desk.engine().changeCredits(wanted);
  if (!made || desk.ledger().creditEntries.size() == before) return;
  CreditGrant* grant = desk.ledger().creditGrants.find((*made)->grant);
  if (grant == nullptr) return;
  grant->sourceKind = source.kind;
  grant->source = source.id;
  grant->expires = offer.expires;
  desk.ledger().creditGrants.touch(grant->id);
}

void grantAll(Desk& desk, const CreditSource& source) {
  for (const auto& offer : creditOffers(desk, source.product)) grantOffer(desk, source, offer);
}

void grantPeriod(Desk& desk, const std::string& id) {
  const Subscription* subscription = desk.ledger().subscriptions.find(id);
  if (subscription == nullptr || subscription->items.empty()) return;
  const std::string product = productIdOfPrice(desk, subscription->items.front().price);
  grantAll(desk,
           {"subscription", id, subscription->customer, product, id + ":" + toIso8601(subscription->periodStart)});
}

void grantPurchase(Desk& desk, const std::string& id) {
  const Payment* payment = desk.ledger().payments.find(id);
  if (payment == nullptr || !payment->subscription.empty()) return;
  for (const auto& line : payment->cart)
    grantAll(desk, {"one_time", id, payment->customer, line.product, id + ":" + line.product});
}

QJsonObject offerCommonJson(const CreditOffer& offer) {
  return {{"credit_entitlement_id"_L1, jsonString(offer.entitlement->id)},
          {"credit_entitlement_name"_L1, jsonString(offer.entitlement->name)},
          {"credits_amount"_L1, millionthsText(offer.amount)},
          {"overage_behavior"_L1, jsonString(offer.entitlement->overageBehaviour)},
          {"overage_enabled"_L1, offer.entitlement->overage},
          {"rollover_enabled"_L1, offer.entitlement->rollover},
          {"low_balance_threshold_percent"_L1,
           offer.lowPercent < 0 ? QJsonValue(QJsonValue::Null) : jsonInteger(offer.lowPercent)}};
}

QJsonObject lowBalanceJson(const CreditEntry& entry, const CreditOffer& offer, const std::string& subscription,
                           std::int64_t threshold) {
  return {{"available_balance"_L1, millionthsText(entry.after)},
          {"brand_id"_L1, brandId},
          {"credit_entitlement_id"_L1, jsonString(entry.entitlement)},
          {"credit_entitlement_name"_L1, jsonString(offer.entitlement->name)},
          {"customer_id"_L1, jsonString(entry.customer)},
          {"subscription_credits_amount"_L1, millionthsText(offer.amount)},
          {"subscription_id"_L1, jsonString(subscription)},
          {"threshold_amount"_L1, millionthsText(threshold)},
          {"threshold_percent"_L1, jsonInteger(offer.lowPercent)}};
}

}  // namespace

std::vector<CreditOffer> creditOffers(Desk& desk, const std::string& product) {
  std::vector<CreditOffer> offers;
  for (const auto& one : desk.extras(product)["credit_entitlements"_L1].toArray()) {
    const QJsonObject given = one.toObject();
    CreditOffer offer;
    offer.entitlement = desk.ledger().creditEntitlements.find(stdText(given["credit_entitlement_id"_L1]));
    if (offer.entitlement == nullptr) continue;
    offer.id = mappingId(product + offer.entitlement->id);
    offer.amount = millionthsFrom(stdText(given["credits_amount"_L1])).value_or(0);
    offer.lowPercent = given["low_balance_threshold_percent"_L1].toInteger(-1);
    offer.expires = expiryOf(desk, given, *offer.entitlement);
    offers.push_back(std::move(offer));
  }
  return offers;
}

void grantCredits(Desk& desk, const Happening& happening) {
  if (happening.what == What::SubscriptionActivated || happening.what == What::SubscriptionRenewed)
    grantPeriod(desk, happening.id);
  if (happening.what == What::PaymentSucceeded) grantPurchase(desk, happening.id);
}

QJsonArray creditMappings(Desk& desk, const std::string& product) {
  QJsonArray mappings;
  for (const auto& offer : creditOffers(desk, product)) {
    QJsonObject json = offerCommonJson(offer);
    json["id"_L1] = jsonString(offer.id);
    json["credit_entitlement_unit"_L1] = jsonString(offer.entitlement->unit);
    json["proration_behavior"_L1] = "no_prorate"_L1;
    json["trial_credits_expire_after_trial"_L1] = false;
    mappings.append(json);
  }
  return mappings;
}

QJsonArray creditCart(Desk& desk, const std::string& product, const std::string& customer) {
  QJsonArray cart;
  for (const auto& offer : creditOffers(desk, product)) {
    QJsonObject json = offerCommonJson(offer);
    json["overage_balance"_L1] = "0"_L1;
    json["product_id"_L1] = jsonString(product);
    json["remaining_balance"_L1] = millionthsText(creditStanding(desk, offer.entitlement->id, customer).balance);
    json["unit"_L1] = jsonString(offer.entitlement->unit);
    cart.append(json);
  }
  return cart;
}

QJsonObject lowBalance(Desk& desk, const CreditEntry& entry) {
  for (const auto& subscription : desk.ledger().subscriptions.all()) {
    if (subscription->customer != entry.customer || isFinal(subscription->status) || subscription->items.empty())
      continue;
    for (const auto& offer : creditOffers(desk, productIdOfPrice(desk, subscription->items.front().price))) {
      if (offer.entitlement->id != entry.entitlement || offer.lowPercent < 0) continue;
      const std::int64_t threshold = mulDiv(offer.amount, offer.lowPercent, 100).value_or(0);
      if (entry.before >= threshold && entry.after < threshold)
        return lowBalanceJson(entry, offer, subscription->id, threshold);
    }
  }
  return {};
}

}  // namespace billing::sandbox::dodo
