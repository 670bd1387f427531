#include "app/billingctl/linkoptions.h"

#include "operations/links/linkorder.h"

namespace billing::ctl {

void addLinkOptions(CLI::App& command, LinkOptions& options, bool session) {
  auto* product = command.add_option("--product", options.product, "Dodo's product id, Stripe's price id");
  auto* plan = command.add_option("--plan", options.plan, "KEY of the plan, instead of a product id");
  plan->excludes(product);
  command.add_option("--interval", options.interval, "With --plan: month (the default) or year")->needs(plan);
  command.add_option("--quantity", options.quantity, "How many")->capture_default_str();
  command.add_option("--email", options.email, "The buyer's e-mail address");
  command.add_option("--name", options.name, "The buyer's name");
  command.add_option("--return-url", options.successUrl, "Where the buyer is led after paying");
  command.add_option("--metadata", options.metadata, "KEY=VALUE, may be repeated: userId=7");
  if (!session) return;
  command.add_option("--customer", options.customer, "The provider's id of a known customer, instead of an e-mail");
  command.add_option("--cancel-url", options.cancelUrl, "Where the buyer is led after turning back");
  auto* code = command.add_option("--discount-code", options.discount, "A code that is applied at once");
  command.add_flag("--allow-discount-codes", options.codes, "The buyer may enter a code")->excludes(code);
  command.add_option("--trial-days", options.trialDays, "Days before the first charge");
  command.add_flag("--once", options.once, "Paid once: no subscription");
}

std::optional<BillingInterval> intervalFrom(const std::string& word) {
  if (word.empty() || word == "month" || word == "monthly") return BillingInterval{IntervalUnit::Month, 1};
  if (word == "year" || word == "yearly") return BillingInterval{IntervalUnit::Year, 1};
  if (word == "week" || word == "weekly") return BillingInterval{IntervalUnit::Week, 1};
  if (word == "day" || word == "daily") return BillingInterval{IntervalUnit::Day, 1};
  return std::nullopt;
}

Result<operations::AdminOrder> linkOrderOf(const LinkOptions& options, const operations::RulesContext& rules) {
  operations::AdminOrder order;
  order.kind = operations::OrderKind::CheckoutLink;
  order.product = options.product;
  order.plan = options.plan;
  order.interval = intervalFrom(options.interval);
  if (!order.interval)
    return failure(ErrorKind::InvalidInput, "bad_interval", "“" + options.interval + "” is no interval", {},
                   "Choose month or year");
  order.quantity = options.quantity;
  order.customer = options.customer;
  order.email = options.email;
  order.name = options.name;
  order.successUrl = options.successUrl;
  order.cancelUrl = options.cancelUrl;
  order.code = options.discount;
  order.allowDiscountCodes = options.codes;
  order.trialDays = options.trialDays;
  order.recurring = !options.once;
  for (const auto& entry : options.metadata) {
    const auto equals = entry.find('=');
    if (equals == 0 || equals == std::string::npos)
      return failure(ErrorKind::InvalidInput, "bad_metadata", "“" + entry + "” is not KEY=VALUE", {},
                     "Write it like userId=7");
    order.metadata[entry.substr(0, equals)] = entry.substr(equals + 1);
  }
  return operations::withProduct(std::move(order), rules);
}

}  // namespace billing::ctl
