#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

constexpr std::size_t shortestRealId = 10;  // characters after the prefix; the providers' own have 14 and more

bool isLetter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool isDigit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// One product id of the file, wherever it stands.
struct ProductId {
  std::string path;   // of its table
  std::string owner;  // "Pro, yearly"
  const std::string& test;
  const std::string& live;
  bool free = false;  // nothing is paid, so the provider need not know it
};

std::vector<ProductId> productIds(const BillingRules& rules) {
  std::vector<ProductId> ids;
  for (std::size_t i = 0; i < rules.plans.size(); ++i)
    for (std::size_t j = 0; j < rules.plans[i].prices.size(); ++j) {
      const auto& price = rules.plans[i].prices[j];
      const auto owner = rules.plans[i].name + " per " + std::string(toString(price.interval.unit));
      ids.push_back(
          {at(at("plan", i) + ".price", j), owner, price.testProductId, price.liveProductId, price.amount.minor == 0});
    }
  for (std::size_t i = 0; i < rules.credits.packs.size(); ++i) {
    const auto& pack = rules.credits.packs[i];
    ids.push_back({at("credits.pack", i), pack.name, pack.testProductId, pack.liveProductId});
  }
  return ids;
}

constexpr std::array<std::string_view, 2> dodoPrefixes{"pdt_", "prod_"};
constexpr std::array<std::string_view, 2> stripePrefixes{"price_", "prod_"};

bool hasPrefixOf(Provider provider, std::string_view id) {
  const auto& prefixes = provider == Provider::Dodo ? dodoPrefixes : stripePrefixes;
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return id.starts_with(prefix); });
}

const char* whereToFind(Provider provider) {
  return provider == Provider::Dodo
             ? "Copy the id (pdt_...) from Products in Dodo's dashboard, https://app.dodopayments.com"
             : "Copy the id (price_...) from the product's page in Stripe's dashboard, "
               "https://dashboard.stripe.com/products";
}

void checkMissingId(const CheckedProfile& checked, const ProductId& product, const std::string& path, bool live,
                    bool goingLive) {
  const bool inUse = live == checked.profile.live();
  if (product.free || (!inUse && !(live && goingLive))) return;
  const auto severity = !inUse ? Severity::Advice : live ? Severity::Error : Severity::Warning;
  checked.found.add(severity, "missing_product_id", path,
                    product.owner + " has no product id for " + (live ? "live" : "test") +
                        " mode: it cannot be bought there, and a subscription to it is not recognised",
                    whereToFind(checked.profile.provider));
}

// `goingLive`: some prices have a live id already, so that the others are likely forgotten.
void checkId(const CheckedProfile& checked, const ProductId& product, const std::string& id, bool live,
             bool goingLive) {
  const auto path = product.path + (live ? ".live" : ".test");
  const auto provider = checked.profile.provider;
  const bool inUse = live == checked.profile.live();
  if (id.empty()) return checkMissingId(checked, product, path, live, goingLive);
  if (isPlaceholderId(id))
    checked.found.add(live && inUse ? Severity::Error : Severity::Warning, "placeholder_product_id", path,
                      "“" + id + "” is a placeholder, not an id that a provider gave out", whereToFind(provider));
  if (hasPrefixOf(provider, id)) return;
  const auto other = provider == Provider::Dodo ? Provider::Stripe : Provider::Dodo;
  checked.found.add(Severity::Error, "product_id_pattern", path,
                    "“" + id + "” is not a product id of " + std::string(toString(provider)) +
                        (hasPrefixOf(other, id) ? " but of " + std::string(toString(other)) : ""),
                    whereToFind(provider));
}

}  // namespace

bool isPlaceholderId(std::string_view id) {
  const auto lower = lowerCase(id);
  for (const auto* word : {"xxxx", "...", "…", "<", ">", "your", "replace", "todo", "changeme", "example",
                           "placeholder", "12345", "abc123"})
    if (lower.find(word) != std::string::npos) return true;
  const auto underscore = id.find('_');
  const auto own = underscore == std::string_view::npos ? id : id.substr(underscore + 1);
  // Words alone: "starter_monthly". What a provider gives out has digits or mixed case.
  const bool words =
      std::ranges::all_of(own, [](char c) { return isLetter(c) || c == '_' || c == '-'; }) && lowerCase(own) == own;
  return own.size() < shortestRealId || words || std::ranges::all_of(own, isDigit);
}

void checkProductIds(const CheckedProfile& checked) {
  std::map<std::string, std::string> owners;
  const auto products = productIds(checked.profile.rules);
  const bool goingLive = std::ranges::any_of(products, [](const ProductId& product) { return !product.live.empty(); });
  for (const auto& product : products) {
    checkId(checked, product, product.test, false, goingLive);
    checkId(checked, product, product.live, true, goingLive);
    for (const auto* id : {&product.test, &product.live}) {
      if (id->empty()) continue;
      const auto [first, fresh] = owners.emplace(*id, product.owner);
      if (!fresh)
        checked.found.add(
            Severity::Error, "duplicate_product_id", product.path + (id == &product.test ? ".test" : ".live"),
            "“" + *id + "” is also the id of " + first->second + ": what a payment bought cannot be told from it",
            "Give each price and each mode an id of its own");
    }
  }
}

}  // namespace billing::workspace
