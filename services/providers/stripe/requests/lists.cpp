#include <algorithm>

#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {
namespace {

struct Offered {
  bool customer = false, subscription = false, status = false, payment = false, since = true;
};

// The name of the first filter that is asked for and not offered.
const char* refusedFilter(const PageRequest& page, const Offered& offered) {
  if (!page.customer.empty() && !offered.customer) return "customer";
  if (!page.subscription.empty() && !offered.subscription) return "subscription";
  if (!page.status.empty() && !offered.status) return "status";
  if (!page.payment.empty() && !offered.payment) return "payment";
  return page.createdSince && !offered.since ? "created" : nullptr;
}

FormValue pageForm(const PageRequest& page) {
  FormValue form;
  form.set("limit", std::clamp(page.size, 1, 100));
  form.setUnlessEmpty("starting_after", page.cursor);
  if (page.createdSince) form.set("created", FormValue().set("gte", page.createdSince->seconds()));
  form.setUnlessEmpty("customer", page.customer);
  form.setUnlessEmpty("subscription", page.subscription);
  form.setUnlessEmpty("status", page.status);
  return form;
}

Result<ApiRequest> listOf(const char* path, const PageRequest& page, const Offered& offered, const FormValue& form,
                          std::string what) {
  const char* refused = refusedFilter(page, offered);
  if (refused == nullptr) return formQuery(path, form, std::move(what));
  return failure(ErrorKind::InvalidInput, "filter_not_offered", "Stripe cannot " + what + " narrowed to one " + refused,
                 {}, "Leave it out and choose among the rest");
}

}  // namespace

Result<ApiRequest> prices(const PageRequest& page) {
  return listOf("/v1/prices", page, {}, pageForm(page).set("expand", expanding({"data.product"})), "list the prices");
}

Result<ApiRequest> customers(const PageRequest& page) {
  return listOf("/v1/customers", page, {}, pageForm(page), "list the customers");
}

Result<ApiRequest> subscriptions(const PageRequest& page) {
  FormValue form = pageForm(page);
  if (page.status.empty()) form.set("status", "all");
  form.set("expand", expanding({"data.customer", "data.discounts.promotion_code", "data.discounts.source.coupon"}));
  return listOf("/v1/subscriptions", page, {.customer = true, .status = true}, form, "list the subscriptions");
}

Result<ApiRequest> payments(const PageRequest& page) {
  return listOf("/v1/payment_intents", page, {.customer = true},
                pageForm(page).set("expand", expanding({"data.latest_charge"})), "list the payments");
}

Result<ApiRequest> invoices(const PageRequest& page) {
  return listOf("/v1/invoices", page, {.customer = true, .subscription = true, .status = true},
                pageForm(page).set("expand", expanding({"data.payments"})), "list the invoices");
}

namespace {

// A payment is known by its intent, or by its charge where it has none.
FormValue ofPayment(const PageRequest& page) {
  FormValue form = pageForm(page);
  form.setUnlessEmpty(page.payment.starts_with("pi_") ? "payment_intent" : "charge", page.payment);
  return form;
}

}  // namespace

Result<ApiRequest> refunds(const PageRequest& page) {
  return listOf("/v1/refunds", page, {.payment = true}, ofPayment(page), "list the refunds");
}

Result<ApiRequest> disputes(const PageRequest& page) {
  return listOf("/v1/disputes", page, {.payment = true}, ofPayment(page).set("expand", expanding({"data.charge"})),
                "list the disputes");
}

Result<ApiRequest> payouts(const PageRequest& page) {
  return listOf("/v1/payouts", page, {.status = true}, pageForm(page), "list the payouts");
}

Result<ApiRequest> payoutItems(const std::string& payout, const PageRequest& page) {
  FormValue form = pageForm(page);
  form.set("payout", payout).set("expand", expanding({"data.source"}));
  return listOf("/v1/balance_transactions", page, {}, form, "list what a payout is made of");
}

Result<ApiRequest> events(const PageRequest& page) {
  return listOf("/v1/events", page, {}, pageForm(page), "list the events");
}

}  // namespace billing::providers::stripe::request
