#include "localapi/endpoints/providercheckout.h"

#include "localapi/jsontext.h"
#include "operations/checkouts/buyer.h"
#include "operations/checkouts/returnurl.h"
#include "providers/billingprovider.h"

namespace billing::localapi {
namespace {

using ProviderPtr = std::shared_ptr<providers::BillingProvider>;

struct WantedCheckout {
  operations::Checkout checkout;
  std::string customer;  // the provider's id; empty: it does not know the account yet
};

Result<WantedCheckout> prepare(const ApiCall& call, store::WriteContext& context,
                               const operations::CheckoutRequest& request) {
  auto checkout = operations::openCheckout(context, call.core->rules, request, call.now());
  if (!checkout) return failure(checkout.error());
  auto buyer = operations::findBuyer(context, call.core->rules, checkout->account);
  if (!buyer) return failure(buyer.error());
  return WantedCheckout{std::move(*checkout), buyer->payer.customerExternalId};
}

providers::CheckoutOrder orderFor(const ApiCall& call, const WantedCheckout& wanted) {
  const operations::Checkout& checkout = wanted.checkout;
  providers::CheckoutOrder order;
  order.product = checkout.productId;
  order.recurring = !checkout.plan.empty();
  order.customer = wanted.customer;
  order.email = checkout.email;
  order.name = checkout.name;
  order.successUrl = checkout.returnUrl.empty() ? call.baseUrl() + "/healthz" : checkout.returnUrl;
  if (!checkout.returnUrl.empty()) order.cancelUrl = operations::returnUrlFor(checkout.returnUrl, "cancelled");
  order.metadata = checkout.metadata;
  order.idempotencyKey = checkout.externalId;
  return order;
}

// A customer that the provider does not know (deleted there, or of demo data) buys as somebody new.
Result<providers::CheckoutLink> askForCheckout(providers::BillingProvider& provider, providers::CheckoutOrder order,
                                               const CancelToken& cancel) {
  auto link = provider.createCheckout(order, cancel);
  if (link || order.customer.empty() || link.error().kind == ErrorKind::Unavailable) return link;
  if (link.error().kind != ErrorKind::NotFound && link.error().kind != ErrorKind::InvalidInput) return link;
  order.customer.clear();
  order.idempotencyKey += "-new";
  return provider.createCheckout(order, cancel);
}

}  // namespace

void openProviderCheckout(const CallPtr& call, const ProviderPtr& provider, operations::CheckoutRequest request,
                          std::string_view urlField) {
  const auto wanted = std::make_shared<WantedCheckout>();
  call->core->services.database.write(
      [call, wanted, request = std::move(request)](store::WriteContext& context) -> Result<void> {
        auto prepared = prepare(*call, context, request);
        if (!prepared) return failure(prepared.error());
        *wanted = std::move(*prepared);
        return {};
      },
      [call, wanted, provider, urlField](Result<void> outcome) {
        if (!outcome) return call->fail(outcome.error());
        call->core->messenger.post([call, wanted, provider, urlField] {
          const auto link = askForCheckout(*provider, orderFor(*call, *wanted), call->core->stopping);
          if (!link) return call->fail(link.error());
          call->answer([link = *link, urlField] {
            return ok(JsonObjectText().text(urlField, link.url).text("id", link.id).done());
          });
        });
      });
}

void openProviderPortal(const CallPtr& call, const ProviderPtr& provider, const std::string& account) {
  const auto customer = std::make_shared<std::string>();
  call->core->services.database.write(
      [call, customer, account](store::WriteContext& context) -> Result<void> {
        const auto buyer = operations::findSubscriber(context, call->core->rules, account);
        if (!buyer) return failure(buyer.error());
        *customer = buyer->payer.customerExternalId;
        return {};
      },
      [call, customer, provider](Result<void> outcome) {
        if (!outcome) return call->fail(outcome.error());
        call->core->messenger.post([call, customer, provider] {
          const auto url =
              provider->createPortal(*customer, call->core->services.profile.api.successUrl, call->core->stopping);
          if (!url) return call->fail(url.error());
          call->answer([url = *url] { return ok(JsonObjectText().text("url", url).done()); });
        });
      });
}

}  // namespace billing::localapi
