#include "operations/connect/providersale.h"

#include <future>
#include <memory>

#include "operations/checkouts/buyer.h"
#include "operations/checkouts/returnurl.h"

namespace billing::operations {
namespace {

struct PreparedSale {
  Checkout checkout;
  std::string customer;  // the provider's id; empty: it does not know the account yet
};

Result<PreparedSale> prepareSale(const SaleServices& services, const CheckoutRequest& request) {
  const auto prepared = std::make_shared<PreparedSale>();
  std::promise<Result<void>> promise;
  services.database.write(
      [&services, request, prepared](store::WriteContext& context) -> Result<void> {
        auto checkout = openCheckout(context, services.rules, request, services.clock.now());
        if (!checkout) return failure(checkout.error());
        const auto buyer = findBuyer(context, services.rules, checkout->account);
        if (!buyer) return failure(buyer.error());
        *prepared = {std::move(*checkout), buyer->payer.customerExternalId};
        return {};
      },
      [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  if (auto outcome = promise.get_future().get(); !outcome) return failure(outcome.error());
  return std::move(*prepared);
}

}  // namespace

Result<std::string> providerCheckout(const SaleServices& services, providers::BillingProvider& provider,
                                     const CheckoutRequest& request, const CancelToken& cancel) {
  const auto sale = prepareSale(services, request);
  if (!sale) return failure(sale.error());
  providers::CheckoutOrder order;
  order.product = sale->checkout.productId;
  order.recurring = !sale->checkout.plan.empty();
  order.customer = sale->customer;
  order.email = sale->checkout.email;
  order.name = sale->checkout.name;
  order.successUrl = services.returnUrl;
  order.cancelUrl = returnUrlFor(services.returnUrl, "cancelled");
  order.metadata = sale->checkout.metadata;
  order.idempotencyKey = sale->checkout.externalId;
  const auto link = provider.createCheckout(order, cancel);
  if (!link) return failure(link.error());
  return link->url;
}

}  // namespace billing::operations
