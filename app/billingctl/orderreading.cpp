// The words of `billingctl order` as an order: exact amounts, plans by their key, dates.
#include "app/billingctl/orderwork.h"

namespace billing::ctl {
namespace {

using operations::AdminOrder;
using operations::OrderKind;

tl::unexpected<Error> badWord(const char* code, const std::string& what, const std::string& next) {
  return failure(ErrorKind::InvalidInput, code, "The order cannot be understood", what, next);
}

// "pro/month" by the workspace's file; anything else is the provider's id.
Result<std::string> productNamed(const std::string& word, const workspace::Profile& profile) {
  const auto slash = word.find('/');
  const Plan* plan = profile.rules.plan(word.substr(0, slash));
  if (plan == nullptr) return word;
  const std::string interval = slash == std::string::npos ? "month" : word.substr(slash + 1);
  for (const PlanPrice& price : plan->prices) {
    if (price.interval.count != 1 || toString(price.interval.unit) != interval) continue;
    if (const std::string& id = price.productId(profile.live()); !id.empty()) return id;
    return badWord("product_missing", plan->name + " has no product id in this mode",
                   "Put it into the workspace's file");
  }
  return badWord("plan_missing", plan->name + " is not sold by the " + interval,
                 "Name another interval, or a product id");
}

Result<void> readMoney(const OrderOptions& options, providers::BillingProvider* provider, AdminOrder& order) {
  if (options.amount.empty() && options.lines.empty()) return {};
  auto currency = Currency::fromCode(options.currency);
  if (!currency && provider != nullptr && order.kind == OrderKind::Refund) {
    const auto payment = provider->payment(order.subject, CancelToken());
    if (!payment) return failure(payment.error());
    currency = payment->state.amount.currency;
  }
  if (!currency) return badWord("currency_missing", "The amount has no currency", "Say --currency EUR");
  if (!options.amount.empty()) {
    const auto amount = fromDecimal(*currency, options.amount);
    if (!amount) return failure(amount.error());
    order.amount = *amount;
  }
  for (const std::string& line : options.lines) {
    const auto sign = line.rfind('=');
    if (sign == std::string::npos) return badWord("line_unreadable", line, "Write ITEM=12.34");
    const auto amount = fromDecimal(*currency, line.substr(sign + 1));
    if (!amount) return failure(amount.error());
    order.lines.push_back({line.substr(0, sign), amount->minor});
  }
  return {};
}

Result<void> readCharge(const OrderOptions& options, AdminOrder& order) {
  order.keepOldPlanWhenChargeFails = !options.changeAllTheSame;
  if (options.charge.empty()) return {};
  const auto charge = operations::changeChargeFrom(options.charge);
  if (!charge)
    return badWord("mode_not_offered", options.charge, "Say prorated, next_invoice, difference, full or none");
  order.charge = *charge;
  return {};
}

Result<void> readDate(const OrderOptions& options, AdminOrder& order) {
  if (options.date.empty()) return {};
  // A day alone is the end of that day in UTC.
  order.date = fromIso8601(options.date.size() == 10 ? options.date + "T23:59:59Z" : options.date);
  if (!order.date)
    return badWord("bad_time", options.date, "Write it in ISO 8601: 2027-03-31, or 2027-03-31T12:00:00Z");
  return {};
}

Result<void> readCredits(const OrderOptions& options, AdminOrder& order) {
  if (options.credits.empty()) return {};
  const auto credits = creditsFrom(options.credits);
  if (!credits) return badWord("not_a_number", options.credits, "Write 100, or 2.5");
  order.credits = *credits;
  return {};
}

}  // namespace

Result<AdminOrder> orderOf(const OrderOptions& options, const workspace::Profile& profile,
                           providers::BillingProvider* provider) {
  AdminOrder order = options.order;
  if (isLocal(order.kind)) order.account = order.subject;
  if (!options.plan.empty()) {
    const auto product = productNamed(options.plan, profile);
    if (!product) return failure(product.error());
    order.product = *product;
  }
  if (auto read = readMoney(options, provider, order); !read) return failure(read.error());
  if (auto read = readCharge(options, order); !read) return failure(read.error());
  if (auto read = readDate(options, order); !read) return failure(read.error());
  if (auto read = readCredits(options, order); !read) return failure(read.error());
  return order;
}

}  // namespace billing::ctl
