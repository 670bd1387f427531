// Values of billing objects as people read them in a before / after list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/billingevent.h"

namespace billing {

[[nodiscard]] std::string fieldText(const std::string& text);
[[nodiscard]] std::string fieldText(bool value);  ///< "yes", "no"
[[nodiscard]] std::string fieldText(std::int64_t value);
[[nodiscard]] std::string fieldText(Instant instant);                  ///< ISO 8601
[[nodiscard]] std::string fieldText(const BillingInterval& interval);  ///< "1 month", "3 months"
/// "SPRING 20.00 % forever", "5.00 off once until 2026-...": amounts without their currency, in hundredths.
[[nodiscard]] std::string fieldText(const SubscriptionDiscount& discount);
/// Every line in full, one below the other: they are compared by it.
[[nodiscard]] std::string fieldText(const std::vector<InvoiceLine>& lines);
[[nodiscard]] std::string fieldText(const Money& amount);  ///< "12.00 USD"; empty without a currency

template <class T>
[[nodiscard]] std::string fieldText(const std::optional<T>& value) {
  return value ? fieldText(*value) : std::string();
}

/// A quantity in thousandths: "1250", "0.5".
[[nodiscard]] std::string milliText(std::int64_t milli);

/// "past_due", or "unknown (frozen)" where the provider's own word says something else.
[[nodiscard]] std::string statusText(std::string_view status, std::string_view providerStatus);

}  // namespace billing
