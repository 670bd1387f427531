#include "sandbox/engine/cart.h"

namespace billing::sandbox {

Price priceInCart(const Ledger& ledger, const CartLine& line) {
  if (const Price* price = ledger.prices.find(line.price)) return *price;
  const Product* product = ledger.products.find(line.product);
  const Price* usual = product == nullptr ? nullptr : ledger.prices.find(product->defaultPrice);
  return usual == nullptr ? Price() : *usual;
}

InvoiceLine lineOfCart(const Ledger& ledger, const CartLine& cart) {
  const Price price = priceInCart(ledger, cart);
  const Product* product = ledger.products.find(cart.product.empty() ? price.product : cart.product);
  InvoiceLine line;
  line.text = std::to_string(cart.quantity) + " × " + (product == nullptr ? "Item" : product->name);
  line.price = price.id;
  line.product = product == nullptr ? "" : product->id;
  line.quantity = cart.quantity;
  // An amount in the cart is that of the whole line (pay what you want, ad-hoc prices).
  const std::int64_t piece = Engine::Inner::fixedMinor(price);
  line.amountMinor = cart.amountMinor != 0 ? cart.amountMinor : piece * cart.quantity;
  line.taxInclusive = price.taxInclusive;
  return line;
}

Currency checkoutCurrency(const Ledger& ledger, const Checkout& checkout) {
  if (!checkout.currency.empty() || checkout.cart.empty()) return checkout.currency;
  return priceInCart(ledger, checkout.cart.front()).unit.currency;
}

std::vector<SubscriptionItem> recurringItems(const Ledger& ledger, const Checkout& checkout) {
  std::vector<SubscriptionItem> items;
  for (const CartLine& line : checkout.cart)
    if (const Price price = priceInCart(ledger, line); price.interval)
      items.push_back({"", price.id, line.quantity, {}});
  return items;
}

Result<Invoice> Engine::previewCheckout(const Checkout& checkout) {
  Invoice preview;
  preview.customer = checkout.customer;
  preview.home = checkout.home;
  preview.currency = checkoutCurrency(ledger_, checkout);
  preview.created = preview.periodStart = preview.periodEnd = inner_->nowOf(checkout.customer);
  auto codes = inner_->checkDiscounts(checkout.codes, checkout.customer);
  if (!codes) return failure(codes.error());
  preview.discounts = std::move(*codes);
  for (const CartLine& line : checkout.cart) {
    preview.lines.push_back(lineOfCart(ledger_, line));
    if (checkout.trialDays > 0 && priceInCart(ledger_, line).interval) preview.lines.back().amountMinor = 0;
  }
  total(preview);
  return preview;
}

Payment& Engine::Inner::paymentOfCart(Checkout& checkout, const Invoice& cost) {
  Payment payment;
  payment.id = ledger.newId(checkout.home == Provider::Stripe ? "pi_" : "pay_");
  payment.customer = checkout.customer;
  payment.checkout = checkout.id;
  payment.home = checkout.home;
  payment.amount = {cost.totalMinor, cost.currency};
  payment.taxMinor = cost.taxMinor;
  payment.metadata = checkout.home == Provider::Dodo ? checkout.metadata : checkout.paymentMetadata;
  for (const InvoiceLine& line : cost.lines)
    payment.cart.push_back(
        {line.product, line.price, line.quantity, line.amountMinor - line.discountMinor, line.taxMinor, 0});
  payment.created = payment.updated = nowOf(checkout.customer);
  payment.testClock = clockOf(checkout.customer);
  payment.receiptEmail = checkout.email;
  checkout.currency = cost.currency;
  checkout.subtotalMinor = cost.subtotalMinor;
  checkout.discountMinor = cost.discountMinor;
  checkout.totalMinor = cost.totalMinor;
  Payment& made = ledger.payments.add(std::move(payment));
  checkout.payment = made.id;
  engine.tell(What::PaymentCreated, made.id);
  return made;
}

SubscriptionOrder Engine::Inner::orderOf(const Checkout& checkout) {
  SubscriptionOrder order;
  order.customer = checkout.customer;
  order.items = recurringItems(ledger, checkout);
  order.currency = checkoutCurrency(ledger, checkout);
  order.checkout = checkout.id;
  order.trialDays = checkout.trialDays;
  order.defaultIncomplete = true;
  order.discounts = checkout.codes;
  order.metadata = checkout.home == Provider::Dodo ? checkout.metadata : checkout.subscriptionMetadata;
  // What is bought once goes on the first invoice.
  for (const CartLine& line : checkout.cart) {
    if (priceInCart(ledger, line).interval) continue;
    InvoiceLine once = lineOfCart(ledger, line);
    InvoiceItem item;
    item.id = ledger.newId("ii_");
    item.customer = checkout.customer;
    item.text = once.text;
    item.price = once.price;
    item.quantity = once.quantity;
    item.amountMinor = once.amountMinor;
    item.currency = order.currency;
    item.created = item.from = item.to = nowOf(checkout.customer);
    ledger.invoiceItems.add(std::move(item));
  }
  return order;
}

}  // namespace billing::sandbox
