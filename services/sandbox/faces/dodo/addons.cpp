// /addons: kept as products whose ids say so.
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

// A new price where the amount or currency changes: those who have the addon keep theirs.
void priceAddon(Desk& desk, Product& addon, const Asked& asked) {
  const Price* old = priceOf(desk, addon);
  const QJsonValue currency =
      asked.has("currency") ? asked.body["currency"_L1] : QJsonValue(codeText(old->unit.currency));
  const QJsonValue amount = asked.has("price") ? asked.body["price"_L1] : jsonInteger(old->unit.minor);
  setPrice(desk, addon, {{"type"_L1, "one_time_price"_L1}, {"currency"_L1, currency}, {"price"_L1, amount}});
}

void takeAddonFields(Desk& desk, Product& addon, const Asked& asked) {
  if (asked.has("name")) addon.name = asked.text("name");
  if (asked.body.contains("description"_L1)) addon.description = asked.text("description");
  if (asked.has("tax_category")) addon.taxCategory = asked.text("tax_category");
  if (asked.has("price") || asked.has("currency")) priceAddon(desk, addon, asked);
  addon.updated = desk.now();
  desk.ledger().products.touch(addon.id);
}

Reply createAddon(Desk& desk, const Asked& asked) {
  Product made;
  made.id = desk.ledger().newId("adn_");
  made.created = desk.now();
  Product& addon = desk.ledger().products.add(std::move(made));
  takeAddonFields(desk, addon, asked);
  return json(addonJson(addon, *priceOf(desk, addon)));
}

Reply updateAddon(Desk& desk, const Asked& asked) {
  const auto found = addonOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  Product& addon = *desk.ledger().products.find((*found)->id);
  takeAddonFields(desk, addon, asked);
  return json(addonJson(addon, *priceOf(desk, addon)));
}

Reply retrieveAddon(Desk& desk, const Asked& asked) {
  return addonOf(desk, asked.params["id"]).map([&](const Product* addon) {
    return json(addonJson(*addon, *priceOf(desk, *addon)));
  });
}

Reply listAddons(Desk& desk, const Asked& asked) {
  return page(asked, desk.ledger().products, isAddon,
              [&](const Product& addon) { return addonJson(addon, *priceOf(desk, addon)); });
}

}  // namespace

void addAddons(Endpoints& to) {
  to.add("GET", "/addons", "", listAddons);
  to.add("POST", "/addons",
         "name!:s currency!:c price!:n tax_category!:(digital_products|saas|e_book|edtech|live_tutoring) description:s",
         createAddon);
  to.add("GET", "/addons/{id}", "", retrieveAddon);
  to.add("PATCH", "/addons/{id}",
         "name:s currency:c price:n tax_category:(digital_products|saas|e_book|edtech|live_tutoring) description:s",
         updateAddon);
}

}  // namespace billing::sandbox::dodo
