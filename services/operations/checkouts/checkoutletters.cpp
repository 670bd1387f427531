#include "operations/checkouts/providerletters.h"

namespace billing::operations {
namespace {

using LetterValues = webhooks::ComposeValues;

LetterValues checkoutValues(const RulesContext& rules, const Checkout& checkout, const Buyer& buyer,
                            const TestCard& card, Instant now) {
  LetterValues values;
  setPerson(values, buyer.payer);
  if (!checkout.email.empty()) values["customer_email"] = checkout.email;
  if (rules.rules.accountKind == AccountKind::Email) values["customer_email"] = checkout.account;
  if (buyer.running && !checkout.plan.empty())
    setSubscription(values, *buyer.running);
  else
    values["created_at"] = values["period_start"] = toIso8601(now);
  setProduct(values, checkout.productId, offerName(rules.rules, checkout), checkout.amount);
  setMetadata(values, checkout.metadata);
  setCard(values, card);
  return values;
}

LetterValues paymentOf(LetterValues values, Money charged, bool ofSubscription) {
  for (const char* name : {"status", "created_at", "period_start", "period_end", "trial_end", "cancel_at_period_end"})
    values.erase(name);
  values["amount_minor"] = std::to_string(charged.minor);
  if (!ofSubscription) values["subscription_id"] = "";
  return values;
}

void writeDodoPlan(LetterWriter& writer, const LetterValues& values, bool changes, Money charged) {
  writer.write(changes ? "subscription.plan_changed" : "subscription.active", values);
  writer.write("payment.succeeded", paymentOf(values, charged, true));
}

void writeStripePlan(LetterWriter& writer, const LetterValues& values, bool changes, Money charged) {
  LetterValues withoutStatus = values;
  withoutStatus.erase("status");
  if (!changes) writer.write("checkout.session.completed", withoutStatus);
  writer.write(changes ? "customer.subscription.updated" : "customer.subscription.created", values);
  writer.write("payment_intent.succeeded", paymentOf(values, charged, true));
  withoutStatus["amount_minor"] = std::to_string(charged.minor);
  writer.write("invoice.payment_succeeded", withoutStatus);
}

void writePlan(LetterWriter& writer, LetterValues values, const Checkout& checkout, bool changes, bool dodo,
               Money charged) {
  setInterval(values, intervalOf(checkout.interval));
  values["status"] = "active";
  values["cancel_at_period_end"] = "false";
  dodo ? writeDodoPlan(writer, values, changes, charged) : writeStripePlan(writer, values, changes, charged);
}

}  // namespace

Result<ProviderLetters> checkoutLetters(const RulesContext& rules, const Checkout& checkout, const Buyer& buyer,
                                        const TestCard& card, Money charged, Instant now) {
  LetterWriter writer(rules.provider, checkout.externalId, now);
  const LetterValues values = checkoutValues(rules, checkout, buyer, card, now);
  const LetterValues payment = paymentOf(values, charged, false);
  const bool dodo = rules.provider == Provider::Dodo;
  if (!card.pays()) {
    writer.write(dodo ? "payment.failed" : "payment_intent.payment_failed", payment);
  } else if (!checkout.plan.empty()) {
    writePlan(writer, values, checkout, buyer.running.has_value(), dodo, charged);
  } else {
    LetterValues session = payment;
    session["invoice_id"] = "";
    if (!dodo) writer.write("checkout.session.completed", std::move(session));
    writer.write(dodo ? "payment.succeeded" : "payment_intent.succeeded", payment);
  }
  return std::move(writer).done();
}

}  // namespace billing::operations
