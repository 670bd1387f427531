// A payment provider made of vectors: no network, no mapping. Its lists are paged as they stand, in their order, and
// can be filtered like the real ones; every call can be made to fail, to wait, or to be looked at.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "providers/billingprovider.h"

namespace billing::test {

using namespace billing::providers;

class FakeProvider : public BillingProvider {
 public:
  explicit FakeProvider(Provider provider = Provider::Stripe) : provider_(provider) {}

  // What it holds. Filled by the test, before or between calls.
  std::vector<Provided<PriceState>> prices;
  std::vector<Provided<CustomerState>> people;
  std::vector<Provided<SubscriptionState>> contracts;
  std::vector<Provided<PaymentState>> charges;
  std::vector<Provided<InvoiceState>> bills;
  std::vector<Provided<RefundState>> returned;
  std::vector<Provided<DisputeState>> disputed;
  std::vector<ProviderEvent> happened;  ///< newest first
  std::vector<WebhookEndpoint> endpoints;
  std::map<std::string, std::vector<UnreadableItem>> unreadable;  ///< by call: on the first page of that list
  Capabilities able{"acct_fake", false, true, true, {}, std::nullopt};
  int mostPerPage = 100;

  /// Asked before every call ("subscriptions", "subscription sub_1"); an error is its answer.
  std::function<std::optional<Error>(const std::string& call)> before;
  /// All calls so far, with the cursor of a list: "subscriptions @100", "subscriptions status=active @".
  std::vector<std::string> calls;

  template <class State>
  static Provided<State> provided(State state) {
    Provided<State> given;
    given.state = state;
    factsOf<State>(given.facts).push_back(std::move(state));
    if constexpr (requires { given.state.customerExternalId; })
      given.facts.customerExternalId = given.state.customerExternalId;
    if constexpr (requires { given.state.externalId; }) given.facts.subject = given.state.externalId;
    if constexpr (std::is_same_v<State, CustomerState>) given.facts.customerExternalId = given.state.externalId;
    given.raw = "{}";
    return given;
  }
  template <class State>
  void add(State state) {
    all<State>().push_back(provided(std::move(state)));
  }

  Provider provider() const override { return provider_; }
  Result<Capabilities> capabilities(const CancelToken& cancel) override {
    if (auto error = asked("capabilities", cancel)) return failure(*error);
    return able;
  }

  Result<Page<Provided<PriceState>>> catalogue(const PageRequest& page, const CancelToken& cancel) override {
    return list<PriceState>("catalogue", page, cancel);
  }
  Result<Page<Provided<CustomerState>>> customers(const PageRequest& page, const CancelToken& cancel) override {
    return list<CustomerState>("customers", page, cancel);
  }
  Result<Provided<CustomerState>> customer(const std::string& id, const CancelToken& cancel) override {
    return one<CustomerState>("customer", id, cancel);
  }
  Result<Provided<CustomerState>> createCustomer(const NewCustomer& wanted, const std::string&,
                                                 const CancelToken& cancel) override {
    if (auto error = asked("createCustomer", cancel)) return failure(*error);
    CustomerState state;
    state.externalId = newId("cus_");
    state.name = wanted.name;
    state.email = wanted.email;
    add(state);
    return people.back();
  }

  Result<Page<Provided<SubscriptionState>>> subscriptions(const PageRequest& page, const CancelToken& cancel) override {
    return list<SubscriptionState>("subscriptions", page, cancel);
  }
  Result<Provided<SubscriptionState>> subscription(const std::string& id, const CancelToken& cancel) override {
    return one<SubscriptionState>("subscription", id, cancel);
  }
  Result<Provided<SubscriptionState>> createSubscription(const NewSubscription& wanted, const std::string&,
                                                         const CancelToken& cancel) override {
    if (auto error = asked("createSubscription", cancel)) return failure(*error);
    SubscriptionState state;
    state.externalId = newId("sub_");
    state.customerExternalId = wanted.customer;
    state.productId = wanted.product;
    state.quantity = wanted.quantity;
    setStatus(state, SubscriptionStatus::Active);
    add(state);
    return contracts.back();
  }
  Result<ChangePreview> previewChange(const PlanChange& change, const CancelToken& cancel) override {
    if (auto error = asked("previewChange " + change.subscription, cancel)) return failure(*error);
    return preview;
  }
  Result<Provided<SubscriptionState>> changePlan(const PlanChange& change, const CancelToken& cancel) override {
    return changed("changePlan", change.subscription, cancel, [&](SubscriptionState& state) {
      state.productId = change.product;
      state.quantity = change.quantity;
    });
  }
  Result<Provided<SubscriptionState>> edit(const SubscriptionEdit& edit, const CancelToken& cancel) override {
    edits.push_back(edit);
    return changed(nameOf(edit.kind), edit.subscription, cancel, [&](SubscriptionState& state) { apply(edit, state); });
  }

