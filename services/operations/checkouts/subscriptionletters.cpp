#include "operations/checkouts/providerletters.h"
#include "operations/credits/creditorder.h"

namespace billing::operations {
namespace {

LetterWriter aboutSubscription(const RulesContext& rules, const Buyer& buyer, const char* what, Instant now) {
  return {rules.provider, buyer.running->externalId + "_" + what + "_" + std::to_string(now.ms), now};
}

// The account's key comes back in each event, as it would from the session's metadata.
void nameAccount(webhooks::ComposeValues& values, const RulesContext& rules, const Buyer& buyer,
                 std::map<std::string, std::string> metadata = {}) {
  if (!rules.rules.metadataAccountKey.empty()) metadata[rules.rules.metadataAccountKey] = buyer.payer.key;
  setMetadata(values, std::move(metadata));
}

webhooks::ComposeValues subscriptionValues(const RulesContext& rules, const Buyer& buyer) {
  webhooks::ComposeValues values;
  setPerson(values, buyer.payer);
  setSubscription(values, *buyer.running);
  nameAccount(values, rules, buyer);
  return values;
}

const char* updatedType(const RulesContext& rules, const char* dodo) {
  return rules.provider == Provider::Dodo ? dodo : "customer.subscription.updated";
}

}  // namespace

Result<ProviderLetters> planChangeLetters(const RulesContext& rules, const Buyer& buyer, const CheckoutOffer& offer,
                                          Instant now) {
  LetterWriter writer = aboutSubscription(rules, buyer, "plan", now);
  auto values = subscriptionValues(rules, buyer);
  const Plan* plan = rules.rules.plan(offer.plan);
  const auto amount = mulDiv(offer.amount.minor, buyer.running->quantity, 1);
  if (!amount) return failure(ErrorKind::InvalidInput, "too_large", "The price times the quantity is too large");
  setProduct(values, offer.productId, plan == nullptr ? offer.plan : plan->name, {*amount, offer.amount.currency});
  setInterval(values, intervalOf(offer.interval));
  nameAccount(values, rules, buyer);
  writer.write(updatedType(rules, "subscription.plan_changed"), std::move(values));
  return std::move(writer).done();
}

Result<ProviderLetters> topUpLetters(const RulesContext& rules, const Buyer& buyer, const std::string& request,
                                     Money price, Instant now) {
  LetterWriter writer(rules.provider, request, now);
  webhooks::ComposeValues values{{"subscription_id", ""}};
  setPerson(values, buyer.payer);
  setProduct(values, request, "Automatic top-up", price);
  nameAccount(values, rules, buyer, {{topUpMetadataKey, request}});
  writer.write(rules.provider == Provider::Dodo ? "payment.succeeded" : "payment_intent.succeeded", std::move(values));
  return std::move(writer).done();
}

Result<ProviderLetters> cancellationLetters(const RulesContext& rules, const Buyer& buyer, bool cancel, Instant now) {
  LetterWriter writer = aboutSubscription(rules, buyer, cancel ? "cancel" : "keep", now);
  auto values = subscriptionValues(rules, buyer);
  values["cancel_at_period_end"] = cancel ? "true" : "false";
  writer.write(updatedType(rules, "subscription.updated"), std::move(values));
  return std::move(writer).done();
}

Result<ProviderLetters> cardLetters(const RulesContext& rules, const Buyer& buyer, const TestCard& card, Instant now) {
  LetterWriter writer = aboutSubscription(rules, buyer, "card", now);
  auto values = subscriptionValues(rules, buyer);
  setCard(values, card);
  const bool dodo = rules.provider == Provider::Dodo;
  writer.write(dodo ? "subscription.update_payment_method" : "payment_method.attached", std::move(values));
  return std::move(writer).done();
}

}  // namespace billing::operations
