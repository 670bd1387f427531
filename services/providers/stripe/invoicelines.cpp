#include "providers/stripe/invoicelines.h"

#include "domain/furtherlines.h"
#include "providers/answer/exactsum.h"

namespace billing::providers::stripe {
namespace {

struct LineTax {
  std::int64_t allMinor = 0, withinMinor = 0;  ///< withinMinor: of it, how much is part of the line's amount
  bool told = false;
  std::optional<std::string> percent;  ///< where exactly one rate applies, and Stripe says which
};

// "19.0" and "19" are the same rate.
std::string plainPercent(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

// Since basil `taxes`, before that `tax_amounts`; the rate's own object may be expanded in its place.
LineTax taxOfLine(const JsonObject& line) {
  LineTax tax;
  ExactSum all(line, "taxes"), within(line, "taxes");
  std::vector<std::string> percents;
  for (const JsonObject& part : line.objects("taxes")) {
    const std::int64_t amount = part.integer("amount").value_or(0);
    all += amount;
    if (part.text("tax_behavior") == "inclusive") within += amount;
    if (const auto rate = part.object("tax_rate_details").object("tax_rate").decimal("percentage"))
      percents.push_back(*rate);
  }
  for (const JsonObject& part : line.objects("tax_amounts")) {
    const std::int64_t amount = part.integer("amount").value_or(0);
    all += amount;
    if (part.flag("inclusive")) within += amount;
    if (const auto rate = part.object("tax_rate").decimal("percentage")) percents.push_back(*rate);
  }
  tax.allMinor = all.value();
  tax.withinMinor = within.value();
  tax.told = line.has("taxes") || line.has("tax_amounts");
  if (percents.empty())
    for (const JsonObject& rate : line.objects("tax_rates"))
      if (const auto percent = rate.decimal("percentage")) percents.push_back(*percent);
  if (percents.size() == 1) tax.percent = plainPercent(percents.front());
  return tax;
}

bool isProration(const JsonObject& line) {
  const JsonObject parent = line.object("parent");
  return line.flag("proration") || parent.object("subscription_item_details").flag("proration") ||
         parent.object("invoice_item_details").flag("proration");
}

InvoiceLine invoiceLineOf(const JsonObject& object) {
  const LineTax tax = taxOfLine(object);
  InvoiceLine line;
  line.description = object.text("description");
  line.quantity = object.integer("quantity").value_or(1);
  ExactSum net(object, "amount");
  net += object.integer("amount").value_or(0);
  net -= tax.withinMinor;
  for (const JsonObject& discount : object.objects("discount_amounts")) net -= discount.integer("amount").value_or(0);
  line.amountMinor = net.value();
  if (tax.told) line.taxMinor = tax.allMinor;
  line.taxPercent = tax.percent;
  line.proration = isProration(object);
  line.productId = priceOfLine(object);
  line.periodStart = object.object("period").seconds("start");
  line.periodEnd = object.object("period").seconds("end");
  return line;
}

std::optional<std::int64_t> sumOfTaxes(const JsonObject& invoice, const char* key) {
  if (!invoice.has(key)) return std::nullopt;
  ExactSum sum(invoice, key);
  for (const JsonObject& part : invoice.objects(key)) sum += part.integer("amount").value_or(0);
  return sum.value();
}

std::int64_t difference(const JsonObject& invoice, const char* key, std::int64_t from, std::int64_t less) {
  ExactSum left(invoice, key);
  left += from;
  left -= less;
  return left.value();
}

std::optional<std::int64_t> taxOfInvoice(const JsonObject& invoice, std::int64_t totalMinor) {
  if (const auto net = invoice.integer("total_excluding_tax"))
    return difference(invoice, "total_excluding_tax", totalMinor, *net);
  if (const auto tax = invoice.integer("tax")) return tax;
  const auto sum = sumOfTaxes(invoice, "total_taxes");
  return sum ? sum : sumOfTaxes(invoice, "total_tax_amounts");
}

}  // namespace

std::string priceOfLine(const JsonObject& line) {
  std::string price = line.object("pricing").object("price_details").id("price");
  for (const char* key : {"price", "plan"}) {
    if (price.empty()) price = line.id(key);
  }
  return price;
}

void readLines(const JsonObject& invoice, InvoiceState& state) {
  state.taxMinor = taxOfInvoice(invoice, state.total.minor);
  ExactSum netMinor(invoice, "lines"), taxMinor(invoice, "lines");
  for (const JsonObject& object : invoice.objects("lines")) {
    state.lines.push_back(invoiceLineOf(object));
    netMinor += state.lines.back().amountMinor;
    taxMinor += state.lines.back().taxMinor.value_or(0);
  }
  if (!invoice.object("lines").flag("has_more")) return;
  const std::int64_t tax = state.taxMinor.value_or(0);
  const std::int64_t rest =
      difference(invoice, "lines", difference(invoice, "total", state.total.minor, tax), netMinor.value());
  state.lines.push_back(furtherLines(
      rest, state.taxMinor ? std::optional(difference(invoice, "lines", tax, taxMinor.value())) : std::nullopt));
}

}  // namespace billing::providers::stripe
