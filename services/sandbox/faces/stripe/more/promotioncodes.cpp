// Promotion codes: what customers type in to be given a coupon.
#include <algorithm>
#include <cctype>

#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

std::string raised(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

// Since 2025-09-30 the coupon is promotion[coupon]; before, it was a parameter of its own.
std::string couponParameter(Request& r) {
  const auto in = r.in();
  const auto below = in.at("promotion");
  const auto* coupon = below.has("coupon") ? r.given(r.ledger.discounts, below, "coupon", "coupon")
                                           : r.given(r.ledger.discounts, in, "coupon", "coupon");
  if (!coupon) in.refuse(missingParameter("promotion[coupon]"));
  return coupon ? coupon->id : std::string{};
}

bool isTaken(const Ledger& ledger, const std::string& code) {
  const auto& all = ledger.promotionCodes.all();
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& one) { return one->active && raised(one->code) == raised(code); });
}

QJsonObject restrictionsGiven(const Reader& in) {
  const auto below = in.at("restrictions");
  Json out;
  out("first_time_transaction", below.boolean("first_time_transaction").value_or(false));
  out("minimum_amount", below.integer("minimum_amount"));
  out("minimum_amount_currency", orNull(below.text("minimum_amount_currency")));
  return out;
}

Reply createPromotionCode(Request& r) {
  const auto in = r.in();
  PromotionCode code;
  code.coupon = couponParameter(r);
  code.code = in.text("code");
  if (const auto* customer = r.given(r.ledger.customers, in, "customer", "customer")) code.customer = customer->id;
  code.active = in.boolean("active").value_or(true);
  code.most = in.integer("max_redemptions");
  code.expiresAt = in.time("expires_at");
  in.into("metadata", code.metadata);
  const auto restrictions = restrictionsGiven(in);
  if (!code.code.empty() && isTaken(r.ledger, code.code))
    in.refuse(invalid("An active promotion code with `code: " + code.code + "` already exists.", "code",
                      "resource_already_exists"));
  if (r.problem) return r.refused();
  code.id = r.ledger.newId("promo_");
  if (code.code.empty()) code.code = raised(r.ledger.newId("").substr(0, 8));
  code.created = r.engine.now();
  const auto id = r.ledger.promotionCodes.add(std::move(code)).id;
  if (in.has("restrictions")) r.desk.keepExtras(id, Json()("restrictions", restrictions));
  r.engine.tell(What::PromotionCodeCreated, id);
  return r.desk.draw("promotion_code", id);
}

Reply updatePromotionCode(Request& r) {
  auto* code = r.named(r.ledger.promotionCodes, "promotion code");
  if (!code) return r.refused();
  const auto in = r.in();
  code->active = in.boolean("active").value_or(code->active);
  in.into("metadata", code->metadata);
  if (r.problem) return r.refused();
  r.ledger.promotionCodes.touch(code->id);
  r.engine.tell(What::PromotionCodeUpdated, r.id());
  return r.desk.draw("promotion_code", r.id());
}

Reply listPromotionCodes(Request& r) {
  const auto in = r.in();
  const auto wanted = raised(in.text("code"));
  const auto coupon = in.text("coupon");
  const auto customer = in.text("customer");
  const auto active = in.boolean("active");
  return listed(
      r, r.ledger.promotionCodes, "promotion code",
      [&](const PromotionCode& one) {
        return (wanted.empty() || raised(one.code) == wanted) && (coupon.empty() || one.coupon == coupon) &&
               (customer.empty() || one.customer == customer) && (!active || one.active == *active);
      },
      [&](const PromotionCode& one) { return promotionCodeObject(r.desk, one); });
}

}  // namespace

void registerPromotionCodes(Desk& desk) {
  desk.objects.add("promotion_code", drawFrom(desk, &Ledger::promotionCodes, [&desk](const PromotionCode& one) {
                     return promotionCodeObject(desk, one);
                   }));
  desk.objects.field("promotion_code", "promotion_code");
  addGet(desk, "/v1/promotion_codes/{id}", "promotion_code");
  desk.routes.addList("/v1/promotion_codes", "active code coupon customer customer_account", listPromotionCodes);
  desk.routes.add("POST", "/v1/promotion_codes",
                  "active code coupon customer customer_account expires_at max_redemptions metadata promotion "
                  "restrictions",
                  createPromotionCode);
  desk.routes.add("POST", "/v1/promotion_codes/{id}", "active metadata restrictions", updatePromotionCode);
}

}  // namespace billing::sandbox::stripe
