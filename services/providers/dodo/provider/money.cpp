#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {
namespace {

constexpr std::int64_t kMostRefund = 2'147'483'647;  // Dodo's amounts have 32 bits

}  // namespace

Result<CheckoutLink> DodoProvider::createCheckout(const CheckoutOrder& order, const CancelToken& cancel) {
  if (const auto fine = checkQuantity(order.quantity); !fine) return failure(fine.error());
  return calls_.ask(request::createCheckout(order), cancel, readCreatedCheckout);
}

Result<CheckoutLink> DodoProvider::checkout(const std::string& id, const CancelToken& cancel) {
  auto link = calls_.ask(request::checkout(id), cancel, readCheckout);
  if (!link || link->payment.empty()) return link;
  const auto paid = payment(link->payment, cancel);
  if (!paid) return failure(paid.error());
  link->subscription = paid->state.subscriptionExternalId;
  return link;
}

Result<std::string> DodoProvider::createPortal(const std::string& customer, const std::string& returnUrl,
                                               const CancelToken& cancel) {
  return calls_.ask(request::createPortal(customer, returnUrl), cancel, readPortal);
}

Result<Provided<PaymentState>> DodoProvider::payment(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::payment(id), cancel, [&](std::string_view body) {
    return provided(body, paymentKind(), &BillingEvent::payments, clock_.now());
  });
}

Result<std::string> DodoProvider::invoicePdf(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::invoicePdf(id), cancel, readPdf);
}

Result<std::vector<RefundableLine>> DodoProvider::refundableLines(const std::string& payment,
                                                                  const CancelToken& cancel) {
  return calls_.ask(request::lineItems(payment), cancel, readRefundableLines);
}

// What Dodo would refuse is refused before it is asked.
Result<std::vector<RefundItem>> DodoProvider::refundItems(const RefundOrder& order, const CancelToken& cancel) {
  if (!order.amountMinor && order.lines.empty()) return std::vector<RefundItem>();
  if (order.lines.empty()) {
    if (const auto fine = checkAmount(*order.amountMinor, kMostRefund); !fine) return failure(fine.error());
  }
  const auto lines = refundableLines(order.payment, cancel);
  if (!lines) return failure(lines.error());
  if (order.lines.empty()) return splitRefund(*lines, *order.amountMinor);
  if (const auto sum = checkRefundLines(order.lines, *lines); !sum) return failure(sum.error());
  std::vector<RefundItem> items;
  for (const auto& line : order.lines) items.push_back({line.item, line.amountMinor});
  return items;
}

Result<Provided<RefundState>> DodoProvider::refund(const RefundOrder& order, const CancelToken& cancel) {
  const auto items = refundItems(order, cancel);
  if (!items) return failure(items.error());
  return calls_.ask(request::refund(order, *items), cancel, [&](std::string_view body) {
    return provided(body, refundKind(), &BillingEvent::refunds, clock_.now());
  });
}

}  // namespace billing::providers::dodo
