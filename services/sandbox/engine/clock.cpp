// Time moved by hand or gone by: what falls due is done one by one, in its order, each at its own time.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

tl::unexpected<Error> backwards() {
  return refused(ErrorKind::InvalidInput, "clock_backwards", "The clock cannot be moved", "it only goes forward",
                 "Name a later time");
}

}  // namespace

void Engine::Inner::watch() {
  ledger.subscriptions.watch();
  ledger.invoices.watch();
  ledger.checkouts.watch();
  ledger.creditGrants.watch();
  ledger.invoiceItems.watch();
}

void Engine::Inner::refreshDue() {
  for (const std::string& id : ledger.subscriptions.changes()) {
    const Subscription& subscription = *ledger.subscriptions.find(id);
    due.set(DueKind::Subscription, id, subscription.testClock, dueOf(subscription));
  }
  for (const std::string& id : ledger.invoices.changes()) {
    const Invoice& invoice = *ledger.invoices.find(id);
    MaybeInstant at;
    if (invoice.status == "draft" && !invoice.deleted) at = invoice.finalizesAt;
    // A subscription's own retries are its subscription's affair.
    if (invoice.status == "open" && invoice.subscription.empty()) at = invoice.nextAttempt;
    due.set(DueKind::Invoice, id, invoice.testClock, at);
  }
  for (const std::string& id : ledger.checkouts.changes()) {
    const Checkout& checkout = *ledger.checkouts.find(id);
    const bool waits = checkout.status == "open" && checkout.expires.ms > 0;
    due.set(DueKind::Checkout, id, clockOf(checkout.customer), waits ? MaybeInstant(checkout.expires) : std::nullopt);
  }
  for (const std::string& id : ledger.creditGrants.changes()) {
    const CreditGrant& grant = *ledger.creditGrants.find(id);
    const bool lives = grant.remaining > 0 && !grant.voided;
    due.set(DueKind::CreditGrant, id, clockOf(grant.customer), lives ? grant.expires : std::nullopt);
  }
}

void Engine::Inner::doDue(const DueEntry& entry) {
  switch (entry.kind) {
    case DueKind::Subscription:
      return subscriptionDue(*ledger.subscriptions.find(entry.id));
    case DueKind::Invoice:
      return invoiceDue(*ledger.invoices.find(entry.id));
    case DueKind::Checkout:
      return static_cast<void>(engine.expireCheckout(entry.id));
    case DueKind::CreditGrant:
      return expireGrant(*ledger.creditGrants.find(entry.id));
  }
}

// A draft that advances is finalised and charged; an open one that waited for its turn is charged.
void Engine::Inner::invoiceDue(Invoice& invoice) {
  invoice.nextAttempt.reset();
  invoice.finalizesAt.reset();
  ledger.invoices.touch(invoice.id);
  if (invoice.status == "draft") open(invoice);
  PaymentMethod* card = cardFor(invoice.subscription, invoice.customer);
  if (invoice.status == "open" && invoice.chargesAutomatically) static_cast<void>(charge(invoice, card));
}

void Engine::Inner::runUntil(const std::string& clock, Instant to) {
  refreshDue();
  TestClock* frozen = clock.empty() ? nullptr : ledger.testClocks.find(clock);
  while (const DueEntry* first = due.first(clock)) {
    if (first->at > to) break;
    const DueEntry entry = *first;
    if (frozen != nullptr)
      frozen->frozen = std::max(frozen->frozen, entry.at);
    else
      moment = entry.at;
    doDue(entry);
    refreshDue();
    // What did not move on would fall due for ever.
    if (const DueEntry* next = due.first(clock); next != nullptr && *next == entry)
      due.set(entry.kind, entry.id, clock, std::nullopt);
  }
  moment.reset();
}

Result<void> Engine::advance(Instant to) {
  if (to < now()) return backwards();
  inner_->runUntil("", to);
  ledger_.clockOffsetMs = to.ms - clock_.now().ms;
  return {};
}

Result<void> Engine::catchUp() {
  inner_->runUntil("", now());
  return {};
}

Result<void> Engine::advanceTestClock(const std::string& id, Instant to) {
  auto clock = Inner::found(ledger_.testClocks, id, "test clock");
  if (!clock) return failure(clock.error());
  if (to <= (*clock)->frozen) return backwards();
  (*clock)->status = "advancing";
  tell(What::TestClockAdvancing, id);
  inner_->runUntil(id, to);
  (*clock)->frozen = to;
  (*clock)->status = "ready";
  ledger_.testClocks.touch(id);
  tell(What::TestClockReady, id);
  return {};
}

MaybeInstant Engine::nextDue() const {
  inner_->refreshDue();
  const DueEntry* first = inner_->due.first("");
  return first == nullptr ? std::nullopt : MaybeInstant(first->at);
}

}  // namespace billing::sandbox
