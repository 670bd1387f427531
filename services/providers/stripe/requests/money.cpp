#include <algorithm>
#include <array>

#include "providers/request/mark.h"
#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {
namespace {

bool isIntent(const std::string& id) {
  return id.starts_with("pi_");
}

struct Address {
  std::string scheme, host;  ///< host with its port
};

Address addressOf(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return {};
  const std::string_view rest = url.substr(colon + 3);
  return {std::string(url.substr(0, colon)), std::string(rest.substr(0, rest.find_first_of("/?#\\")))};
}

bool isStripes(const Address& address) {
  return address.scheme == "https" && address.host.ends_with(".stripe.com") &&
         address.host.find_first_of("@:") == std::string::npos;
}

// Stripe keeps its documents on other hosts of its own; anything else must be the very host that is asked otherwise.
bool isFamily(const Address& url, const Address& base) {
  if (url.host.empty()) return false;
  return (isStripes(url) && isStripes(base)) || (url.scheme == base.scheme && url.host == base.host);
}

// The words that Stripe knows; others are kept beside it.
bool isRefundReason(const std::string& reason) {
  static constexpr std::array words{"duplicate", "fraudulent", "requested_by_customer"};
  return std::ranges::find(words, reason) != words.end();
}

}  // namespace

ApiRequest payment(const std::string& id) {
  if (!isIntent(id)) return formQuery(pathOf("charges", id), {}, "read payment " + id);
  return formQuery(pathOf("payment_intents", id), FormValue().set("expand", expanding({"latest_charge"})),
                   "read payment " + id);
}

ApiRequest invoiceLines(const std::string& invoice, const std::string& cursor) {
  FormValue form;
  form.set("limit", 100).setUnlessEmpty("starting_after", cursor);
  return formQuery(pathOf("invoices", invoice) + "/lines", form, "list the lines of invoice " + invoice);
}

ApiRequest invoicePayments(const std::string& paymentIntent) {
  FormValue payment;
  payment.set("type", "payment_intent").set("payment_intent", paymentIntent);
  FormValue form;
  form.set("payment", payment).set("limit", 1).set("expand", expanding({"data.invoice"}));
  return formQuery("/v1/invoice_payments", form, "find the invoice of " + paymentIntent);
}

ApiRequest invoice(const std::string& id) {
  return formQuery(pathOf("invoices", id), FormValue().set("expand", expanding({"payments"})), "read invoice " + id);
}

Result<ApiRequest> invoicePdf(const std::string& url, const std::string& base) {
  if (!isFamily(addressOf(url), addressOf(base))) {
    return failure(ErrorKind::Forbidden, "foreign_host", "The invoice lies on a host that is not Stripe's",
                   addressOf(url).host, "Nothing was fetched. Look at the invoice in Stripe's dashboard");
  }
  ApiRequest request;
  request.url = url;
  request.accept = "application/pdf";
  request.what = "fetch the PDF of an invoice";
  return request;
}

ApiRequest refund(const RefundOrder& order, const std::string& key) {
  FormValue form;
  form.set(isIntent(order.payment) ? "payment_intent" : "charge", order.payment);
  if (order.amountMinor) form.set("amount", *order.amountMinor);
  Metadata metadata = marked({}, order.idempotencyKey);
  if (isRefundReason(order.reason)) {
    form.set("reason", order.reason);
  } else if (!order.reason.empty()) {
    metadata["reason"] = order.reason;
  }
  form.set("metadata", formOf(metadata));
  return formRequest("/v1/refunds", form, key, "refund payment " + order.payment);
}

}  // namespace billing::providers::stripe::request
