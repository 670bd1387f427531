// Invoices: draft, open, paid, void, uncollectible.
#include <algorithm>

#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

constexpr std::int64_t draftLastsMs = kHourMs;  // Stripe finalises a draft that advances after about an hour

tl::unexpected<Error> invoiceNotOpen(const Invoice& invoice) {
  return refused(ErrorKind::Conflict, "invoice_not_open", "The invoice is not open", "its status is " + invoice.status);
}

std::string invoiceNumber(std::int64_t number) {
  std::string digits = std::to_string(number);
  return "INV-" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

std::vector<CartLine> cartOf(const Invoice& invoice) {
  std::vector<CartLine> cart;
  for (const InvoiceLine& line : invoice.lines)
    cart.push_back({line.product, line.price, line.quantity, line.amountMinor - line.discountMinor, line.taxMinor, 0});
  return cart;
}

}  // namespace

Invoice Engine::Inner::draftFor(const Subscription& subscription, const std::string& reason) const {
  Invoice draft;
  draft.customer = subscription.customer;
  draft.subscription = subscription.id;
  draft.home = subscription.home;
  draft.reason = reason;
  draft.currency = subscription.currency;
  draft.created = nowOf(subscription);
  draft.periodStart = subscription.periodStart;
  draft.periodEnd = subscription.periodEnd;
  draft.chargesAutomatically = subscription.chargesAutomatically;
  if (!draft.chargesAutomatically) draft.dueAt = Instant{draft.created.ms + subscription.daysUntilDue * kDayMs};
  draft.discounts = activeDiscounts(subscription);
  draft.metadata = {};
  draft.testClock = subscription.testClock;
  return draft;
}

InvoiceLine Engine::Inner::lineOf(const SubscriptionItem& item, Instant from, Instant to) const {
  const Price& price = priceOf(item);
  const Product* product = ledger.products.find(price.product);
  InvoiceLine line;
  line.text = std::to_string(item.quantity) + " × " + (product == nullptr ? price.id : product->name);
  line.price = price.id;
  line.product = price.product;
  line.subscriptionItem = item.id;
  line.quantity = item.quantity;
  line.amountMinor = fixedMinor(price) * item.quantity;
  line.taxInclusive = price.taxInclusive;
  line.from = from;
  line.to = to;
  return line;
}

void Engine::Inner::addPeriodLines(Invoice& draft, const Subscription& subscription) const {
  for (const SubscriptionItem& item : subscription.items) {
    const Price& price = priceOf(item);
    // A metered price may have a fixed part as well (Dodo's fixed_price).
    if (price.meter.empty() || fixedMinor(price) != 0)
      draft.lines.push_back(lineOf(item, subscription.periodStart, subscription.periodEnd));
  }
}

void Engine::Inner::addUsageLines(Invoice& draft, const Subscription& subscription, const Period& ended) const {
  for (const SubscriptionItem& item : subscription.items)
    if (auto line = meteredLine(subscription, item, ended.start, ended.end)) draft.lines.push_back(std::move(*line));
}

void Engine::Inner::refreshWaiting() {
  for (const std::string& id : ledger.invoiceItems.changes()) {
    const InvoiceItem& item = *ledger.invoiceItems.find(id);
    std::vector<std::string>& waiting = waitingItems[item.customer];
    if (item.invoice.empty() && !item.deleted && std::ranges::find(waiting, id) == waiting.end()) waiting.push_back(id);
  }
}

InvoiceLine Engine::Inner::lineOfWaiting(const InvoiceItem& item) const {
  const Price* price = ledger.prices.find(item.price);
  InvoiceLine line;
  line.text = item.text;
  line.price = item.price;
  line.product = price == nullptr ? "" : price->product;
  line.invoiceItem = item.id;
  line.quantity = item.quantity;
  line.amountMinor = item.amountMinor;
  line.from = item.from;
  line.to = item.to;
  line.proration = item.proration;
  line.taxInclusive = price != nullptr && price->taxInclusive;
  line.metadata = item.metadata;
  return line;
}

// Items that wait for this customer's next invoice and are of its currency; those of another subscription wait on.
void Engine::Inner::takePendingItems(Invoice& draft, bool keep) {
  refreshWaiting();
  const auto waiting = waitingItems.find(draft.customer);
  for (const std::string& id : waiting == waitingItems.end() ? std::vector<std::string>() : waiting->second) {
    InvoiceItem& item = *ledger.invoiceItems.find(id);
    const bool fits = item.subscription.empty() || item.subscription == draft.subscription;
    if (!item.invoice.empty() || item.deleted || !fits || item.currency != draft.currency) continue;
    draft.lines.push_back(lineOfWaiting(item));
    if (!keep) continue;
    item.invoice = draft.id;
    ledger.invoiceItems.touch(id);
  }
  if (keep && waiting != waitingItems.end())
    std::erase_if(waiting->second,
                  [&](const std::string& id) { return !ledger.invoiceItems.find(id)->invoice.empty(); });
}

