#include "domain/fieldtext.h"

#include "domain/subscriptiondiscount.h"

#include <array>
#include <charconv>

namespace billing {

std::string fieldText(const std::string& text) {
  return text;
}

std::string fieldText(bool value) {
  return value ? "yes" : "no";
}

std::string fieldText(std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

std::string fieldText(Instant instant) {
  return toIso8601(instant);
}

std::string fieldText(const BillingInterval& interval) {
  return fieldText(std::int64_t{interval.count}) + ' ' + std::string(toString(interval.unit)) +
         (interval.count == 1 ? "" : "s");
}

std::string fieldText(const Money& amount) {
  return amount.currency.empty() ? std::string() : toDecimal(amount) + ' ' + std::string(amount.currency.code());
}

std::string fieldText(const SubscriptionDiscount& discount) {
  if (saysNone(discount)) return {};
  std::string text = discount.code;
  if (!text.empty()) text += ' ';
  if (!isSized(discount)) return text + "of unknown size";
  text += discount.percentBps > 0 ? toDecimal({discount.percentBps, *Currency::fromCode("USD")}) + " %"
                                  : toDecimal({discount.amountMinor, *Currency::fromCode("USD")}) + " off";
  text += ' ' + std::string(toString(discount.duration));
  return discount.endsAt ? text + " until " + toIso8601(*discount.endsAt) : text;
}

std::string fieldText(const std::vector<InvoiceLine>& lines) {
  std::string text;
  for (const InvoiceLine& line : lines) {
    if (!text.empty()) text += '\n';
    text += fieldText(line.quantity) + " x " + line.description + ": " + fieldText(line.amountMinor);
    if (line.taxMinor) text += ", tax " + fieldText(*line.taxMinor);
    if (line.taxPercent) text += " at " + *line.taxPercent + " %";
    if (!line.productId.empty()) text += ", " + line.productId;
    if (line.proration) text += ", proration";
    if (line.periodStart) text += ", from " + fieldText(*line.periodStart);
    if (line.periodEnd) text += ", to " + fieldText(*line.periodEnd);
  }
  return text;
}

std::string milliText(std::int64_t milli) {
  // Three decimals are what a dinar has: the same exact writing, without the zeros at the end.
  std::string text = toDecimal({milli, *Currency::fromCode("KWD")});
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string statusText(std::string_view status, std::string_view providerStatus) {
  const bool sameWord =
      providerStatus.empty() || providerStatus == status || (status == "cancelled" && providerStatus == "canceled");
  return sameWord ? std::string(status) : std::string(status) + " (" + std::string(providerStatus) + ')';
}

}  // namespace billing