  Result<CheckoutLink> createCheckout(const CheckoutOrder& order, const CancelToken& cancel) override {
    if (auto error = asked("createCheckout " + order.product, cancel)) return failure(*error);
    const std::string id = newId("cs_");
    return CheckoutLink{id, "http://127.0.0.1/pay/" + id, "open", {}, {}};
  }
  Result<CheckoutLink> checkout(const std::string& id, const CancelToken& cancel) override {
    if (auto error = asked("checkout " + id, cancel)) return failure(*error);
    return CheckoutLink{id, "http://127.0.0.1/pay/" + id, "open", {}, {}};
  }
  Result<std::string> createPortal(const std::string& customer, const std::string&,
                                   const CancelToken& cancel) override {
    if (auto error = asked("createPortal " + customer, cancel)) return failure(*error);
    return "http://127.0.0.1/portal/" + customer;
  }

  Result<Page<Provided<PaymentState>>> payments(const PageRequest& page, const CancelToken& cancel) override {
    return list<PaymentState>("payments", page, cancel);
  }
  Result<Provided<PaymentState>> payment(const std::string& id, const CancelToken& cancel) override {
    return one<PaymentState>("payment", id, cancel);
  }
  /// Dodo has none.
  Result<Page<Provided<InvoiceState>>> invoices(const PageRequest& page, const CancelToken& cancel) override {
    if (provider_ == Provider::Dodo) return notOffered();
    return list<InvoiceState>("invoices", page, cancel);
  }
  Result<std::string> invoicePdf(const std::string& id, const CancelToken& cancel) override {
    if (auto error = asked("invoicePdf " + id, cancel)) return failure(*error);
    return "%PDF-1.4 " + id;
  }
  Result<Page<Provided<RefundState>>> refunds(const PageRequest& page, const CancelToken& cancel) override {
    return list<RefundState>("refunds", page, cancel);
  }
  Result<Provided<RefundState>> refund(const RefundOrder& order, const CancelToken& cancel) override {
    if (auto error = asked("refund " + order.payment, cancel)) return failure(*error);
    RefundState state;
    state.externalId = newId("re_");
    state.paymentExternalId = order.payment;
    state.status = "succeeded";
    state.amount.minor = order.amountMinor.value_or(0);
    add(state);
    return returned.back();
  }
  Result<Page<Provided<DisputeState>>> disputes(const PageRequest& page, const CancelToken& cancel) override {
    return list<DisputeState>("disputes", page, cancel);
  }

  Result<void> reportUsage(const std::vector<UsageReport>& reports, const CancelToken& cancel) override {
    if (auto error = asked("reportUsage", cancel)) return failure(*error);
    reported.insert(reported.end(), reports.begin(), reports.end());
    return {};
  }
  Result<std::vector<UsageState>> creditBalances(const std::string& customer, const CancelToken& cancel) override {
    if (auto error = asked("creditBalances " + customer, cancel)) return failure(*error);
    return std::vector<UsageState>{};
  }
  Result<void> changeCredits(const CreditAmount& amount, const CancelToken& cancel) override {
    if (auto error = asked("changeCredits " + amount.customer, cancel)) return failure(*error);
    return {};
  }

