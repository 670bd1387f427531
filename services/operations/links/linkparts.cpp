// The parts that static links and sessions have in common: product, quantity, way back, metadata.
#include <QString>
#include <QUrl>
#include <algorithm>
#include <charconv>

#include "operations/checkouts/returnurl.h"
#include "operations/links/linkcheck.h"

namespace billing::operations {
namespace {

using workspace::Severity;

std::string modeWord(bool live) {
  return live ? "live" : "test";
}

bool isSoldInMode(const BillingRules& rules, const std::string& id, bool live) {
  return rules.soldAs(id, live).plan != nullptr || rules.packSoldAs(id, live) != nullptr;
}

bool fitsProvider(Provider provider, std::string_view id) {
  const bool product = id.starts_with("prod_");
  return provider == Provider::Dodo ? product || id.starts_with("pdt_") : product || id.starts_with("price_");
}

void addUnknown(LinkFindings& found, const std::string& id, const RulesContext& rules) {
  const bool taken = rules.rules.unknownProduct == UnknownProduct::UseDefault;
  found.push_back({taken ? Severity::Warning : Severity::Error, "unknown_product", "product",
                   "“" + id + "” is no product of this workspace in " + modeWord(rules.live) + " mode" +
                       (taken ? ": whoever pays for it gets the plan " + rules.rules.unknownProductPlan
                              : ": whoever pays for it gets nothing"),
                   "Take the id from the Plans pane, or enter this one at its plan in the workspace's file"});
}

bool isThisMachine(const QString& host) {
  return host == u"localhost" || host == u"127.0.0.1" || host == u"::1";
}

bool looksLikeEmail(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find(' ') == std::string_view::npos && text.back() != '.';
}

bool isTemplate(std::string_view value) {
  return value.find_first_of("{}<>") != std::string_view::npos || value.starts_with("$") || value == "EMAIL" ||
         value == "USER_ID";
}

void checkValue(LinkFindings& found, const LinkMetadata& entry, const BillingRules& rules) {
  const auto add = [&](const char* code, const std::string& what, const std::string& fix) {
    found.push_back({Severity::Error, code, "metadata", what, fix});
  };
  if (entry.value.empty())
    add("metadata_empty", "metadata " + entry.key + " is empty", "Put the account's key in: " + entry.key + "=...");
  else if (isTemplate(entry.value))
    found.push_back({Severity::Warning, "metadata_template", "metadata",
                     "metadata " + entry.key + " still is a template: “" + entry.value + "”",
                     "Fill it in for each customer before the link is sent"});
  else if (entry.key == rules.metadataAccountKey && rules.accountKind == AccountKind::Email &&
           !looksLikeEmail(entry.value))
    add("metadata_not_email", "metadata " + entry.key + " is no e-mail address: “" + entry.value + "”",
        "Accounts of this workspace are e-mail addresses: write it whole, with @ as %40");
}

void checkCredits(LinkFindings& found, const std::vector<LinkMetadata>& metadata, const RulesContext& rules) {
  const std::string& key = rules.rules.credits.metadataCreditsKey;
  if (key.empty()) return;
  const auto entry = std::ranges::find(metadata, key, &LinkMetadata::key);
  if (entry == metadata.end()) {
    found.push_back({Severity::Error, "metadata_credits_missing", "metadata",
                     "metadata " + key + " is missing: the payment would buy no credits", "Add it: " + key + "=25"});
    return;
  }
  const auto credits = creditsFrom(entry->value);
  if (isTemplate(entry->value) || (credits && *credits > 0)) return;
  found.push_back({Severity::Error, "metadata_credits_bad", "metadata",
                   "metadata " + key + " is no number of credits above 0: “" + entry->value + "”",
                   "Write how many credits the payment buys: " + key + "=25"});
}

}  // namespace

bool hasErrors(const LinkFindings& findings) {
  return std::ranges::any_of(findings, [](const auto& one) { return one.severity == Severity::Error; });
}

void checkLinkProduct(LinkFindings& found, const std::string& id, const RulesContext& rules) {
  const auto add = [&](const char* code, const std::string& what, const std::string& fix) {
    found.push_back({Severity::Error, code, "product", what, fix});
  };
  if (id.empty()) return add("no_product", "The link names no product", "Give the product's id");
  if (isSoldInMode(rules.rules, id, rules.live)) {
    // An invented id may stand in the workspace's file too.
    if (workspace::isPlaceholderId(id))
      add("placeholder_product", "“" + id + "” is a placeholder, not an id that a provider gave out",
          "Copy the product's id from the provider's dashboard into the workspace's file and into the link");
    return;
  }
  if (isSoldInMode(rules.rules, id, !rules.live))
    return add("product_of_other_mode", "“" + id + "” is a product of " + modeWord(!rules.live) + " mode",
               "Take the id of " + modeWord(rules.live) + " mode from the Plans pane");
  if (!fitsProvider(rules.provider, id))
    return add(
        "product_id_pattern",
        "“" + id + "” is not an id of " + std::string(rules.provider == Provider::Dodo ? "Dodo Payments" : "Stripe"),
        rules.provider == Provider::Dodo ? "Dodo's product ids begin with pdt_"
                                         : "Stripe's price ids begin with price_");
  if (workspace::isPlaceholderId(id))
    return add("placeholder_product", "“" + id + "” is a placeholder, not an id that a provider gave out",
               "Copy the product's id from the provider's dashboard");
  if (!rules.rules.empty()) addUnknown(found, id, rules);
}

void checkLinkReturn(LinkFindings& found, const std::string& url, const RulesContext& rules) {
  const auto add = [&](const char* code, const std::string& what, const std::string& fix) {
    found.push_back({Severity::Error, code, "redirect_url", what, fix});
  };
  if (const auto fit = checkedReturnUrl(url); !fit)
    return add("redirect_invalid", "The way back is no web address: “" + url + "”",
               "Write it whole: https://shop.example/upgrade/success");
  const QUrl parsed(QString::fromStdString(url));
  const bool here = isThisMachine(parsed.host());
  if (here && rules.live)
    return add("redirect_localhost", "The way back leads to this machine, in live mode",
               "Give the address of the site that customers see");
  if (parsed.scheme() == u"https" || here) return;
  add("redirect_not_https", "The way back is not encrypted: “" + url + "”", "Begin it with https://");
}

void checkLinkQuantity(LinkFindings& found, const std::string& quantity, const std::string& product,
                       const RulesContext& rules) {
  std::int64_t count = 0;
  const auto* end = quantity.data() + quantity.size();
  const auto [stop, failed] = std::from_chars(quantity.data(), end, count);
  if (failed != std::errc() || stop != end || count < 1 || count > 1'000'000) {
    found.push_back({Severity::Error, "bad_quantity", "quantity",
                     "The quantity is no whole number above 0: “" + quantity + "”", "Write quantity=1"});
  } else if (count > 1 && rules.rules.soldAs(product, rules.live).plan != nullptr) {
    found.push_back({Severity::Warning, "quantity_of_plan", "quantity",
                     "The plan is bought " + std::to_string(count) + " times at once, and gives the same as once",
                     "Write quantity=1, unless seats are meant"});
  }
}

void checkLinkMetadata(LinkFindings& found, const std::vector<LinkMetadata>& metadata, const std::string& product,
                       const std::string& email, const RulesContext& rules) {
  const std::string& key = rules.rules.metadataAccountKey;
  const bool named = std::ranges::find(metadata, key, &LinkMetadata::key) != metadata.end();
  const bool byEmail = rules.rules.accountKind == AccountKind::Email && !email.empty();
  if (!key.empty() && !named)
    found.push_back({byEmail ? Severity::Warning : Severity::Error, "metadata_missing", "metadata",
                     "metadata " + key + " is missing" +
                         (byEmail ? ": the account is then found by the e-mail that the buyer enters"
                                  : ": nobody can tell whose payment it is"),
                     "Add it: metadata_" + key + "=..."});
  for (const auto& entry : metadata)
    if (entry.key == key) checkValue(found, entry, rules.rules);
  const bool plan = rules.rules.soldAs(product, rules.live).plan != nullptr;
  if (rules.rules.credits.enabled && !plan) checkCredits(found, metadata, rules);
  if (std::ranges::any_of(metadata, &LinkMetadata::brackets) && rules.provider == Provider::Dodo)
    found.push_back({Severity::Advice, "metadata_brackets", "metadata",
                     "metadata[key] is not the form that Dodo documents for static links",
                     "Write metadata_key=..., or see by a test purchase that the webhook carries it"});
}

}  // namespace billing::operations
