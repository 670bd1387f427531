#include "operations/links/linkorder.h"

#include <QByteArray>
#include <algorithm>

#include "operations/links/linkcheck.h"

namespace billing::operations {
namespace {

using workspace::Severity;

constexpr std::size_t kMostMetadata = 50, kLongestKey = 40, kLongestValue = 500;
constexpr int kMostTrialDays = 730;

std::vector<LinkMetadata> metadataOfOrder(const AdminOrder& order) {
  std::vector<LinkMetadata> metadata;
  for (const auto& [key, value] : order.metadata) metadata.push_back({key, value, false});
  return metadata;
}

void checkMetadataLimits(LinkFindings& found, const providers::Metadata& metadata) {
  const bool large = std::ranges::any_of(metadata, [](const auto& entry) {
    return entry.first.empty() || entry.first.size() > kLongestKey || entry.second.size() > kLongestValue;
  });
  if (large || metadata.size() > kMostMetadata)
    found.push_back({Severity::Error, "metadata_too_large", "metadata", "The provider would not take this metadata",
                     "At most 50 keys, a key of 1 to 40 characters, a value of 500"});
}

void checkBuyer(LinkFindings& found, const AdminOrder& order, const RulesContext& rules) {
  const auto at = order.email.find('@');
  if (!order.email.empty() && (at == 0 || at == std::string::npos || at + 1 == order.email.size()))
    found.push_back({Severity::Error, "bad_email", "customer", "“" + order.email + "” is no e-mail address",
                     "Write it whole: ada@shop.example"});
  if (order.customer.empty() && order.email.empty() && !order.name.empty())
    found.push_back({Severity::Error, "email_missing", "customer", "A name without an e-mail address",
                     "Add the e-mail address, or leave both to the buyer"});
  if (!order.name.empty() && order.customer.empty() && rules.provider == Provider::Stripe)
    found.push_back({Severity::Advice, "name_ignored", "customer", "Stripe asks the buyer for the name itself",
                     "Leave the name out"});
}

void checkTrial(LinkFindings& found, const AdminOrder& order) {
  if (order.trialDays < 0 || order.trialDays > kMostTrialDays)
    found.push_back(
        {Severity::Error, "bad_trial", "trial", "A trial lasts 1 to 730 days", "Give the days of the trial"});
  else if (order.trialDays > 0 && !order.recurring)
    found.push_back({Severity::Error, "trial_of_one_off", "trial", "What is paid once has no trial", "Leave it out"});
}

Result<void> firstError(const LinkFindings& found) {
  const auto error = std::ranges::find(found, Severity::Error, &LinkFinding::severity);
  if (error == found.end()) return {};
  return failure(ErrorKind::InvalidInput, error->code, error->what, {}, error->fix);
}

std::string encodedForLink(const std::string& value) {
  return QByteArray::fromStdString(value).toPercentEncoding().toStdString();
}

providers::CheckoutOrder sessionOf(const AdminOrder& order, const std::string& operation) {
  providers::CheckoutOrder session;
  session.product = order.product;
  session.quantity = order.quantity;
  session.recurring = order.recurring;
  session.trialDays = order.trialDays;
  session.customer = order.customer;
  session.email = order.email;
  session.name = order.name;
  session.successUrl = order.successUrl;
  session.cancelUrl = order.cancelUrl;
  session.discountCode = order.code;
  // Stripe takes a code or the field for one, not both.
  if (order.code.empty()) session.allowDiscountCodes = order.allowDiscountCodes;
  session.metadata = order.metadata;
  session.idempotencyKey = operation;
  return session;
}

Result<MadeLink> makePortal(providers::BillingProvider& provider, const AdminOrder& order, const RulesContext& rules,
                            const CancelToken& cancel) {
  const std::string& customer = order.customer.empty() ? order.subject : order.customer;
  if (customer.empty())
    return failure(ErrorKind::InvalidInput, "customer_missing", "A portal belongs to a customer", {},
                   "Give the provider's id of the customer");
  LinkFindings found;
  if (!order.successUrl.empty()) checkLinkReturn(found, order.successUrl, rules);
  if (const auto fine = firstError(found); !fine) return failure(fine.error());
  auto url = provider.createPortal(customer, order.successUrl, cancel);
  if (!url) return failure(url.error());
  return MadeLink{{}, std::move(*url)};
}

}  // namespace

Result<AdminOrder> withProduct(AdminOrder order, const RulesContext& rules) {
  if (order.product.empty() && !order.plan.empty()) {
    const Plan* plan = rules.rules.plan(order.plan);
    if (plan == nullptr)
      return failure(ErrorKind::NotFound, "unknown_plan", "There is no plan “" + order.plan + "”", {},
                     "The Plans pane lists their keys");
    const auto interval = order.interval.value_or(BillingInterval{});
    const auto price = std::ranges::find(plan->prices, interval, &PlanPrice::interval);
    if (price == plan->prices.end() || price->productId(rules.live).empty())
      return failure(ErrorKind::InvalidInput, "no_product_id",
                     plan->name + " has no product id for this interval and mode", {},
                     "Enter it at the plan's price in the workspace's file");
    order.product = price->productId(rules.live);
  }
  if (rules.rules.packSoldAs(order.product, rules.live) != nullptr) order.recurring = false;
  return order;
}

LinkFindings checkSession(const AdminOrder& order, const RulesContext& rules) {
  LinkFindings found;
  checkLinkProduct(found, order.product, rules);
  checkLinkQuantity(found, std::to_string(order.quantity), order.product, rules);
  checkBuyer(found, order, rules);
  checkTrial(found, order);
  if (!order.successUrl.empty())
    checkLinkReturn(found, order.successUrl, rules);
  else
    found.push_back({rules.provider == Provider::Stripe ? Severity::Error : Severity::Warning, "redirect_missing",
                     "redirect_url", "The customer is led nowhere after paying", "Give the address to return to"});
  if (!order.cancelUrl.empty()) checkLinkReturn(found, order.cancelUrl, rules);
  checkLinkMetadata(found, metadataOfOrder(order), order.product, order.email + order.customer, rules);
  checkMetadataLimits(found, order.metadata);
  return found;
}

Result<std::string> buildStaticLink(const AdminOrder& order, const RulesContext& rules, MetadataForm form) {
  if (rules.provider == Provider::Stripe)
    return failure(ErrorKind::NotFound, "not_offered", "Stripe has no links that are built from a product id",
                   "Its payment links are made in its dashboard", "Make a session instead: link checkout");
  std::string link = "https://" + std::string(staticLinkHost(rules.provider, rules.live)) + "/buy/" +
                     encodedForLink(order.product) + "?quantity=" + std::to_string(order.quantity);
  if (!order.successUrl.empty()) link += "&redirect_url=" + encodedForLink(order.successUrl);
  if (!order.email.empty()) link += "&email=" + encodedForLink(order.email);
  if (!order.name.empty()) link += "&fullName=" + encodedForLink(order.name);
  for (const auto& [key, value] : order.metadata) {
    const std::string name = encodedForLink(key);
    link += form == MetadataForm::Brackets ? "&metadata[" + name + "]=" : "&metadata_" + name + "=";
    link += encodedForLink(value);
  }
  if (const auto fine = firstError(checkLink(link, rules)); !fine) return failure(fine.error());
  return link;
}

Result<MadeLink> makeLink(providers::BillingProvider& provider, const AdminOrder& order, const RulesContext& rules,
                          const std::string& operation, const CancelToken& cancel) {
  if (order.kind == OrderKind::PortalLink) return makePortal(provider, order, rules, cancel);
  if (const auto fine = firstError(checkSession(order, rules)); !fine) return failure(fine.error());
  auto link = provider.createCheckout(sessionOf(order, operation), cancel);
  if (!link) return failure(link.error());
  return MadeLink{std::move(link->id), std::move(link->url)};
}

}  // namespace billing::operations
