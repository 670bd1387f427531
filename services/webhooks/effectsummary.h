// What an event did, in half a sentence for the log: "subscription active → past_due", "payment $12.00 succeeded".
#pragma once

#include <string>

#include "domain/eventapplication.h"

namespace billing::webhooks {

/// Empty when nothing is worth saying.
[[nodiscard]] std::string summarize(const Applied<CustomerState>& applied);
[[nodiscard]] std::string summarize(const Applied<SubscriptionState>& applied);
[[nodiscard]] std::string summarize(const Applied<PaymentState>& applied);
[[nodiscard]] std::string summarize(const Applied<InvoiceState>& applied);
[[nodiscard]] std::string summarize(const Applied<RefundState>& applied);
[[nodiscard]] std::string summarize(const Applied<DisputeState>& applied);
[[nodiscard]] std::string summarize(const Applied<UsageState>& applied);
[[nodiscard]] std::string summarize(const Applied<PriceState>& applied);

/// "$12.00", "12.00 PLN": short, the same in every language, exact.
[[nodiscard]] std::string shortMoney(const Money& amount);

}  // namespace billing::webhooks
