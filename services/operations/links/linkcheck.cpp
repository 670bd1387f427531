#include "operations/links/linkcheck.h"

#include <QByteArray>
#include <QUrl>
#include <algorithm>
#include <array>
#include <map>

namespace billing::operations {
namespace {

using workspace::Severity;

constexpr std::size_t kLongestLink = 2000;

struct LinkParameter {
  std::string name, raw, value;  // raw: as it stands in the link
};

struct LookedAtLink {
  const std::string& text;
  QUrl url;
  std::vector<LinkParameter> parameters;
  const RulesContext& rules;
  LinkFindings found;

  void add(Severity severity, const char* code, const char* part, const std::string& what, const std::string& fix) {
    found.push_back({severity, code, part, what, fix});
  }
  [[nodiscard]] const LinkParameter* parameter(std::string_view name) const {
    const auto at = std::ranges::find(parameters, name, &LinkParameter::name);
    return at == parameters.end() ? nullptr : &*at;
  }
  [[nodiscard]] std::string valueOf(std::string_view name) const {
    const auto* one = parameter(name);
    return one == nullptr ? std::string() : one->value;
  }
};

std::string decodedPart(std::string_view raw) {
  QByteArray bytes(raw.data(), static_cast<qsizetype>(raw.size()));
  return QByteArray::fromPercentEncoding(bytes.replace('+', ' ')).toStdString();
}

// QUrl would mend what is to be seen here, so the query is taken apart as it stands.
std::vector<LinkParameter> parametersOf(std::string_view text) {
  const auto question = text.find('?');
  if (question == std::string_view::npos) return {};
  std::string_view rest = text.substr(question + 1);
  rest = rest.substr(0, rest.find('#'));
  std::vector<LinkParameter> parameters;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (one.empty()) continue;
    const auto equals = std::min(one.find('='), one.size());
    const std::string_view raw = one.substr(std::min(one.size(), equals + 1));
    parameters.push_back({decodedPart(one.substr(0, equals)), std::string(raw), decodedPart(raw)});
  }
  return parameters;
}

bool isWebAddress(LookedAtLink& link) {
  const QString scheme = link.url.scheme();
  if (link.url.isValid() && !link.url.host().isEmpty() && (scheme == u"https" || scheme == u"http")) return true;
  link.add(Severity::Error, "not_a_link", "host", "This is no web address", "Paste the whole link, from https:// on");
  return false;
}

void checkSecretsInLink(LookedAtLink& link) {
  for (const std::string_view mark : {"sk_"
                                      "test_",
                                      "sk_"
                                      "live_",
                                      "rk_"
                                      "live_",
                                      "rk_"
                                      "test_",
                                      "whsec"
                                      "_"}) {
    if (link.text.find(mark) == std::string::npos) continue;
    return link.add(Severity::Error, "secret_in_link", "metadata", "The link carries a secret key",
                    "Take it out, and replace the key: whoever has the link has it");
  }
}

std::string hostFix(const LookedAtLink& link) {
  return "In " + std::string(link.rules.live ? "live" : "test") + " mode links begin with https://" +
         std::string(staticLinkHost(link.rules.provider, link.rules.live)) +
         (link.rules.provider == Provider::Dodo ? "/buy/"
          : link.rules.live                     ? "/"
                                                : "/test_");
}

// Dodo's modes have hosts of their own; Stripe's test links say so in their path.
std::optional<bool> modeOfLink(const LookedAtLink& link) {
  const QString host = link.url.host();
  if (host == u"checkout.dodopayments.com") return true;
  if (host == u"test.checkout.dodopayments.com") return false;
  if (host == u"buy.stripe.com") return !link.url.path().startsWith(u"/test_");
  return std::nullopt;
}

bool checkHost(LookedAtLink& link) {
  const QString host = link.url.host();
  if (link.url.scheme() != u"https")
    link.add(Severity::Error, "not_https", "host", "The link is not encrypted", "Begin it with https://");
  if (host == u"checkout.stripe.com" || link.url.path().startsWith(u"/session/")) {
    link.add(Severity::Warning, "session_link", "host", "This is a session for one buyer: it ends after a day",
             "Make a new session for each buyer, or use a static link");
    return false;
  }
  const auto mode = modeOfLink(link);
  const bool stripes = host.endsWith(u"stripe.com");
  if (!mode) {
    link.add(Severity::Error, "unknown_host", "host", "“" + host.toStdString() + "” is no checkout of the provider",
             hostFix(link));
    return true;
  }
  if (stripes != (link.rules.provider == Provider::Stripe)) {
    link.add(Severity::Error, "other_provider", "host",
             std::string("The link leads to ") + (stripes ? "Stripe" : "Dodo Payments") +
                 ", and this workspace sells by the other one",
             hostFix(link));
    return false;
  }
  if (*mode != link.rules.live)
    link.add(Severity::Error, "wrong_mode_host", "host",
             std::string("The link is of ") + (*mode ? "live" : "test") + " mode, and the workspace of the other one",
             hostFix(link));
  return true;
}

std::string encodedPart(const std::string& value) {
  return QByteArray::fromStdString(value).toPercentEncoding().toStdString();
}

void checkRedirect(LookedAtLink& link) {
  const auto* redirect = link.parameter("redirect_url");
  if (redirect == nullptr || redirect->value.empty())
    return link.add(Severity::Warning, "redirect_missing", "redirect_url", "The customer is led nowhere after paying",
                    "Add redirect_url=https%3A%2F%2F...");
  if (redirect->value.starts_with("https%3A") || redirect->value.starts_with("http%3A"))
    return link.add(Severity::Error, "redirect_encoded_twice", "redirect_url", "The way back is encoded twice",
                    "Encode it once: redirect_url=" + redirect->value);
  // What comes behind an & or # of its own is not part of it any more: the customer lands elsewhere.
  const bool cut = link.url.hasFragment() || redirect->raw.find('?') != std::string::npos;
  if (cut || redirect->raw.find_first_of(":/") != std::string::npos)
    link.add(cut ? Severity::Error : Severity::Warning, "redirect_not_encoded", "redirect_url",
             "The way back is not encoded" + std::string(cut ? ": its end is lost behind ?, & or #" : ""),
             "Write redirect_url=" + encodedPart(redirect->value));
  checkLinkReturn(link.found, redirect->value, link.rules);
}

std::optional<LinkMetadata> metadataOf(const LinkParameter& parameter) {
  const std::string& name = parameter.name;
  if (name.starts_with("metadata_")) return LinkMetadata{name.substr(9), parameter.value, false};
  if (name.starts_with("metadata[") && name.ends_with("]"))
    return LinkMetadata{name.substr(9, name.size() - 10), parameter.value, true};
  return std::nullopt;
}

std::vector<LinkMetadata> metadataOfLink(const LookedAtLink& link) {
  std::vector<LinkMetadata> metadata;
  for (const auto& parameter : link.parameters)
    if (auto entry = metadataOf(parameter)) metadata.push_back(std::move(*entry));
  return metadata;
}

constexpr std::array kDodoParameters{"quantity",
                                     "redirect_url",
                                     "fullName",
                                     "firstName",
                                     "lastName",
                                     "email",
                                     "country",
                                     "addressLine",
                                     "city",
                                     "state",
                                     "zipCode",
                                     "disableFullName",
                                     "disableFirstName",
                                     "disableLastName",
                                     "disableEmail",
                                     "disableCountry",
                                     "disableAddressLine",
                                     "disableCity",
                                     "disableState",
                                     "disableZipCode",
                                     "paymentCurrency",
                                     "showCurrencySelector",
                                     "paymentAmount",
                                     "showDiscounts"};
constexpr std::array kStripeParameters{"client_reference_id",  "prefilled_email",       "locked_prefilled_email",
                                       "prefilled_promo_code", "prefilled_custom_text", "locale"};

bool isKnownParameter(Provider provider, const std::string& name) {
  if (name.starts_with("utm_")) return true;
  if (provider == Provider::Stripe) return std::ranges::find(kStripeParameters, name) != kStripeParameters.end();
  return std::ranges::find(kDodoParameters, name) != kDodoParameters.end();
}

void checkParameterNames(LookedAtLink& link) {
  std::map<std::string, int> seen;
  for (const auto& one : link.parameters) {
    if (++seen[one.name] == 2)
      link.add(Severity::Warning, "parameter_twice", "query", "“" + one.name + "” is given twice", "Give it once");
    if (metadataOf(one) || isKnownParameter(link.rules.provider, one.name) || seen[one.name] > 1) continue;
    link.add(Severity::Advice, "unknown_parameter", "query",
             "“" + one.name + "” is no parameter that the provider documents",
             one.name == "metadata" ? "Name the key: metadata_email=..." : "Leave it out, or check its spelling");
  }
}

void checkDodoLink(LookedAtLink& link) {
  const QString path = link.url.path();
  const std::string product = path.startsWith(u"/buy/") ? path.mid(5).section(u'/', 0, 0).toStdString() : std::string();
  checkLinkProduct(link.found, product, link.rules);
  if (const auto* quantity = link.parameter("quantity"))
    checkLinkQuantity(link.found, quantity->value, product, link.rules);
  else
    link.add(Severity::Advice, "quantity_missing", "quantity", "No quantity: the provider takes 1", "Add quantity=1");
  checkRedirect(link);
  checkLinkMetadata(link.found, metadataOfLink(link), product, link.valueOf("email"), link.rules);
}

// Product, quantity and way back of a payment link of Stripe's are kept at Stripe; its address can only name the buyer.
void checkStripeLink(LookedAtLink& link) {
  if (link.url.path().size() < 3)
    link.add(Severity::Error, "no_product", "product", "The link names no payment link", hostFix(link));
  for (const auto& one : link.parameters)
    if (metadataOf(one))
      link.add(Severity::Error, "metadata_ignored", "metadata", "Stripe ignores “" + one.name + "” in an address",
               "Make a session with that metadata (link checkout), or pass client_reference_id");
  const std::string& key = link.rules.rules.metadataAccountKey;
  const bool named = link.parameter("client_reference_id") != nullptr || link.parameter("prefilled_email") != nullptr;
  if (!key.empty() && !named)
    link.add(Severity::Warning, "metadata_missing", "metadata",
             "The link does not say whose payment it is, and this workspace reads it from metadata " + key,
             "Make a session for the buyer (link checkout) instead");
}

}  // namespace

std::string_view staticLinkHost(Provider provider, bool live) {
  if (provider == Provider::Stripe) return "buy.stripe.com";
  return live ? "checkout.dodopayments.com" : "test.checkout.dodopayments.com";
}

LinkFindings checkLink(const std::string& url, const RulesContext& rules) {
  LookedAtLink link{url, QUrl(QString::fromStdString(url)), parametersOf(url), rules, {}};
  if (!isWebAddress(link)) return link.found;
  checkSecretsInLink(link);
  if (url.size() > kLongestLink)
    link.add(Severity::Warning, "too_long", "host", "The link is longer than 2,000 characters: some programs cut it",
             "Put less into metadata and the way back");
  if (checkHost(link)) {
    rules.provider == Provider::Dodo ? checkDodoLink(link) : checkStripeLink(link);
    checkParameterNames(link);
  }
  return link.found;
}

}  // namespace billing::operations