Invoice& Engine::Inner::store(Invoice draft) {
  if (draft.id.empty()) draft.id = ledger.newId(draft.home == Provider::Stripe ? "in_" : "inv_");
  for (InvoiceLine& line : draft.lines)
    if (line.id.empty()) line.id = ledger.newId("il_");
  engine.total(draft);
  Invoice& stored = ledger.invoices.add(std::move(draft));
  if (Subscription* subscription = ledger.subscriptions.find(stored.subscription)) {
    subscription->latestInvoice = stored.id;
    ledger.subscriptions.touch(subscription->id);
  }
  engine.tell(What::InvoiceCreated, stored.id);
  return stored;
}

void Engine::Inner::open(Invoice& invoice) {
  engine.total(invoice);
  invoice.status = "open";
  invoice.number = invoiceNumber(ledger.nextInvoiceNumber++);
  invoice.finalizedAt = nowOf(invoice.customer);
  invoice.finalizesAt.reset();
  Customer* customer = ledger.customers.find(invoice.customer);
  if (customer != nullptr && invoice.startingBalanceMinor != invoice.endingBalanceMinor) {
    customer->balance[std::string(invoice.currency.code())] = -invoice.endingBalanceMinor;
    ledger.customers.touch(customer->id);
    engine.tell(What::CustomerUpdated, customer->id);
  }
  useDiscounts(invoice);
  drawGrants(invoice);
  changed(invoice, What::InvoiceFinalized);
  // Dodo begins a subscription by a payment even where nothing is due (a trial, a mandate): it leaves a card.
  const bool mandate = invoice.home == Provider::Dodo && invoice.reason == "subscription_create";
  if (invoice.dueMinor == 0 && !mandate)
    settle(invoice);
  else
    paymentFor(invoice);
}

void Engine::Inner::settle(Invoice& invoice) {
  invoice.status = "paid";
  invoice.paidAt = nowOf(invoice.customer);
  invoice.paidMinor = invoice.dueMinor;
  invoice.nextAttempt.reset();
  changed(invoice, What::InvoicePaid);
  if (Subscription* subscription = ledger.subscriptions.find(invoice.subscription))
    afterInvoicePaid(*subscription, invoice);
}

// Stripe charges one payment intent until it succeeds; at Dodo each try is a payment of its own.
Payment& Engine::Inner::paymentFor(Invoice& invoice) {
  Payment* last = invoice.payments.empty() ? nullptr : ledger.payments.find(invoice.payments.back());
  const bool open = last != nullptr && last->status != "canceled" && last->status != "succeeded";
  if (open && (invoice.home == Provider::Stripe || last->errorCode.empty())) return *last;
  Payment payment;
  payment.id = ledger.newId(invoice.home == Provider::Stripe ? "pi_" : "pay_");
  payment.customer = invoice.customer;
  payment.subscription = invoice.subscription;
  payment.invoice = invoice.id;
  payment.home = invoice.home;
  payment.amount = {invoice.dueMinor, invoice.currency};
  payment.taxMinor = invoice.taxMinor;
  payment.cart = cartOf(invoice);
  payment.retry = static_cast<int>(invoice.payments.size());
  payment.created = payment.updated = nowOf(invoice.customer);
  payment.testClock = invoice.testClock;
  if (const Subscription* subscription = ledger.subscriptions.find(invoice.subscription)) {
    payment.checkout = subscription->status == SubscriptionStatus::Pending ? subscription->checkout : "";
    if (invoice.home == Provider::Dodo) payment.metadata = subscription->metadata;
  }
  invoice.payments.push_back(payment.id);
  ledger.invoices.touch(invoice.id);
  Payment& made = ledger.payments.add(std::move(payment));
  engine.tell(What::PaymentCreated, made.id);
  return made;
}

Paying Engine::Inner::charge(Invoice& invoice, PaymentMethod* card) {
  ++invoice.attempts;
  if (card == nullptr) {
    changed(invoice, What::InvoicePaymentFailed);
    return Paying::Declined;
  }
  Payment& payment = paymentFor(invoice);
  const Paying outcome = attempt(payment, *card, true);
  if (outcome == Paying::Done) afterSuccess(payment);
  if (outcome == Paying::Declined) changed(invoice, What::InvoicePaymentFailed);
  if (outcome == Paying::NeedsAction) changed(invoice, What::InvoiceActionRequired);
  return outcome;
}

// Nobody will be asked for this invoice any more: neither are its payments.
void Engine::Inner::retire(Invoice& invoice) {
  invoice.nextAttempt.reset();
  invoice.finalizesAt.reset();
  invoice.advances = false;
  ledger.invoices.touch(invoice.id);
  for (const std::string& id : invoice.payments)
    if (const Payment* payment = ledger.payments.find(id);
        payment != nullptr && payment->status != "succeeded" && payment->status != "canceled")
      static_cast<void>(engine.cancelPayment(id, "void_invoice"));
}

