// Coupons: a percentage or an amount off, once, for some months or for ever.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

// "5.4" is 540 basis points; more than two decimals, or none of a number, is nullopt.
std::optional<std::int64_t> basisPointsOf(const std::string& percent) {
  const auto parsed = fromDecimal(*Currency::fromCode("USD"), percent);
  return parsed ? std::optional(parsed->minor) : std::nullopt;
}

void readPercent(const Reader& in, Discount& coupon) {
  constexpr std::int64_t whole = 10'000;
  const auto points = basisPointsOf(in.text("percent_off"));
  if (!points)
    in.refuse(invalid("Invalid decimal: " + in.text("percent_off"), "percent_off"));
  else if (*points < 1 || *points > whole)
    in.refuse(invalid("Invalid percent_off; must be greater than 0 and less than or equal to 100.", "percent_off"));
  coupon.basisPoints = points.value_or(0);
}

void readAmountOff(const Reader& in, Discount& coupon) {
  const auto amount = requiredAmount(in, "amount_off");
  if (!in.has("currency"))
    in.refuse(invalid("You must pass currency when passing amount_off", "currency", "parameter_missing"));
  coupon.amountOff = Money{amount, in.currency("currency").value_or(Currency{})};
}

void readDuration(const Reader& in, Discount& coupon) {
  const auto duration = in.oneOf("duration", {"forever", "once", "repeating"});
  coupon.cycles = duration == "forever" ? -1 : 1;
  if (duration != "repeating") return;
  coupon.cycles = requiredAmount(in, "duration_in_months");
}

Reply createCoupon(Request& r) {
  const auto in = r.in();
  Discount coupon;
  coupon.home = Provider::Stripe;
  coupon.id = in.text("id");
  if (in.has("percent_off") == in.has("amount_off"))
    in.refuse(invalid("You must pass either percent_off or amount_off, and not both.", {}, "parameter_missing"));
  else if (in.has("percent_off"))
    readPercent(in, coupon);
  else
    readAmountOff(in, coupon);
  readDuration(in, coupon);
  in.into("name", coupon.name);
  in.into("metadata", coupon.metadata);
  coupon.most = in.integer("max_redemptions");
  coupon.expiresAt = in.time("redeem_by");
  coupon.products = in.at("applies_to").texts("products");
  if (r.ledger.discounts.find(coupon.id) && !r.ledger.discounts.find(coupon.id)->deleted)
    in.refuse(invalid("Coupon already exists.", "id", "resource_already_exists"));
  if (r.problem) return r.refused();
  if (coupon.id.empty()) coupon.id = r.ledger.newId("").substr(0, 8);
  coupon.created = r.engine.now();
  const auto id = r.ledger.discounts.add(std::move(coupon)).id;
  r.engine.tell(What::CouponCreated, id);
  return r.desk.draw("coupon", id);
}

Discount* couponNamed(Request& r) {
  auto* coupon = r.named(r.ledger.discounts, "coupon");
  if (coupon && coupon->deleted) {
    r.problem = noSuch("coupon", r.id(), "coupon");
    return nullptr;
  }
  return coupon;
}

Reply getCoupon(Request& r) {
  if (!couponNamed(r)) return r.refused();
  return r.desk.draw("coupon", r.id());
}

Reply updateCoupon(Request& r) {
  auto* coupon = couponNamed(r);
  if (!coupon) return r.refused();
  r.in().into("name", coupon->name);
  r.in().into("metadata", coupon->metadata);
  if (r.problem) return r.refused();
  r.ledger.discounts.touch(coupon->id);
  r.engine.tell(What::CouponUpdated, r.id());
  return r.desk.draw("coupon", r.id());
}

// What it was granted to keeps it.
Reply deleteCoupon(Request& r) {
  auto* coupon = couponNamed(r);
  if (!coupon) return r.refused();
  coupon->deleted = true;
  r.ledger.discounts.touch(coupon->id);
  r.engine.tell(What::CouponDeleted, r.id());
  return deletedStub("coupon", r.id());
}

Reply listCoupons(Request& r) {
  return listed(
      r, r.ledger.discounts, "coupon", [](const Discount& one) { return one.home == Provider::Stripe && !one.deleted; },
      [](const Discount& one) { return couponObject(one); });
}

}  // namespace

void registerCoupons(Desk& desk) {
  desk.objects.add("coupon", drawFrom(desk, &Ledger::discounts, [](const Discount& one) { return couponObject(one); }));
  desk.objects.field("coupon", "coupon");
  desk.routes.add("GET", "/v1/coupons/{id}", "", getCoupon);
  desk.routes.addList("/v1/coupons", "", listCoupons);
  desk.routes.add("POST", "/v1/coupons",
                  "amount_off applies_to currency currency_options duration duration_in_months id max_redemptions "
                  "metadata name percent_off redeem_by",
                  createCoupon);
  desk.routes.add("POST", "/v1/coupons/{id}", "currency_options metadata name", updateCoupon);
  desk.routes.add("DELETE", "/v1/coupons/{id}", "", deleteCoupon);
}

}  // namespace billing::sandbox::stripe
