#include "sandbox/engine/engine.h"

#include "sandbox/engine/inner.h"

namespace billing::sandbox {

Engine::Engine(Ledger& ledger, const Clock& clock, Tell tell)
    : ledger_(ledger), clock_(clock), tell_(std::move(tell)), inner_(std::make_unique<Inner>(*this)) {
  inner_->watch();
}

Engine::~Engine() = default;

Instant Engine::now(const std::string& testClock) const {
  if (const TestClock* frozen = testClock.empty() ? nullptr : ledger_.testClocks.find(testClock)) return frozen->frozen;
  return inner_->moment.value_or(Instant{clock_.now().ms + ledger_.clockOffsetMs});
}

void Engine::tell(What what, const std::string& id, const std::string& previous) {
  if (tell_) tell_(Happening{what, id, previous, {}});
}

void Engine::tellPlain(const std::string& type, const std::string& id) {
  if (tell_) tell_(Happening{What::Plain, id, {}, type});
}

tl::unexpected<Error> refused(ErrorKind kind, const char* code, std::string message, std::string reason,
                              std::string hint) {
  return failure(kind, code, std::move(message), std::move(reason), std::move(hint));
}

tl::unexpected<Error> wrongStatus(const char* code, const char* what, const Subscription& subscription) {
  return refused(ErrorKind::Conflict, code, std::string("The subscription cannot be ") + what,
                 "its status is " + std::string(toString(subscription.status)));
}

bool isBehind(const Subscription& subscription) {
  return subscription.status == SubscriptionStatus::PastDue || subscription.status == SubscriptionStatus::OnHold ||
         subscription.status == SubscriptionStatus::Unpaid;
}

Result<Subscription*> Engine::Inner::subscription(const std::string& id) const {
  return found(ledger.subscriptions, id, "subscription");
}

Result<Subscription*> Engine::Inner::running(const std::string& id) const {
  auto subscription = this->subscription(id);
  if (!subscription) return subscription;
  const SubscriptionStatus status = (*subscription)->status;
  if (isFinal(status) || status == SubscriptionStatus::Pending)
    return refused(ErrorKind::Conflict, "subscription_inactive", "The subscription is not active",
                   "its status is " + std::string(toString(status)), "Begin a new subscription");
  return subscription;
}

std::string Engine::Inner::clockOf(const std::string& customer) const {
  const Customer* found = ledger.customers.find(customer);
  return found == nullptr ? std::string() : found->testClock;
}

Instant Engine::Inner::nowOf(const std::string& customer) const {
  return engine.now(clockOf(customer));
}

const Price& Engine::Inner::priceOf(const SubscriptionItem& item) const {
  static const Price none;
  const Price* found = ledger.prices.find(item.price);
  return found == nullptr ? none : *found;
}

BillingInterval Engine::Inner::intervalOf(const std::vector<SubscriptionItem>& items) const {
  for (const SubscriptionItem& item : items)
    if (const auto& interval = priceOf(item).interval) return *interval;
  return {};
}

PaymentMethod* Engine::Inner::cardFor(const std::string& subscription, const std::string& customer) const {
  const Subscription* of = ledger.subscriptions.find(subscription);
  if (of != nullptr && !of->paymentMethod.empty()) return ledger.paymentMethods.find(of->paymentMethod);
  const Customer* payer = ledger.customers.find(customer);
  return payer == nullptr ? nullptr : ledger.paymentMethods.find(payer->paymentMethod);
}

void Engine::Inner::changed(Subscription& subscription, What what, const std::string& previous) {
  ledger.subscriptions.touch(subscription.id);
  engine.tell(what, subscription.id, previous);
}

void Engine::Inner::setStatus(Subscription& subscription, SubscriptionStatus status, What what) {
  const std::string previous = previousStatus(subscription.status);
  subscription.status = status;
  changed(subscription, what, previous);
}

void Engine::Inner::changed(Invoice& invoice, What what, const std::string& previous) {
  ledger.invoices.touch(invoice.id);
  engine.tell(what, invoice.id, previous);
}

void Engine::Inner::changed(Payment& payment, What what) {
  payment.updated = engine.now(payment.testClock);
  ledger.payments.touch(payment.id);
  engine.tell(what, payment.id);
}

std::string previousStatus(SubscriptionStatus status) {
  std::string word(toString(status));
  if (status == SubscriptionStatus::Pending) word = "incomplete";
  if (status == SubscriptionStatus::Failed) word = "incomplete_expired";
  if (status == SubscriptionStatus::Cancelled || status == SubscriptionStatus::Expired) word = "canceled";
  if (status == SubscriptionStatus::OnHold) word = "past_due";
  return R"({"status":")" + word + "\"}";
}

}  // namespace billing::sandbox
