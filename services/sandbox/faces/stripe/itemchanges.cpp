#include "sandbox/faces/stripe/itemchanges.h"

#include <algorithm>

#include "sandbox/faces/stripe/catalogue.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::size_t mostItems = 20;

bool hasPrice(const Reader& entry) {
  return entry.has("price") || entry.has("plan") || entry.has("price_data");
}

void changeOne(Request& r, const Reader& entry, std::vector<SubscriptionItem>& items) {
  const auto id = entry.text("id");
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  if (found == items.end())
    entry.refuse(noSuch("subscription item", id, entry.fullName("id"), 400));
  else if (entry.boolean("deleted").value_or(false))
    items.erase(found);
  else
    readItem(r, entry, *found);
}

void addOne(Request& r, const Reader& entry, std::vector<SubscriptionItem>& items) {
  SubscriptionItem item;
  if (!hasPrice(entry)) entry.required("price");
  readItem(r, entry, item);
  const auto same = [&](const auto& other) { return !item.price.empty() && other.price == item.price; };
  if (std::any_of(items.begin(), items.end(), same))
    entry.refuse(
        invalid("Cannot add multiple subscription items with the same plan: " + item.price, entry.fullName("price")));
  item.id = r.ledger.newId("si_");
  items.push_back(std::move(item));
}

// All items of a subscription bill in the same rhythm and currency.
void checkTogether(Request& r, const Reader& in, const std::vector<SubscriptionItem>& items) {
  const Price* first = nullptr;
  for (const auto& item : items) {
    const auto* price = r.ledger.prices.find(item.price);
    if (!price || r.problem) return;
    if (!price->interval)
      in.refuse(
          invalid("The price specified is set to `type=one_time` but this field only accepts prices with "
                  "`type=recurring`.",
                  "items[0][price]"));
    first = first ? first : price;
    if (first->interval != price->interval || first->unit.currency != price->unit.currency)
      in.refuse(invalid("All prices of a subscription must have the same currency and recurring interval.", "items"));
  }
}

}  // namespace

void readItem(Request& r, const Reader& entry, SubscriptionItem& item) {
  if (hasPrice(entry)) item.price = priceGiven(r, entry);
  item.quantity = entry.integer("quantity").value_or(item.quantity);
  if (item.quantity < 0)
    entry.refuse(invalid("This value must be greater than or equal to 0.", entry.fullName("quantity"),
                         "parameter_invalid_integer"));
  entry.into("metadata", item.metadata);
}

std::vector<SubscriptionItem> readItems(Request& r, const Reader& in, std::string_view name,
                                        std::vector<SubscriptionItem> items) {
  for (const auto& entry : in.each(name)) {
    if (entry.has("id"))
      changeOne(r, entry, items);
    else
      addOne(r, entry, items);
  }
  if (items.empty()) in.refuse(invalid("A subscription must have at least one active item.", std::string(name)));
  if (items.size() > mostItems) in.refuse(invalid("A subscription can have at most 20 items.", std::string(name)));
  checkTogether(r, in, items);
  return items;
}

providers::ChangeCharge chargeOf(const Reader& in) {
  const auto behaviour = in.oneOf("proration_behavior", {"always_invoice", "create_prorations", "none"});
  if (behaviour == "always_invoice") return providers::ChangeCharge::Prorated;
  return behaviour == "none" ? providers::ChangeCharge::None : providers::ChangeCharge::NextInvoice;
}

ItemsChange readItemsChange(Request& r, const Reader& in, const Subscription& subscription) {
  ItemsChange change;
  change.subscription = subscription.id;
  change.items = readItems(r, in, "items", subscription.items);
  change.charge = chargeOf(in);
  change.prorationAt = in.time("proration_date");
  const auto behaviour = in.oneOf(
      "payment_behavior", {"allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"});
  change.preventOnFailure = behaviour == "pending_if_incomplete" || behaviour == "error_if_incomplete";
  if (change.prorationAt &&
      (*change.prorationAt < subscription.periodStart || *change.prorationAt > subscription.periodEnd))
    in.refuse(invalid("Invalid proration_date: it must lie within the current billing period.", "proration_date"));
  return change;
}

bool sameItems(const std::vector<SubscriptionItem>& a, const std::vector<SubscriptionItem>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.id == y.id && x.price == y.price && x.quantity == y.quantity;
  });
}

std::vector<std::string> readDiscounts(Request& r, const Reader& in) {
  std::vector<std::string> ids;
  for (const auto& entry : in.each("discounts")) {
    if (const auto* code = r.given(r.ledger.promotionCodes, entry, "promotion_code", "promotion code"))
      ids.push_back(code->id);
    else if (const auto* coupon = r.given(r.ledger.discounts, entry, "coupon", "coupon"))
      ids.push_back(coupon->id);
  }
  return ids;
}

tl::expected<Subscription*, Refusal> changeItems(Request& r, const ItemsChange& change) {
  auto changed = r.engine.changeItems(change);
  if (!changed) return refuse(refusalOf(changed.error()));
  return *changed;
}

}  // namespace billing::sandbox::stripe
