// What an invoice comes to: discounts, tax, the customer's balance.
#include <algorithm>
#include <numeric>

#include "domain/allocation.h"
#include "domain/tax.h"
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

// The sandbox's whole tax law. Stripe charges none unless automatic_tax is asked for, which the sandbox does not do.
// Dodo is the merchant of record and does; to let people see tax at work without a rate table of the world, customers
// of Dodo in Germany pay its 19 % and all others none.
Percent taxRateOf(Provider home, const std::string& country) {
  return home == Provider::Dodo && country == "DE" ? Percent{19, 1} : Percent{};
}

const Discount* discountBehind(const Ledger& ledger, const std::string& id) {
  const GrantedDiscount* granted = ledger.grantedDiscounts.find(id);
  return ledger.discounts.find(granted == nullptr ? id : granted->discount);
}

bool discountFits(const Discount& discount, const InvoiceLine& line) {
  const auto named = [&](const std::string& id) {
    return std::ranges::find(discount.products, id) != discount.products.end();
  };
  return discount.products.empty() || named(line.product) || named(line.price);
}

void takePercent(Invoice& invoice, const Discount& discount) {
  for (InvoiceLine& line : invoice.lines)
    if (discountFits(discount, line))
      line.discountMinor += mulDiv(line.amountMinor - line.discountMinor, discount.basisPoints, 10000).value_or(0);
}

// A fixed amount lessens what is charged, never what is credited, and not below zero; split by what is left of the
// lines.
void takeAmount(Invoice& invoice, const Discount& discount) {
  std::vector<std::int64_t> left;
  left.reserve(invoice.lines.size());
  for (const InvoiceLine& line : invoice.lines)
    left.push_back(discountFits(discount, line) ? std::max<std::int64_t>(0, line.amountMinor - line.discountMinor) : 0);
  const std::int64_t most = std::accumulate(left.begin(), left.end(), std::int64_t{0});
  const auto parts = allocate(std::min(discount.amountOff->minor, most), left);
  for (std::size_t i = 0; parts && i < parts->size(); ++i) invoice.lines[i].discountMinor += (*parts)[i];
}

void taxLine(InvoiceLine& line, Percent rate) {
  const auto taxed = taxOn(line.amountMinor - line.discountMinor - line.creditMinor, rate, line.taxInclusive);
  line.taxMinor = taxed ? taxed->taxMinor : 0;
}

void sumUp(Invoice& invoice) {
  invoice.subtotalMinor = invoice.discountMinor = invoice.creditMinor = 0;
  invoice.taxMinor = invoice.totalMinor = 0;
  for (const InvoiceLine& line : invoice.lines) {
    invoice.subtotalMinor += line.amountMinor;
    invoice.discountMinor += line.discountMinor;
    invoice.creditMinor += line.creditMinor;
    invoice.taxMinor += line.taxMinor;
    invoice.totalMinor +=
        line.amountMinor - line.discountMinor - line.creditMinor + (line.taxInclusive ? 0 : line.taxMinor);
  }
}

// Stripe's customer balance, counted as Stripe does (negative: credit); Dodo's credits of a downgrade work alike.
void applyBalance(Invoice& invoice, const Customer* customer) {
  std::int64_t credit = 0;
  if (customer != nullptr)
    if (const auto found = customer->balance.find(std::string(invoice.currency.code()));
        found != customer->balance.end())
      credit = found->second;
  invoice.startingBalanceMinor = -credit;
  invoice.dueMinor = std::max<std::int64_t>(0, invoice.totalMinor - credit);
  invoice.endingBalanceMinor = invoice.startingBalanceMinor + invoice.totalMinor - invoice.dueMinor;
}

}  // namespace

// Stripe's credit grants pay for metered usage, after discounts and before tax (docs.stripe.com, "Billing credits").
void Engine::Inner::applyGrants(Invoice& invoice) const {
  for (InvoiceLine& line : invoice.lines) line.creditMinor = 0;
  if (invoice.home != Provider::Stripe || ledger.creditGrants.size() == 0) return;
  std::int64_t left = 0;
  for (const CreditGrant* grant : liveGrants(invoice.customer, ""))
    left += grant->currency == invoice.currency ? grant->remaining : 0;
  for (InvoiceLine& line : invoice.lines) {
    const Price* price = ledger.prices.find(line.price);
    if (price == nullptr || price->meter.empty()) continue;
    line.creditMinor = std::min(left, std::max<std::int64_t>(0, line.amountMinor - line.discountMinor));
    left -= line.creditMinor;
  }
}

void Engine::total(Invoice& invoice) const {
  const Customer* customer = ledger_.customers.find(invoice.customer);
  const Percent rate = taxRateOf(invoice.home, customer == nullptr ? std::string() : customer->address.country);
  for (InvoiceLine& line : invoice.lines) line.discountMinor = 0;
  for (const std::string& id : invoice.discounts) {
    const Discount* discount = discountBehind(ledger_, id);
    if (discount == nullptr) continue;
    if (discount->basisPoints > 0) takePercent(invoice, *discount);
    if (discount->amountOff && discount->amountOff->currency == invoice.currency) takeAmount(invoice, *discount);
  }
  inner_->applyGrants(invoice);
  for (InvoiceLine& line : invoice.lines) taxLine(line, rate);
  sumUp(invoice);
  applyBalance(invoice, customer);
}

}  // namespace billing::sandbox
