// /discounts
#include <algorithm>

#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

#define DODO_DISCOUNT_REST                                                                                          \
  "code:s name:s expires_at:t starts_at:t usage_limit:n subscription_cycles:n per_customer_usage_limit:n "          \
  "restricted_to:[s] metadata:m preserve_on_plan_change:b customer_eligibility:(any|first_time|existing|specific) " \
  "currency_options:[currency!:c is_default:b max_amount_possible:n minimum_subtotal:n]"

constexpr std::int64_t wholePercent = 10000;  // basis points

Discount* liveByCode(Desk& desk, const std::string& code) {
  for (const auto& one : desk.ledger().discounts.all())
    if (!one->deleted && one->code == code) return one.get();
  return nullptr;
}

Outcome<Discount*> discountOf(Desk& desk, const std::string& id) {
  Discount* discount = desk.ledger().discounts.find(id);
  if (discount == nullptr || discount->deleted) return notFound("Discount", id);
  return discount;
}

Currency currencyOfFlat(const Asked& asked) {
  const QJsonArray options = asked.body["currency_options"_L1].toArray();
  const std::string code = options.isEmpty() ? "USD" : stdText(options.first().toObject()["currency"_L1]);
  return Currency::fromCode(code).value_or(Currency());
}

Outcome<void> takeAmount(Discount& to, const Asked& asked) {
  if (!asked.has("amount")) return {};
  const std::int64_t amount = asked.body["amount"_L1].toInteger();
  const bool flat = asked.has("type") ? asked.text("type") == "flat" : to.amountOff.has_value();
  if (amount <= 0 || (!flat && amount > wholePercent))
    return problem(422, "INVALID_PERCENTAGE", "amount: must be between 1 and 10000 basis points");
  to.basisPoints = flat ? 0 : amount;
  to.amountOff = flat ? std::optional(Money{amount, currencyOfFlat(asked)}) : std::nullopt;
  return {};
}

void takeLimits(Discount& to, const Asked& asked) {
  if (asked.body.contains("expires_at"_L1)) to.expiresAt = timeFrom(asked.body["expires_at"_L1]);
  if (asked.body.contains("starts_at"_L1)) to.startsAt = timeFrom(asked.body["starts_at"_L1]);
  if (asked.has("usage_limit")) to.most = asked.body["usage_limit"_L1].toInteger();
  if (asked.has("subscription_cycles")) to.cycles = asked.body["subscription_cycles"_L1].toInteger();
  if (!asked.has("restricted_to")) return;
  to.products.clear();
  for (const auto& id : asked.body["restricted_to"_L1].toArray()) to.products.push_back(stdText(id));
}

Outcome<void> takeFields(Desk& desk, Discount& to, const Asked& asked) {
  const std::string code = asked.text("code");
  const Discount* other = code.empty() ? nullptr : liveByCode(desk, code);
  if (other != nullptr && other->id != to.id)
    return problem(422, "DISCOUNT_CODE_ALREADY_EXISTS", "The code " + code + " exists already");
  if (auto taken = takeAmount(to, asked); !taken) return taken;
  if (!code.empty()) to.code = code;
  if (asked.body.contains("name"_L1)) to.name = asked.text("name");
  if (asked.has("metadata")) to.metadata = metadataFrom(asked.body["metadata"_L1]);
  takeLimits(to, asked);
  return {};
}

void keepExtras(Desk& desk, const std::string& id, const Asked& asked) {
  QJsonObject extras;
  for (const char* name : {"per_customer_usage_limit", "preserve_on_plan_change", "customer_eligibility"})
    if (asked.body.contains(QLatin1String(name))) extras[QLatin1String(name)] = asked.body[QLatin1String(name)];
  if (!extras.isEmpty()) desk.mergeExtras(id, extras);
}

Reply createDiscount(Desk& desk, const Asked& asked) {
  Discount discount;
  discount.id = desk.ledger().newId("dsc_");
  discount.created = desk.now();
  if (auto taken = takeFields(desk, discount, asked); !taken) return tl::make_unexpected(taken.error());
  // Dodo makes up a code of 16 upper-case characters.
  if (discount.code.empty()) discount.code = jsonString(desk.ledger().newId("")).toUpper().left(16).toStdString();
  const Discount& kept = desk.ledger().discounts.add(std::move(discount));
  keepExtras(desk, kept.id, asked);
  return json(discountJson(desk, kept));
}

Reply updateDiscount(Desk& desk, const Asked& asked) {
  const auto found = discountOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  Discount changed = **found;
  if (auto taken = takeFields(desk, changed, asked); !taken) return tl::make_unexpected(taken.error());
  **found = changed;
  desk.ledger().discounts.touch(changed.id);
  keepExtras(desk, changed.id, asked);
  return json(discountJson(desk, changed));
}

Reply deleteDiscount(Desk& desk, const Asked& asked) {
  const auto found = discountOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  (*found)->deleted = true;
  desk.ledger().discounts.touch((*found)->id);
  return nothing(204);
}

Reply retrieveDiscount(Desk& desk, const Asked& asked) {
  return discountOf(desk, asked.params["id"]).map([&](const Discount* one) { return json(discountJson(desk, *one)); });
}

Reply retrieveByCode(Desk& desk, const Asked& asked) {
  const Discount* discount = liveByCode(desk, asked.params["code"]);
  if (discount == nullptr) return notFound("Discount code", asked.params["code"]);
  if (discount->expiresAt && *discount->expiresAt <= desk.now())
    return problem(422, "DISCOUNT_CODE_EXPIRED", "The discount code has expired");
  if (discount->most && discount->used >= *discount->most)
    return problem(422, "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED", "The discount code has been used up");
  return json(discountJson(desk, *discount));
}

bool isUsable(const Discount& discount, Instant now) {
  return !(discount.expiresAt && *discount.expiresAt <= now) && !(discount.most && discount.used >= *discount.most);
}

bool fitsProduct(const Asked& asked, const Discount& discount) {
  const std::string wanted = asked.wanted("product_id");
  return wanted.empty() || discount.products.empty() ||
         std::find(discount.products.begin(), discount.products.end(), wanted) != discount.products.end();
}

Reply listDiscounts(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().discounts,
      [&](const Discount& one) {
        return !one.deleted && asWanted(asked, "active", isUsable(one, desk.now())) &&
               asWanted(asked, "code", one.code) && fitsProduct(asked, one) &&
               asWanted(asked, "discount_type", std::string_view(one.amountOff ? "flat" : "percentage"));
      },
      [&](const Discount& one) { return discountJson(desk, one); });
}

}  // namespace

void addDiscounts(Endpoints& to) {
  to.add("GET", "/discounts", "active:b code:s discount_type:(flat|percentage) product_id:s", listDiscounts);
  to.add("POST", "/discounts", "amount!:n type!:(flat|percentage) " DODO_DISCOUNT_REST, createDiscount);
  to.add("GET", "/discounts/code/{code}", "", retrieveByCode);
  to.add("GET", "/discounts/{id}", "", retrieveDiscount);
  to.add("PATCH", "/discounts/{id}", "amount:n type:(flat|percentage) " DODO_DISCOUNT_REST, updateDiscount);
  to.add("DELETE", "/discounts/{id}", "", deleteDiscount);
}

}  // namespace billing::sandbox::dodo
