// The objects inside Dodo's webhooks, one reader for each. They add what they find to the event.
#pragma once

#include "domain/billingevent.h"
#include "providers/jsonreader.h"

namespace billing::providers::dodo {

/// Status, plan, period, credits and meters of a subscription. A trial counts as such until it ends: Dodo calls it
/// active.
void readSubscription(const JsonObject& data, BillingEvent& event);
/// A payment, and the invoice that it belongs to: Dodo has no other invoice object.
void readPayment(const JsonObject& data, BillingEvent& event);
void readRefund(const JsonObject& data, BillingEvent& event);
/// Amounts are decimal text: whole minor units, or with a point a decimal of the currency.
void readDispute(const JsonObject& data, BillingEvent& event);
/// An entry of the credit ledger: what is left after it, and after an addition also how much that is of.
void readCreditEntry(const JsonObject& data, BillingEvent& event);
void readCreditLow(const JsonObject& data, BillingEvent& event);
/// Known, without effect on billing: only whom it is about.
void readOther(const JsonObject& data, BillingEvent& event);

/// The customer inside another object: as true as the event, but not all of the customer.
void readCustomer(const JsonObject& customer, BillingEvent& event);
/// "Month" and a count, as in payment_frequency_interval; a problem when the word is unknown.
[[nodiscard]] std::optional<BillingInterval> readInterval(const JsonObject& data, std::string_view unitKey,
                                                          std::string_view countKey);

}  // namespace billing::providers::dodo