  Result<std::vector<WebhookEndpoint>> webhookEndpoints(const CancelToken& cancel) override {
    if (auto error = asked("webhookEndpoints", cancel)) return failure(*error);
    return endpoints;
  }
  Result<RegisteredEndpoint> registerEndpoint(const WebhookEndpoint& wanted, const CancelToken& cancel) override {
    if (auto error = asked("registerEndpoint " + wanted.url, cancel)) return failure(*error);
    endpoints.push_back(wanted);
    endpoints.back().id = newId("we_");
    return RegisteredEndpoint{endpoints.back(), std::string("whsec") + "_" + endpoints.back().id};
  }
  Result<WebhookEndpoint> updateEndpoint(const WebhookEndpoint& wanted, const CancelToken& cancel) override {
    if (auto error = asked("updateEndpoint " + wanted.id, cancel)) return failure(*error);
    for (WebhookEndpoint& endpoint : endpoints)
      if (endpoint.id == wanted.id) endpoint = wanted;
    return wanted;
  }
  Result<std::string> endpointSecret(const std::string& id, const CancelToken& cancel) override {
    if (provider_ == Provider::Stripe) return notOffered();
    if (auto error = asked("endpointSecret " + id, cancel)) return failure(*error);
    return std::string("whsec") + "_" + id;
  }
  Result<Page<ProviderEvent>> events(const PageRequest& page, const CancelToken& cancel) override {
    if (provider_ == Provider::Dodo) return notOffered();
    if (auto error = asked(nameOf("events", page), cancel)) return failure(*error);
    std::vector<ProviderEvent> matching;
    for (const ProviderEvent& event : happened)
      if (!page.createdSince || event.createdAt >= *page.createdSince) matching.push_back(event);
    return cut(matching, page);
  }

  std::vector<SubscriptionEdit> edits;  ///< all that were asked for
  ChangePreview preview;
  std::vector<UsageReport> reported;

 private:
  template <class State>
  std::vector<Provided<State>>& all() {
    if constexpr (std::is_same_v<State, PriceState>) return prices;
    if constexpr (std::is_same_v<State, CustomerState>) return people;
    if constexpr (std::is_same_v<State, SubscriptionState>) return contracts;
    if constexpr (std::is_same_v<State, PaymentState>) return charges;
    if constexpr (std::is_same_v<State, InvoiceState>) return bills;
    if constexpr (std::is_same_v<State, RefundState>) return returned;
    if constexpr (std::is_same_v<State, DisputeState>) return disputed;
  }
  template <class State>
  static std::vector<State>& factsOf(BillingEvent& facts) {
    if constexpr (std::is_same_v<State, PriceState>) return facts.prices;
    if constexpr (std::is_same_v<State, CustomerState>) return facts.customers;
    if constexpr (std::is_same_v<State, SubscriptionState>) return facts.subscriptions;
    if constexpr (std::is_same_v<State, PaymentState>) return facts.payments;
    if constexpr (std::is_same_v<State, InvoiceState>) return facts.invoices;
    if constexpr (std::is_same_v<State, RefundState>) return facts.refunds;
    if constexpr (std::is_same_v<State, DisputeState>) return facts.disputes;
  }

  static tl::unexpected<Error> notOffered() {
    return failure(ErrorKind::NotFound, "not_offered", "The provider has no such thing");
  }
  std::optional<Error> asked(const std::string& call, const CancelToken& cancel) {
    {
      const std::scoped_lock lock(mutex_);
      calls.push_back(call);
    }
    if (before) {
      if (auto error = before(call)) return error;
    }
    if (!cancel.cancelled()) return std::nullopt;
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.code = "cancelled";
    error.message = "The call was cancelled";
    return error;
  }
  static const char* nameOf(SubscriptionEdit::Kind kind) {
    using Kind = SubscriptionEdit::Kind;
    switch (kind) {
      case Kind::CancelNow:
        return "cancelNow";
      case Kind::CancelAtPeriodEnd:
        return "cancelAtPeriodEnd";
      case Kind::CancelOn:
        return "cancelOn";
      case Kind::UndoCancel:
        return "undoCancel";
      case Kind::WithdrawChange:
        return "withdrawChange";
      case Kind::Pause:
        return "pause";
      case Kind::Resume:
        return "resume";
      case Kind::ExtendTrial:
        return "extendTrial";
      case Kind::MoveRenewal:
        return "moveRenewal";
      case Kind::ApplyDiscount:
        break;
    }
    return "applyDiscount";
  }
  void apply(const SubscriptionEdit& edit, SubscriptionState& state) {
    using Kind = SubscriptionEdit::Kind;
    if (edit.kind == Kind::CancelNow) setStatus(state, SubscriptionStatus::Cancelled);
    if (edit.kind == Kind::Pause) setStatus(state, SubscriptionStatus::Paused);
    if (edit.kind == Kind::Resume) setStatus(state, SubscriptionStatus::Active);
    if (edit.kind == Kind::CancelAtPeriodEnd) state.cancelAtPeriodEnd = true;
    if (edit.kind == Kind::CancelOn) state.cancelAt = edit.at;
    if (edit.kind == Kind::UndoCancel) state.cancelAtPeriodEnd = false;
    if (edit.kind == Kind::MoveRenewal || edit.kind == Kind::ExtendTrial) state.periodEnd = edit.at;
  }
  static std::string nameOf(const char* list, const PageRequest& page) {
    return std::string(list) + (page.status.empty() ? "" : " status=" + page.status) + " @" + page.cursor;
  }

