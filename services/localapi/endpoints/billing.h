// Checkout, portal and subscription: PersistQ's, Adminer's and Pixell's paths.
#pragma once

#include "localapi/apicall.h"
#include "operations/checkouts/checkoutbook.h"

namespace billing::localapi {

/// POST /api/billing/checkout {planId, interval: monthly|yearly, userId}: 200 {url}; 400 for an unknown plan; 502 with
/// details when the provider cannot sell it.
void postCheckout(const CallPtr& call);
/// POST /api/billing/upgrade {plan, customer_id}: 200 {checkout_url}, or 502 with details.
void postUpgrade(const CallPtr& call);
/// GET /api/billing/portal: 200 {url}; 404 "no_subscription" where there is nothing to manage.
void getPortal(const CallPtr& call);
/// GET /api/billing/subscription and /api/subscription?org=: the plan card's facts.
void getSubscription(const CallPtr& call);
/// POST: changes the plan of the running subscription. {planId, interval}
void postSubscription(const CallPtr& call);
/// DELETE: cancels at the end of the period.
void deleteSubscription(const CallPtr& call);

/// 200 with the account's subscription as it is now.
void answerSubscription(const CallPtr& call, const std::string& account);

/// Opens a checkout and answers with its address under `urlField`. Shared with credits.
void openAndAnswer(const CallPtr& call, operations::CheckoutRequest request, std::string_view urlField);
/// What all checkout requests may say: who, where back to, e-mail, name, metadata.
[[nodiscard]] Result<operations::CheckoutRequest> readCheckoutRequest(const ApiCall& call);

}  // namespace billing::localapi
