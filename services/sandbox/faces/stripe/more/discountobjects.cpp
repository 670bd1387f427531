#include <QJsonArray>

#include "sandbox/faces/stripe/desk.h"
#include "sandbox/faces/stripe/more/objects.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

// 540 basis points are 5.4 %; two decimals at most, which a double holds as the nearest number of that spelling.
QJsonValue percentOf(std::int64_t basisPoints) {
  return basisPoints > 0 ? QJsonValue(static_cast<double>(basisPoints) / 100.0) : QJsonValue(QJsonValue::Null);
}

bool stillValid(const Discount& discount) {
  return !discount.deleted && (!discount.most || discount.used < *discount.most);
}

}  // namespace

QJsonObject couponObject(const Discount& discount) {
  Json out(shape("coupon"));
  out("id", discount.id)("created", discount.created)("metadata", discount.metadata)("name", orNull(discount.name));
  out("percent_off", percentOf(discount.basisPoints));
  if (discount.amountOff) out("amount_off", discount.amountOff->minor)("currency", discount.amountOff->currency);
  out("duration", discount.cycles < 0 ? "forever" : discount.cycles == 1 ? "once" : "repeating");
  if (discount.cycles > 1) out("duration_in_months", discount.cycles);
  out("max_redemptions", discount.most)("redeem_by", discount.expiresAt)("times_redeemed", discount.used);
  if (!discount.products.empty()) out("applies_to", Json()("products", discount.products));
  return out("valid", stillValid(discount));
}

QJsonObject promotionCodeObject(const Desk& desk, const PromotionCode& code) {
  Json out(shape("promotion_code"));
  out("id", code.id)("active", code.active)("code", code.code)("created", code.created);
  out("customer", orNull(code.customer))("expires_at", code.expiresAt)("max_redemptions", code.most);
  out("metadata", code.metadata)("times_redeemed", code.used);
  out("promotion", Json()("coupon", code.coupon)("type", "coupon"));
  return laidOver(out, desk.extras(code.id));
}

}  // namespace billing::sandbox::stripe
