#include "sandbox/pages/words.h"

#include <array>

#include "domain/civildate.h"

namespace billing::sandbox {

std::string moneyText(std::int64_t minor, Currency currency) {
  return toDisplay({minor, currency}, "en_US") + " " + std::string(currency.code());
}

std::string dayText(Instant instant) {
  static constexpr std::array<const char*, 12> months{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
  const CivilDate date = utcDateOf(instant);
  return std::to_string(date.day) + " " + months.at(static_cast<std::size_t>(date.month - 1)) + " " +
         std::to_string(date.year);
}

std::string periodText(BillingInterval interval) {
  const std::string unit(toString(interval.unit));
  return interval.count == 1 ? unit : std::to_string(interval.count) + " " + unit + "s";
}

std::string priceText(const Price& price, std::int64_t quantity) {
  const std::string amount = moneyText(price.unit.minor * quantity, price.unit.currency);
  return price.interval ? amount + " every " + periodText(*price.interval) : amount;
}

std::string stateText(SubscriptionStatus status) {
  switch (status) {
    case SubscriptionStatus::Pending:
      return "Waiting for the first payment";
    case SubscriptionStatus::Trialing:
      return "Trial";
    case SubscriptionStatus::Active:
      return "Active";
    case SubscriptionStatus::PastDue:
      return "Past due";
    case SubscriptionStatus::OnHold:
      return "On hold";
    case SubscriptionStatus::Paused:
      return "Paused";
    case SubscriptionStatus::Unpaid:
      return "Unpaid";
    case SubscriptionStatus::Cancelled:
      return "Cancelled";
    case SubscriptionStatus::Expired:
      return "Expired";
    case SubscriptionStatus::Failed:
      return "Failed";
    case SubscriptionStatus::Unknown:
      break;
  }
  return "Unknown";
}

std::string spanText(Instant from, Instant to) {
  return dayText(from) + " to " + dayText(to);
}

}  // namespace billing::sandbox
