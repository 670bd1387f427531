// Invoices: draft, open, paid, void, uncollectible.
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

}  // namespace

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

Result<PaymentMethod*> Engine::Inner::payerOf(const Invoice& invoice, const std::string& named) const {
  if (!named.empty()) return found(ledger.paymentMethods, named, "payment method");
  return cardFor(invoice.subscription, invoice.customer);
}

Result<void> Engine::Inner::payByCard(Invoice& invoice, PaymentMethod& card) {
  const Paying outcome = charge(invoice, &card);
  const Payment& payment = *ledger.payments.find(invoice.payments.back());
  if (outcome == Paying::NeedsAction)
    return refused(ErrorKind::Conflict, "payment_action_required", "The payment waits for the customer",
                   "authentication_required", "Let the customer authenticate it");
  if (outcome == Paying::Declined)
    return refused(ErrorKind::Conflict, "card_declined", payment.errorMessage, payment.declineCode);
  return {};
}

Result<Invoice*> Engine::pay(const std::string& id, const std::string& paymentMethod, bool outOfBand) {
  auto invoice = Inner::found(ledger_.invoices, id, "invoice");
  if (!invoice) return invoice;
  Invoice& bill = **invoice;
  if (bill.status != "draft" && bill.status != "open" && bill.status != "uncollectible") return invoiceNotOpen(bill);
  const auto card = inner_->payerOf(bill, paymentMethod);
  if (!card) return failure(card.error());
  if (bill.status == "draft") inner_->open(bill);
  if (bill.status == "paid") return invoice;
  if (outOfBand) {
    inner_->retire(bill);
    inner_->settle(bill);
    return invoice;
  }
  if (*card == nullptr)
    return refused(ErrorKind::InvalidInput, "no_payment_method", "The invoice cannot be paid",
                   "neither its subscription nor its customer has a payment method", "Name one, or add a default");
  if (auto paid = inner_->payByCard(bill, **card); !paid) return failure(paid.error());
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
