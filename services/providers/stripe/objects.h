// The objects inside Stripe's webhooks, one reader for each. They add what they find to the event.
#pragma once

#include "domain/billingevent.h"
#include "providers/jsonreader.h"

namespace billing::providers::stripe {

void readCustomer(const JsonObject& object, BillingEvent& event);
void readSubscription(const JsonObject& object, BillingEvent& event);
void readInvoice(const JsonObject& object, BillingEvent& event);
/// One payment of an invoice (since basil): tells which intent or charge paid it.
void readInvoicePayment(const JsonObject& object, BillingEvent& event);
void readPaymentIntent(const JsonObject& object, BillingEvent& event);
void readCharge(const JsonObject& object, BillingEvent& event);
void readRefund(const JsonObject& object, BillingEvent& event);
void readDispute(const JsonObject& object, BillingEvent& event);
void readCheckout(const JsonObject& object, BillingEvent& event);
void readProduct(const JsonObject& object, BillingEvent& event);
void readPrice(const JsonObject& object, BillingEvent& event);
/// Credits of a currency; how much of them is used up is not part of it.
void readCreditGrant(const JsonObject& object, BillingEvent& event);
/// Known, without effect on billing: only whom it is about.
void readOther(const JsonObject& object, BillingEvent& event);

/// The customer that another object names: its id, or what was expanded in its place.
void mentionCustomer(const JsonObject& object, BillingEvent& event);
/// What the team wrote into the object; of two of the same name the first counts.
void addMetadata(const JsonObject& object, BillingEvent& event);
/// The price or, on old shapes, the plan of a subscription or invoice item.
[[nodiscard]] PriceState priceOf(const JsonObject& item);
/// The amount of one unit, from unit_amount (plans: amount) or its decimal, times `quantity`; nullopt when the price is
/// tiered.
[[nodiscard]] std::optional<std::int64_t> unitTimes(const JsonObject& price, std::int64_t quantity);

}  // namespace billing::providers::stripe
