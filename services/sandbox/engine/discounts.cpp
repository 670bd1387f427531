// Coupons, promotion codes and Dodo's discounts: who may use them, and for how long.
#include <algorithm>

#include "domain/civildate.h"
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

struct FoundDiscount {
  Discount* discount = nullptr;
  PromotionCode* promotion = nullptr;
};

// By id of a discount or promotion code, or by the code that people type.
FoundDiscount discountNamed(Ledger& ledger, const std::string& word) {
  if (Discount* discount = ledger.discounts.find(word)) return {discount, nullptr};
  if (PromotionCode* promotion = ledger.promotionCodes.find(word))
    return {ledger.discounts.find(promotion->coupon), promotion};
  for (const auto& promotion : ledger.promotionCodes.all())
    if (promotion->code == word && promotion->active)
      return {ledger.discounts.find(promotion->coupon), promotion.get()};
  for (const auto& discount : ledger.discounts.all())
    if (discount->code == word && !discount->deleted) return {discount.get(), nullptr};
  return {};
}

Result<void> mayUse(const FoundDiscount& found, const std::string& word, const std::string& customer, Instant now) {
  const auto no = [&](const char* code, const char* why) {
    return refused(ErrorKind::InvalidInput, code, "The discount '" + word + "' cannot be used", why);
  };
  const Discount& discount = *found.discount;
  if (discount.deleted) return no("discount_inactive", "it was deleted");
  if (discount.startsAt && now < *discount.startsAt) return no("discount_inactive", "it has not begun");
  if (discount.expiresAt && *discount.expiresAt <= now) return no("discount_expired", "its time is over");
  if (discount.most && discount.used >= *discount.most) return no("discount_used_up", "it was used as often as it may");
  if (found.promotion == nullptr) return {};
  const PromotionCode& promotion = *found.promotion;
  if (!promotion.active) return no("discount_inactive", "the promotion code is switched off");
  if (promotion.expiresAt && *promotion.expiresAt <= now) return no("discount_expired", "the code's time is over");
  if (promotion.most && promotion.used >= *promotion.most)
    return no("discount_used_up", "the code was used as often as it may");
  if (!promotion.customer.empty() && promotion.customer != customer)
    return no("discount_inactive", "the promotion code belongs to another customer");
  return {};
}

// Stripe's "repeating" counts months from the start, Dodo's cycles count billing periods, "once" is one invoice in
// both.
GrantedDiscount workingDiscount(const FoundDiscount& found, Instant now) {
  GrantedDiscount granted;
  granted.discount = found.discount->id;
  granted.promotionCode = found.promotion == nullptr ? "" : found.promotion->id;
  granted.start = now;
  granted.cyclesLeft = found.discount->cycles;
  if (found.discount->home == Provider::Stripe && found.discount->cycles > 1) {
    granted.end = periodStart(now, {IntervalUnit::Month, 1}, found.discount->cycles);
    granted.cyclesLeft = -1;
  }
  return granted;
}

void countUse(Ledger& ledger, const FoundDiscount& found) {
  ++found.discount->used;
  ledger.discounts.touch(found.discount->id);
  if (found.promotion == nullptr) return;
  ++found.promotion->used;
  ledger.promotionCodes.touch(found.promotion->id);
}

}  // namespace

Result<std::vector<std::string>> Engine::Inner::checkDiscounts(const std::vector<std::string>& wanted,
                                                               const std::string& customer) const {
  std::vector<std::string> ids;
  for (const std::string& word : wanted) {
    const FoundDiscount found = discountNamed(ledger, word);
    if (found.discount == nullptr) return refused(ErrorKind::NotFound, "not_found", "No such discount: '" + word + "'");
    if (auto may = mayUse(found, word, customer, nowOf(customer)); !may) return failure(may.error());
    ids.push_back(found.discount->id);
  }
  return ids;
}

Result<std::vector<std::string>> Engine::grantDiscounts(const std::vector<std::string>& wanted,
                                                        const std::string& customer, const std::string& subscription) {
  if (auto good = inner_->checkDiscounts(wanted, customer); !good) return good;
  const Instant now = inner_->nowOf(customer);
  std::vector<std::string> ids;
  for (const std::string& word : wanted) {
    const FoundDiscount found = discountNamed(ledger_, word);
    GrantedDiscount granted = workingDiscount(found, now);
    granted.id = ledger_.newId("di_");
    granted.customer = customer;
    granted.subscription = subscription;
    countUse(ledger_, found);
    ids.push_back(ledger_.grantedDiscounts.add(std::move(granted)).id);
    tell(What::DiscountGranted, ids.back());
  }
  return ids;
}

std::vector<std::string> Engine::Inner::activeDiscounts(const Subscription& subscription) const {
  const Instant now = nowOf(subscription);
  std::vector<std::string> active;
  const auto take = [&](const std::string& id) {
    const GrantedDiscount* granted = ledger.grantedDiscounts.find(id);
    if (granted != nullptr && granted->cyclesLeft != 0 && (!granted->end || now < *granted->end)) active.push_back(id);
  };
  for (const std::string& id : subscription.discounts) take(id);
  // Stripe: a subscription's own discounts take the place of the customer's.
  const Customer* customer = ledger.customers.find(subscription.customer);
  if (active.empty() && customer != nullptr && !customer->discount.empty()) take(customer->discount);
  return active;
}

void Engine::Inner::useDiscounts(const Invoice& invoice) {
  for (const std::string& id : invoice.discounts) {
    GrantedDiscount* granted = ledger.grantedDiscounts.find(id);
    if (granted == nullptr || granted->cyclesLeft <= 0) continue;
    --granted->cyclesLeft;
    if (granted->cyclesLeft == 0) granted->end = nowOf(invoice.customer);
    ledger.grantedDiscounts.touch(id);
    if (granted->cyclesLeft == 0) engine.tell(What::DiscountTaken, id);
  }
}

}  // namespace billing::sandbox