  template <class T>
  Page<T> cut(const std::vector<T>& matching, const PageRequest& page) const {
    const std::size_t from = page.cursor.empty() ? 0 : std::stoul(page.cursor);
    const auto size = static_cast<std::size_t>(std::clamp(page.size, 1, mostPerPage));
    const std::size_t to = std::min(matching.size(), from + size);
    Page<T> cutOut;
    if (from < to) {
      using Offset = typename std::vector<T>::difference_type;
      cutOut.items.assign(matching.begin() + static_cast<Offset>(from), matching.begin() + static_cast<Offset>(to));
    }
    if (to < matching.size()) cutOut.next = std::to_string(to);
    return cutOut;
  }

  template <class State>
  static bool matches(const State& state, const PageRequest& page) {
    if constexpr (requires { state.createdAt; }) {
      if (page.createdSince && state.createdAt && *state.createdAt < *page.createdSince) return false;
    }
    if constexpr (requires { state.issuedAt; }) {
      if (page.createdSince && state.issuedAt && *state.issuedAt < *page.createdSince) return false;
    }
    if constexpr (requires { state.customerExternalId; }) {
      if (!page.customer.empty() && state.customerExternalId != page.customer) return false;
    }
    if constexpr (requires { state.subscriptionExternalId; }) {
      if (!page.subscription.empty() && state.subscriptionExternalId != page.subscription) return false;
    }
    if constexpr (requires { state.paymentExternalId; }) {
      if (!page.payment.empty() && state.paymentExternalId != page.payment) return false;
    }
    if constexpr (requires { state.providerStatus; }) {
      if (!page.status.empty() && state.providerStatus != page.status) return false;
    }
    return true;
  }
  template <class State>
  Result<Page<Provided<State>>> list(const char* name, const PageRequest& page, const CancelToken& cancel) {
    if (auto error = asked(nameOf(name, page), cancel)) return failure(*error);
    std::vector<Provided<State>> matching;
    for (const Provided<State>& item : all<State>())
      if (matches(item.state, page)) matching.push_back(item);
    auto cutOut = cut(matching, page);
    if (page.cursor.empty() && page.status.empty() && unreadable.contains(name)) cutOut.unreadable = unreadable[name];
    return cutOut;
  }
  template <class State>
  Result<Provided<State>> one(const char* name, const std::string& id, const CancelToken& cancel) {
    if (auto error = asked(std::string(name) + ' ' + id, cancel)) return failure(*error);
    for (const Provided<State>& item : all<State>())
      if (item.state.externalId == id) return item;
    return failure(ErrorKind::NotFound, "resource_missing", "There is no " + std::string(name) + " " + id);
  }
  template <class Change>
  Result<Provided<SubscriptionState>> changed(const char* name, const std::string& id, const CancelToken& cancel,
                                              Change change) {
    if (auto error = asked(std::string(name) + ' ' + id, cancel)) return failure(*error);
    for (Provided<SubscriptionState>& item : contracts) {
      if (item.state.externalId != id) continue;
      SubscriptionState state = item.state;
      change(state);
      return item = provided(std::move(state));
    }
    return failure(ErrorKind::NotFound, "resource_missing", "There is no subscription " + id);
  }
  void setStatus(SubscriptionState& state, SubscriptionStatus status) const {
    state.status = status;
    state.providerStatus = toString(status);
    if (provider_ == Provider::Stripe && status == SubscriptionStatus::Cancelled) state.providerStatus = "canceled";
  }
  std::string newId(const char* prefix) { return prefix + ("fake" + std::to_string(++made_)); }

  const Provider provider_;
  std::mutex mutex_;  // of `calls`
  int made_ = 0;
};

}  // namespace billing::test
