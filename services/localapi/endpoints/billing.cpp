#include "localapi/endpoints/billing.h"

#include "localapi/accountjson.h"
#include "localapi/endpoints/providerchange.h"
#include "localapi/endpoints/providercheckout.h"
#include "localapi/jsontext.h"
#include "operations/accounts/accountqueries.h"
#include "operations/checkouts/providerletters.h"
#include "workspace/connection.h"

namespace billing::localapi {
namespace {

// Nobody sells in place of a provider or sandbox that is meant and not there.
bool sellsHere(const ApiCore& core) {
  return !core.rules.live && !(core.services.provider && workspace::usesSandbox(core.services.profile));
}

tl::unexpected<Error> noCheckout(const ApiCore& core) {
  if (!core.rules.live)
    return failure(ErrorKind::Unavailable, "sandbox_not_running", "The sandbox does not run", {},
                   "The console's status line says why");
  return failure(ErrorKind::Unavailable, "no_live_checkout", "The provider cannot be reached from here",
                 "This workspace is in live mode and has no key of its provider",
                 "Connect the workspace to its provider, or use a workspace in test mode");
}

}  // namespace

Result<operations::CheckoutRequest> readCheckoutRequest(const ApiCall& call) {
  operations::CheckoutRequest request;
  const auto account = call.account();
  if (!account) return failure(account.error());
  request.account = *account;
  const auto email = call.body.text("email"), name = call.body.text("name");
  const auto url = call.body.anyText({"returnUrl", "return_url"});
  auto metadata = call.body.texts("metadata");
  for (const auto* field : {&email, &name, &url})
    if (!*field) return failure(field->error());
  if (!metadata) return failure(metadata.error());
  request.email = email->value_or("");
  request.name = name->value_or("");
  request.returnUrl = url->value_or(call.core->services.profile.api.successUrl);
  request.metadata = std::move(*metadata);
  return request;
}

void openAndAnswer(const CallPtr& call, operations::CheckoutRequest request, std::string_view urlField) {
  if (const auto provider = call->core->provider())
    return openProviderCheckout(call, provider, std::move(request), urlField);
  if (!sellsHere(*call->core)) return call->fail(noCheckout(*call->core).value());
  call->write<operations::Checkout>(
      [call, request = std::move(request)](store::WriteContext& context) {
        return operations::openCheckout(context, call->core->rules, request, call->now());
      },
      [call, urlField](const Result<operations::Checkout>& checkout) {
        if (!checkout) return errorOf(checkout.error());
        const std::string url = call->baseUrl() + "/checkout/" + checkout->externalId;
        return ok(JsonObjectText().text(urlField, url).text("id", checkout->externalId).done());
      });
}

void postCheckout(const CallPtr& call) {
  auto request = readCheckoutRequest(*call);
  const auto plan = call->body.text("planId"), interval = call->body.text("interval");
  if (!plan || !interval) return call->fail(plan ? interval.error() : plan.error());
  if (!*plan) return call->fail(missingField("planId").value());
  if (!request) return call->fail(request.error());
  request->plan = **plan;
  request->interval = interval->value_or("");
  openAndAnswer(call, std::move(*request), "url");
}

void postUpgrade(const CallPtr& call) {
  auto request = readCheckoutRequest(*call);
  const auto plan = call->body.text("plan"), interval = call->body.text("interval");
  if (!plan || !interval) return call->fail(plan ? interval.error() : plan.error());
  if (!*plan) return call->fail(missingField("plan").value());
  if (!request) return call->fail(request.error());
  request->plan = **plan;
  request->interval = interval->value_or("");
  openAndAnswer(call, std::move(*request), "checkout_url");
}

void getPortal(const CallPtr& call) {
  const auto account = call->account();
  if (!account) return call->fail(account.error());
  if (const auto provider = call->core->provider()) return openProviderPortal(call, provider, *account);
  if (!sellsHere(*call->core)) return call->fail(noCheckout(*call->core).value());
  call->write<operations::Buyer>(
      [call, key = *account](store::WriteContext& context) {
        return operations::findSubscriber(context, call->core->rules, key);
      },
      [call](const Result<operations::Buyer>& buyer) {
        if (!buyer) return errorOf(buyer.error());
        const std::string link = call->core->portal.make(buyer->payer.key, call->now());
        return ok(JsonObjectText().text("url", call->baseUrl() + "/portal/" + link).done());
      });
}

void answerSubscription(const CallPtr& call, const std::string& account) {
  const QString key = QString::fromStdString(account);
  call->read<store::AccountDetail>(
      [call, key](QSqlDatabase& database) {
        return operations::readAccountDetail(database, call->core->rules, call->now(), key);
      },
      [call](const Result<store::AccountDetail>& detail) {
        if (!detail) return errorOf(detail.error());
        return ok(subscriptionJson(call->core->rules.rules, detail->row));
      });
}

void getSubscription(const CallPtr& call) {
  const auto account = call->account();
  if (!account) return call->fail(account.error());
  answerSubscription(call, *account);
}

void postSubscription(const CallPtr& call) {
  const auto account = call->account();
  const auto plan = call->body.text("planId"), interval = call->body.text("interval");
  if (!plan || !interval) return call->fail(plan ? interval.error() : plan.error());
  if (!*plan) return call->fail(missingField("planId").value());
  if (!account) return call->fail(account.error());
  operations::CheckoutRequest request;
  request.plan = **plan;
  request.interval = interval->value_or("");
  const auto offer = operations::offerFor(call->core->rules, request);
  if (!offer) return call->fail(offer.error());
  changeAtProvider(
      call, *account,
      {[call, product = offer->productId](providers::BillingProvider& provider, const operations::Buyer& buyer,
                                          const CancelToken& cancel) -> Result<void> {
         providers::PlanChange change;
         change.subscription = buyer.running->externalId;
         change.product = product;
         change.idempotencyKey = call->requestId;
         const auto changed = provider.changePlan(change, cancel);
         return changed ? Result<void>() : Result<void>(failure(changed.error()));
       },
       [call, offer = *offer](const operations::Buyer& buyer) {
         return operations::planChangeLetters(call->core->rules, buyer, offer, call->now());
       }},
      [call](const operations::Buyer& buyer) { answerSubscription(call, buyer.payer.key); });
}

void deleteSubscription(const CallPtr& call) {
  const auto account = call->account();
  if (!account) return call->fail(account.error());
  changeAtProvider(call, *account,
                   {[call](providers::BillingProvider& provider, const operations::Buyer& buyer,
                           const CancelToken& cancel) -> Result<void> {
                      providers::SubscriptionEdit edit;
                      edit.subscription = buyer.running->externalId;
                      edit.kind = providers::SubscriptionEdit::Kind::CancelAtPeriodEnd;
                      edit.operation = call->requestId;
                      const auto cancelled = provider.edit(edit, cancel);
                      return cancelled ? Result<void>() : Result<void>(failure(cancelled.error()));
                    },
                    [call](const operations::Buyer& buyer) {
                      return operations::cancellationLetters(call->core->rules, buyer, true, call->now());
                    }},
                   [call](const operations::Buyer& buyer) { answerSubscription(call, buyer.payer.key); });
}

}  // namespace billing::localapi
