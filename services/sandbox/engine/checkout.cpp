// Checkouts: what they cost, what paying them brings.
#include <algorithm>

#include "sandbox/engine/inner.h"
#include "sandbox/engine/testcards.h"

namespace billing::sandbox {
namespace {

Price priceInCart(const Ledger& ledger, const CartLine& line) {
  if (const Price* price = ledger.prices.find(line.price)) return *price;
  const Product* product = ledger.products.find(line.product);
  const Price* usual = product == nullptr ? nullptr : ledger.prices.find(product->defaultPrice);
  return usual == nullptr ? Price() : *usual;
}

InvoiceLine cartLine(const Ledger& ledger, const CartLine& cart) {
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

// Faces may have given the customer's words to the checkout only.
std::string customerOf(Engine& engine, Checkout& checkout) {
  if (!checkout.customer.empty()) return checkout.customer;
  Ledger& ledger = engine.ledger();
  Customer customer;
  customer.id = ledger.newId("cus_");
  customer.home = checkout.home;
  customer.email = checkout.email;
  customer.name = checkout.name;
  customer.address = checkout.address;
  customer.created = engine.now();
  checkout.customer = ledger.customers.add(std::move(customer)).id;
  engine.tell(What::CustomerCreated, checkout.customer);
  return checkout.customer;
}

tl::unexpected<Error> declinedCard(const DeclineWords& words) {
  return refused(ErrorKind::Conflict, "card_declined", words.message, words.declineCode, "Use another card");
}

}  // namespace

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
    preview.lines.push_back(cartLine(ledger_, line));
    if (checkout.trialDays > 0 && priceInCart(ledger_, line).interval) preview.lines.back().amountMinor = 0;
  }
  total(preview);
  return preview;
}

Result<Checkout*> Engine::expireCheckout(const std::string& id) {
  auto found = Inner::found(ledger_.checkouts, id, "checkout");
  if (!found) return found;
  if ((*found)->status != "open")
    return refused(ErrorKind::Conflict, "checkout_not_open", "The checkout cannot expire", "it is " + (*found)->status);
  (*found)->status = "expired";
  ledger_.checkouts.touch(id);
  tell(What::CheckoutExpired, id);
  return found;
}

Result<Checkout*> Engine::completeCheckout(const std::string& id, const std::string& card) {
  auto found = Inner::found(ledger_.checkouts, id, "checkout");
  if (!found) return found;
  Checkout& checkout = **found;
  if (checkout.status != "open")
    return refused(ErrorKind::Conflict, checkout.status == "expired" ? "checkout_expired" : "checkout_not_open",
                   "The checkout cannot be paid", "it is " + checkout.status, "Begin a new one");
  PaymentMethod* method = ledger_.paymentMethods.find(card);
  if (method == nullptr) {
    auto added = addCard("", card);
    if (!added) return failure(added.error());
    method = *added;
  }
  customerOf(*this, checkout);
  method->holder = method->holder.empty() ? checkout.name : method->holder;
  method->email = method->email.empty() ? checkout.email : method->email;
  ledger_.checkouts.touch(id);
  auto done = checkout.mode == "payment" && checkout.changesSubscription.empty() ? inner_->payCart(checkout, *method)
              : checkout.mode == "setup" || !checkout.changesSubscription.empty()
                  ? inner_->setUpCard(checkout, *method)
                  : inner_->beginSubscription(checkout, *method);
  if (!done) return failure(done.error());
  return found;
}

// A one-off payment; tried again with another card it stays the same payment.
Result<void> Engine::Inner::payCart(Checkout& checkout, PaymentMethod& card) {
  Payment* payment = ledger.payments.find(checkout.payment);
  if (payment == nullptr) {
    auto cost = engine.previewCheckout(checkout);
    if (!cost) return failure(cost.error());
    // The customer's balance lessens invoices; a checkout of one-off things is paid in full (both providers).
    payment = &paymentOfCart(checkout, *cost);
    if (auto granted = engine.grantDiscounts(checkout.codes, checkout.customer, ""); !granted)
      return failure(granted.error());
  }
  if (payment->customer.empty()) payment->customer = checkout.customer;
  const Paying outcome = attempt(*payment, card, false);
  if (outcome == Paying::Done) afterSuccess(*payment);
  if (outcome == Paying::Held) finish(checkout, card);
  return {};
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

// A card for later, for a subscription's renewals, or for its change of plan. Setup knows no authentication here.
Result<void> Engine::Inner::setUpCard(Checkout& checkout, PaymentMethod& card) {
  if (const auto words = declineOf(card.behaviour); words && refusesToAttach(card.behaviour))
    return declinedCard(*words);
  attach(card, checkout.customer);
  if (!checkout.changesSubscription.empty()) {
    if (auto used = engine.useCard(checkout.changesSubscription, card.id); !used) return failure(used.error());
    checkout.subscription = checkout.changesSubscription;
    if (!checkout.cart.empty()) {
      ItemsChange change;
      change.subscription = checkout.changesSubscription;
      change.items = recurringItems(ledger, checkout);
      change.discountCodes = checkout.codes;
      change.preventOnFailure = true;
      if (auto changed = engine.changeItems(change); !changed) return failure(changed.error());
    }
  }
  finish(checkout, card);
  return {};
}

Result<void> Engine::Inner::beginSubscription(Checkout& checkout, PaymentMethod& card) {
  Subscription* subscription = ledger.subscriptions.find(checkout.subscription);
  // One whose first payment never came is over; its customer begins again.
  if (subscription == nullptr || isFinal(subscription->status)) {
    auto made = engine.subscribe(orderOf(checkout));
    if (!made) return failure(made.error());
    subscription = *made;
    checkout.subscription = subscription->id;
    checkout.invoice = subscription->latestInvoice;
  }
  Invoice* invoice = ledger.invoices.find(subscription->latestInvoice);
  if (invoice == nullptr || subscription->status != SubscriptionStatus::Pending) {  // nothing was due
    if (const auto words = declineOf(card.behaviour); words && refusesToAttach(card.behaviour))
      return declinedCard(*words);
    finish(checkout, card);
    return {};
  }
  checkout.invoice = invoice->id;
  checkout.totalMinor = invoice->dueMinor;
  checkout.subtotalMinor = invoice->subtotalMinor;
  checkout.discountMinor = invoice->discountMinor;
  checkout.currency = invoice->currency;
  Payment& payment = paymentFor(*invoice);
  payment.checkout = checkout.id;
  checkout.payment = payment.id;
  ++invoice->attempts;
  const Paying outcome = attempt(payment, card, false);
  if (outcome == Paying::Done) afterSuccess(payment);
  if (outcome == Paying::Declined) changed(*invoice, What::InvoicePaymentFailed);
  if (outcome == Paying::NeedsAction) changed(*invoice, What::InvoiceActionRequired);
  return {};
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
    InvoiceLine once = cartLine(ledger, line);
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

void Engine::Inner::finish(Checkout& checkout, const PaymentMethod& card) {
  PaymentMethod& kept = *ledger.paymentMethods.find(card.id);
  checkout.status = "complete";
  checkout.paymentMethod = card.id;
  if (checkout.mode != "payment") attach(kept, checkout.customer);
  if (Subscription* subscription = ledger.subscriptions.find(checkout.subscription)) {
    subscription->paymentMethod = card.id;
    ledger.subscriptions.touch(subscription->id);
  }
  ledger.checkouts.touch(checkout.id);
  engine.tell(What::CheckoutCompleted, checkout.id);
}

}  // namespace billing::sandbox