Result<Invoice*> Engine::makeInvoice(Invoice draft, bool withPendingItems) {
  auto customer = Inner::found(ledger_.customers, draft.customer, "customer");
  if (!customer) return failure(customer.error());
  draft.status = "draft";
  draft.home = (*customer)->home;
  draft.testClock = (*customer)->testClock;
  if (draft.id.empty()) draft.id = ledger_.newId(draft.home == Provider::Stripe ? "in_" : "inv_");
  if (draft.created.ms == 0) draft.created = inner_->nowOf(draft.customer);
  if (draft.periodEnd.ms == 0) draft.periodStart = draft.periodEnd = draft.created;
  if (draft.advances) draft.finalizesAt = Instant{draft.created.ms + draftLastsMs};
  if (withPendingItems) inner_->takePendingItems(draft, true);
  return &inner_->store(std::move(draft));
}

Result<Invoice*> Engine::finalize(const std::string& id) {
  auto invoice = Inner::found(ledger_.invoices, id, "invoice");
  if (!invoice) return invoice;
  if ((*invoice)->status != "draft")
    return refused(ErrorKind::Conflict, "invoice_not_draft", "The invoice is finalised already",
                   "its status is " + (*invoice)->status);
  inner_->open(**invoice);
  if ((*invoice)->status == "open" && (*invoice)->advances && (*invoice)->chargesAutomatically) {
    (*invoice)->nextAttempt = Instant{inner_->nowOf((*invoice)->customer).ms + draftLastsMs};
    ledger_.invoices.touch(id);
  }
  return invoice;
}

Result<Invoice*> Engine::pay(const std::string& id, const std::string& paymentMethod, bool outOfBand) {
  auto invoice = Inner::found(ledger_.invoices, id, "invoice");
  if (!invoice) return invoice;
  Invoice& bill = **invoice;
  if (bill.status != "draft" && bill.status != "open" && bill.status != "uncollectible") return invoiceNotOpen(bill);
  PaymentMethod* card = paymentMethod.empty() ? inner_->cardFor(bill.subscription, bill.customer)
                                              : ledger_.paymentMethods.find(paymentMethod);
  if (!paymentMethod.empty() && card == nullptr)
    return failure(Inner::found(ledger_.paymentMethods, paymentMethod, "payment method").error());
  if (bill.status == "draft") inner_->open(bill);
  if (bill.status == "paid") return invoice;
  if (outOfBand) {
    inner_->retire(bill);
    inner_->settle(bill);
    return invoice;
  }
  if (card == nullptr)
    return refused(ErrorKind::InvalidInput, "no_payment_method", "The invoice cannot be paid",
                   "neither its subscription nor its customer has a payment method", "Name one, or add a default");
  const Paying outcome = inner_->charge(bill, card);
  const Payment& payment = *ledger_.payments.find(bill.payments.back());
  if (outcome == Paying::NeedsAction)
    return refused(ErrorKind::Conflict, "payment_action_required", "The payment waits for the customer",
                   "authentication_required", "Let the customer authenticate it");
  if (outcome == Paying::Declined)
    return refused(ErrorKind::Conflict, "card_declined", payment.errorMessage, payment.declineCode);
  return invoice;
}

Result<Invoice*> Engine::voidInvoice(const std::string& id) {
  auto invoice = Inner::found(ledger_.invoices, id, "invoice");
  if (!invoice) return invoice;
  if ((*invoice)->status != "open" && (*invoice)->status != "uncollectible") return invoiceNotOpen(**invoice);
  (*invoice)->status = "void";
  (*invoice)->voidedAt = inner_->nowOf((*invoice)->customer);
  inner_->retire(**invoice);
  inner_->giveBalanceBack(**invoice);
  inner_->returnGrants(**invoice);
  inner_->changed(**invoice, What::InvoiceVoided);
  return invoice;
}

Result<Invoice*> Engine::markUncollectible(const std::string& id) {
  auto invoice = Inner::found(ledger_.invoices, id, "invoice");
  if (!invoice) return invoice;
  if ((*invoice)->status != "open") return invoiceNotOpen(**invoice);
  (*invoice)->status = "uncollectible";
  (*invoice)->uncollectibleAt = inner_->nowOf((*invoice)->customer);
  (*invoice)->nextAttempt.reset();
  inner_->changed(**invoice, What::InvoiceUncollectible);
  return invoice;
}

// What a void invoice had taken from (or put upon) the customer's balance is theirs again (docs.stripe.com, "Void").
void Engine::Inner::giveBalanceBack(Invoice& invoice) {
  const std::int64_t used = invoice.endingBalanceMinor - invoice.startingBalanceMinor;
  Customer* customer = ledger.customers.find(invoice.customer);
  if (used == 0 || customer == nullptr) return;
  customer->balance[std::string(invoice.currency.code())] += used;
  invoice.endingBalanceMinor = invoice.startingBalanceMinor;
  ledger.customers.touch(customer->id);
  engine.tell(What::CustomerUpdated, customer->id);
}

}  // namespace billing::sandbox
