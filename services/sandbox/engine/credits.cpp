// Credits: grants, what is taken from them, and the entries that tell of it. Drawn as facts/billing.md says: the
// earliest expiry first, never last; among equals the oldest.
#include <algorithm>

#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

bool grantLives(const CreditGrant& grant, const std::string& customer, const std::string& entitlement, Instant now) {
  return grant.customer == customer && grant.entitlement == entitlement && grant.remaining > 0 && !grant.voided &&
         grant.effective <= now && (!grant.expires || now < *grant.expires);
}

bool drawnBefore(const CreditGrant* a, const CreditGrant* b) {
  if (a->expires != b->expires) return a->expires && (!b->expires || *a->expires < *b->expires);
  return a->created < b->created;
}

tl::unexpected<Error> badCredits(ErrorKind kind, const char* code, const char* reason) {
  return refused(kind, code, "The credits cannot be changed", reason);
}

}  // namespace

std::vector<CreditGrant*> Engine::Inner::liveGrants(const std::string& customer, const std::string& entitlement) const {
  std::vector<CreditGrant*> live;
  for (const auto& grant : ledger.creditGrants.all())
    if (grantLives(*grant, customer, entitlement, nowOf(customer))) live.push_back(grant.get());
  std::stable_sort(live.begin(), live.end(), drawnBefore);
  return live;
}

std::int64_t Engine::Inner::creditBalance(const std::string& customer, const std::string& entitlement) const {
  std::int64_t sum = 0;
  for (const CreditGrant* grant : liveGrants(customer, entitlement)) sum += grant->remaining;
  return sum;
}

Result<CreditEntry*> Engine::changeCredits(const CreditEntry& wanted) {
  auto customer = Inner::found(ledger_.customers, wanted.customer, "customer");
  if (!customer) return failure(customer.error());
  // The same key again is the same entry again.
  for (const auto& entry : ledger_.creditEntries.all())
    if (!wanted.idempotencyKey.empty() && entry->idempotencyKey == wanted.idempotencyKey &&
        entry->customer == wanted.customer && entry->entitlement == wanted.entitlement)
      return entry.get();
  if (wanted.amount <= 0) return badCredits(ErrorKind::InvalidInput, "bad_amount", "the amount is not above 0");
  CreditEntry entry = wanted;
  entry.created = inner_->nowOf(wanted.customer);
  entry.before = inner_->creditBalance(wanted.customer, wanted.entitlement);
  if (!wanted.adds && wanted.amount > entry.before)
    return badCredits(ErrorKind::Conflict, "insufficient_credits", "more than there are");
  entry.grant = wanted.adds ? inner_->addGrant(entry) : inner_->draw(entry);
  entry.after = entry.before + (wanted.adds ? wanted.amount : -wanted.amount);
  if (entry.id.empty()) entry.id = ledger_.newId("cle_");
  if (entry.kind.empty()) entry.kind = wanted.adds ? "credit_added" : "credit_deducted";
  CreditEntry& made = ledger_.creditEntries.add(std::move(entry));
  // Stripe tells of grants, Dodo of the entries of its credit ledger.
  const bool grants = (*customer)->home == Provider::Stripe;
  if (made.kind == "manual_adjustment")
    tell(What::CreditAdjusted, made.id);
  else if (grants)
    tell(made.adds ? What::CreditGranted : What::CreditUpdated, made.grant);
  else
    tell(made.adds ? What::CreditGranted : What::CreditDeducted, made.id);
  return &made;
}

std::string Engine::Inner::addGrant(const CreditEntry& entry) {
  const CreditEntitlement* entitlement = ledger.creditEntitlements.find(entry.entitlement);
  const Customer& customer = *ledger.customers.find(entry.customer);
  CreditGrant grant;
  grant.id = ledger.newId(customer.home == Provider::Stripe ? "credgr_" : "cgr_");
  grant.customer = entry.customer;
  grant.entitlement = entry.entitlement;
  grant.sourceKind = "api";
  grant.home = customer.home;
  grant.amount = grant.remaining = entry.amount;
  grant.metadata = entry.metadata;
  grant.created = grant.effective = entry.created;
  grant.idempotencyKey = entry.idempotencyKey;
  if (entitlement != nullptr && entitlement->expiresAfterDays)
    grant.expires = Instant{entry.created.ms + *entitlement->expiresAfterDays * kDayMs};
  return ledger.creditGrants.add(std::move(grant)).id;
}

/// The first grant that something was taken from.
std::string Engine::Inner::draw(const CreditEntry& entry) {
  std::int64_t left = entry.amount;
  std::string first;
  for (CreditGrant* grant : liveGrants(entry.customer, entry.entitlement)) {
    const std::int64_t part = std::min(left, grant->remaining);
    if (part == 0) break;
    if (first.empty()) first = grant->id;
    grant->remaining -= part;
    left -= part;
    ledger.creditGrants.touch(grant->id);
  }
  return first;
}

// An entry of Stripe's credit balance; its transactions are told by the face that knows how they look.
void Engine::Inner::enterGrant(CreditGrant& grant, std::int64_t change, const char* kind, const std::string& invoice) {
  CreditEntry entry;
  entry.id = ledger.newId(grant.home == Provider::Stripe ? "cbtxn_" : "cle_");
  entry.customer = grant.customer;
  entry.entitlement = grant.entitlement;
  entry.grant = grant.id;
  entry.kind = kind;
  entry.reference = invoice;
  entry.adds = change > 0;
  entry.amount = change > 0 ? change : -change;
  entry.before = creditBalance(grant.customer, grant.entitlement);
  entry.created = nowOf(grant.customer);
  grant.remaining += change;
  entry.after = creditBalance(grant.customer, grant.entitlement);
  ledger.creditGrants.touch(grant.id);
  const CreditEntry& made = ledger.creditEntries.add(std::move(entry));
  if (grant.home == Provider::Stripe)
    engine.tell(What::CreditUpdated, grant.id);
  else
    engine.tell(What::CreditExpired, made.id);
}

void Engine::Inner::drawGrants(const Invoice& invoice) {
  std::int64_t left = invoice.creditMinor;
  if (left == 0) return;
  for (CreditGrant* grant : liveGrants(invoice.customer, "")) {
    const std::int64_t part = grant->currency == invoice.currency ? std::min(left, grant->remaining) : 0;
    if (part > 0) enterGrant(*grant, -part, "credits_applied", invoice.id);
    left -= part;
  }
}

void Engine::Inner::returnGrants(const Invoice& invoice) {
  if (invoice.creditMinor == 0) return;
  std::vector<std::pair<std::string, std::int64_t>> taken;
  for (const auto& entry : ledger.creditEntries.all())
    if (entry->reference == invoice.id && entry->kind == "credits_applied")
      taken.emplace_back(entry->grant, entry->amount);
  for (const auto& [id, amount] : taken)
    if (CreditGrant* grant = ledger.creditGrants.find(id))
      enterGrant(*grant, amount, "credits_application_invoice_voided", invoice.id);
}

void Engine::Inner::expireGrant(CreditGrant& grant) {
  // At its very end the grant is no longer counted: neither before nor after.
  const std::int64_t lost = grant.remaining;
  enterGrant(grant, -lost, grant.home == Provider::Stripe ? "credits_expired" : "credit_expired", "");
  CreditEntry& entry = *ledger.creditEntries.all().back();
  entry.before = entry.after + lost;
}

}  // namespace billing::sandbox
