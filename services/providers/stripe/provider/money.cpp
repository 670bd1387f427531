#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
// People type a code; Stripe wants the promotion code's id, or that of the coupon itself.
Result<request::CheckoutDiscount> StripeProvider::discountOf(const std::string& code, const CancelToken& cancel) {
  if (code.empty()) return request::CheckoutDiscount{};
  const auto promotion = calls_.ask(request::promotionCode(code), cancel, readFirstId);
  if (!promotion) return failure(promotion.error());
  return promotion->empty() ? request::CheckoutDiscount{{}, code} : request::CheckoutDiscount{*promotion, {}};
}

Result<CheckoutLink> StripeProvider::createCheckout(const CheckoutOrder& order, const CancelToken& cancel) {
  if (const auto fine = checkQuantity(order.quantity); !fine) return failure(fine.error());
  const auto discount = discountOf(order.discountCode, cancel);
  if (!discount) return failure(discount.error());
  return calls_.ask(request::createCheckout(order, *discount, keyOr(order.idempotencyKey)), cancel, readSession);
}

Result<CheckoutLink> StripeProvider::checkout(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::checkout(id), cancel, readSession);
}

Result<std::string> StripeProvider::createPortal(const std::string& customer, const std::string& returnUrl,
                                                 const CancelToken& cancel) {
  return calls_.ask(request::createPortal(customer, returnUrl, newKey()), cancel, readUrl);
}

Result<Provided<PaymentState>> StripeProvider::payment(const std::string& id, const CancelToken& cancel) {
  const bool isIntent = id.starts_with("pi_");
  auto read = calls_.ask(request::payment(id), cancel, [&](std::string_view body) {
    return provided(body, isIntent ? intentKind() : chargeKind(), &BillingEvent::payments, clock_.now());
  });
  if (!read || !isIntent || !read->state.invoiceExternalId.empty()) return read;
  const auto paid = calls_.ask(request::invoicePayments(id), cancel, readPaidInvoice);
  // A key that may not see invoices may still see payments.
  if (!paid) return paid.error().kind == ErrorKind::Forbidden ? std::move(read) : failure(paid.error());
  read->state.invoiceExternalId = paid->invoice;
  read->state.subscriptionExternalId = paid->subscription;
  read->facts.payments.front() = read->state;
  return read;
}

Result<std::string> StripeProvider::invoicePdf(const std::string& id, const CancelToken& cancel) {
  const auto url = calls_.ask(request::invoice(id), cancel, readPdfUrl);
  if (!url) return failure(url.error());
  const auto request = request::invoicePdf(*url, calls_.base());
  if (!request) return failure(request.error());
  return calls_.ask(*request, cancel, readPdf);
}

}  // namespace billing::providers::stripe
