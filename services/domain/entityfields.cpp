#include "domain/entityfields.h"

#include <array>

#include "domain/fieldtext.h"
#include "domain/subscriptiondiscount.h"

namespace billing {
namespace {

// Said by its presence: an empty text or no value means that the event did not mention the field.
bool given(const std::string& text) {
  return !text.empty();
}
bool given(const Money& amount) {
  return !amount.currency.empty();
}
bool given(const std::vector<InvoiceLine>& lines) {
  return !lines.empty();
}
template <class T>
bool given(const std::optional<T>& value) {
  return value.has_value();
}

template <auto Member, class State>
constexpr EntityField<State> mentioned(std::string_view name) {
  return {name, [](const State& s) { return given(s.*Member); }, [](const State& s) { return fieldText(s.*Member); },
          [](State& to, const State& from) { to.*Member = from.*Member; }};
}

// Said by every whole object, be it that there is none.
template <auto Member, class State>
constexpr EntityField<State> ofWhole(std::string_view name) {
  return {name, [](const State& s) { return s.snapshot == Snapshot::Whole; },
          [](const State& s) { return fieldText(s.*Member); },
          [](State& to, const State& from) { to.*Member = from.*Member; }};
}

// A value that a whole object may clear and a partial one may give.
template <auto Member, class State>
constexpr EntityField<State> clearable(std::string_view name) {
  return {name, [](const State& s) { return s.snapshot == Snapshot::Whole || given(s.*Member); },
          [](const State& s) { return fieldText(s.*Member); },
          [](State& to, const State& from) { to.*Member = from.*Member; }};
}

// Our word and the provider's travel together.
template <class State>
constexpr EntityField<State> status() {
  return {"status", [](const State& s) { return given(s.status); },
          [](const State& s) { return statusText(s.status, s.providerStatus); },
          [](State& to, const State& from) {
            to.status = from.status;
            to.providerStatus = from.providerStatus;
          }};
}

template <auto Member>
constexpr EntityField<InvoiceState> invoicePart(std::string_view name) {
  return {name, [](const InvoiceState& s) { return s.snapshot == Snapshot::Whole; },
          [](const InvoiceState& s) { return fieldText(Money{s.*Member, s.total.currency}); },
          [](InvoiceState& to, const InvoiceState& from) { to.*Member = from.*Member; }};
}

// The tax within an amount, worded in its currency.
template <auto Amount, class State>
constexpr EntityField<State> taxPart(std::string_view name) {
  return {
      name, [](const State& s) { return given(s.taxMinor); },
      [](const State& s) { return s.taxMinor ? fieldText(Money{*s.taxMinor, (s.*Amount).currency}) : std::string(); },
      [](State& to, const State& from) { to.taxMinor = from.taxMinor; }};
}

template <auto Member>
constexpr EntityField<UsageState> quantity(std::string_view name) {
  return {name, [](const UsageState& s) { return given(s.*Member); },
          [](const UsageState& s) { return s.*Member ? milliText(*(s.*Member)) : std::string(); },
          [](UsageState& to, const UsageState& from) { to.*Member = from.*Member; }};
}

using C = CustomerState;
constexpr std::array kCustomer{mentioned<&C::name, C>("name"), mentioned<&C::email, C>("email"),
                               mentioned<&C::createdAt, C>("created_at"), ofWhole<&C::deleted, C>("deleted")};

using S = SubscriptionState;
constexpr EntityField<S> kSubscriptionStatus{
    "status", [](const S& s) { return s.snapshot == Snapshot::Whole || !s.providerStatus.empty(); },
    [](const S& s) { return statusText(toString(s.status), s.providerStatus); },
    [](S& to, const S& from) {
      to.status = from.status;
      to.providerStatus = from.providerStatus;
    }};
// Webhooks often name a discount without its size. That says nothing: taken for a value where none is known, it would
// make the order of arrival matter.
constexpr EntityField<S> kDiscount{
    "discount", [](const S& s) { return s.discount && (isSized(*s.discount) || saysNone(*s.discount)); },
    [](const S& s) { return fieldText(s.discount); },
    [](S& to, const S& from) {
      to.discount = from.discount && isSized(*from.discount) ? from.discount : std::nullopt;
    }};
constexpr std::array kSubscription{kSubscriptionStatus,
                                   mentioned<&S::customerExternalId, S>("customer"),
                                   mentioned<&S::productId, S>("product_id"),
                                   mentioned<&S::productName, S>("product_name"),
                                   mentioned<&S::amount, S>("amount"),
                                   ofWhole<&S::quantity, S>("quantity"),
                                   mentioned<&S::interval, S>("interval"),
                                   mentioned<&S::createdAt, S>("created_at"),
                                   mentioned<&S::periodStart, S>("period_start"),
                                   mentioned<&S::periodEnd, S>("period_end"),
                                   clearable<&S::trialEnd, S>("trial_end"),
                                   clearable<&S::cancelAt, S>("cancel_at"),
                                   clearable<&S::cancelledAt, S>("cancelled_at"),
                                   ofWhole<&S::cancelAtPeriodEnd, S>("cancel_at_period_end"),
                                   kDiscount,
                                   mentioned<&S::hasPaymentMethod, S>("has_payment_method")};

using P = PaymentState;
constexpr std::array kPayment{status<P>(),
                              mentioned<&P::customerExternalId, P>("customer"),
                              mentioned<&P::subscriptionExternalId, P>("subscription"),
                              mentioned<&P::invoiceExternalId, P>("invoice"),
                              mentioned<&P::amount, P>("amount"),
                              mentioned<&P::productId, P>("product_id"),
                              mentioned<&P::failureCode, P>("failure_code"),
                              mentioned<&P::failureMessage, P>("failure_message"),
                              mentioned<&P::method, P>("method"),
                              taxPart<&P::amount, P>("tax"),
                              mentioned<&P::createdAt, P>("created_at")};

using I = InvoiceState;
constexpr std::array kInvoice{status<I>(),
                              mentioned<&I::number, I>("number"),
                              mentioned<&I::customerExternalId, I>("customer"),
                              mentioned<&I::subscriptionExternalId, I>("subscription"),
                              mentioned<&I::total, I>("total"),
                              invoicePart<&I::paidMinor>("paid"),
                              invoicePart<&I::remainingMinor>("remaining"),
                              mentioned<&I::issuedAt, I>("issued_at"),
                              clearable<&I::dueAt, I>("due_at"),
                              clearable<&I::paidAt, I>("paid_at"),
                              mentioned<&I::pdfUrl, I>("pdf_url"),
                              taxPart<&I::total, I>("tax"),
                              mentioned<&I::lines, I>("lines")};

using R = RefundState;
constexpr EntityField<R> kRefundStatus{"status", [](const R& s) { return given(s.status); },
                                       [](const R& s) { return s.status; },
                                       [](R& to, const R& from) { to.status = from.status; }};
constexpr std::array kRefund{kRefundStatus,
                             mentioned<&R::paymentExternalId, R>("payment"),
                             mentioned<&R::customerExternalId, R>("customer"),
                             mentioned<&R::amount, R>("amount"),
                             mentioned<&R::reason, R>("reason"),
                             mentioned<&R::createdAt, R>("created_at")};

using D = DisputeState;
constexpr std::array kDispute{mentioned<&D::status, D>("status"),
                              ofWhole<&D::open, D>("open"),
                              mentioned<&D::paymentExternalId, D>("payment"),
                              mentioned<&D::customerExternalId, D>("customer"),
                              mentioned<&D::amount, D>("amount"),
                              mentioned<&D::reason, D>("reason"),
                              mentioned<&D::createdAt, D>("created_at")};

using U = UsageState;
constexpr std::array kUsage{quantity<&U::remainingMilli>("remaining"), quantity<&U::grantedMilli>("granted"),
                            mentioned<&U::subscriptionExternalId, U>("subscription"), mentioned<&U::name, U>("name"),
                            mentioned<&U::unit, U>("unit")};

using T = PriceState;
constexpr std::array kPrice{mentioned<&T::name, T>("name"), mentioned<&T::productId, T>("product_id"),
                            mentioned<&T::amount, T>("amount"), clearable<&T::interval, T>("interval"),
                            ofWhole<&T::active, T>("active")};

int ended(bool isOver) {
  return isOver ? 2 : 1;
}

}  // namespace

template <>
std::span<const EntityField<C>> entityFields<C>() {
  return kCustomer;
}
template <>
std::span<const EntityField<S>> entityFields<S>() {
  return kSubscription;
}
template <>
std::span<const EntityField<P>> entityFields<P>() {
  return kPayment;
}
template <>
std::span<const EntityField<I>> entityFields<I>() {
  return kInvoice;
}
template <>
std::span<const EntityField<R>> entityFields<R>() {
  return kRefund;
}
template <>
std::span<const EntityField<D>> entityFields<D>() {
  return kDispute;
}
template <>
std::span<const EntityField<U>> entityFields<U>() {
  return kUsage;
}
template <>
std::span<const EntityField<T>> entityFields<T>() {
  return kPrice;
}

int settledness(const CustomerState& state) {
  return ended(state.deleted);
}

int settledness(const SubscriptionState& state) {
  if (state.status == SubscriptionStatus::Pending || state.status == SubscriptionStatus::Unknown) return 0;
  return ended(isFinal(state.status));
}

int settledness(const PaymentState& state) {
  if (state.status == "succeeded") return 3;
  return ended(state.status == "failed" || state.status == "cancelled") - (state.status.empty() ? 1 : 0);
}

int settledness(const InvoiceState& state) {
  if (state.status == "draft" || state.status.empty()) return 0;
  if (state.status == "paid" || state.status == "void") return 3;
  return ended(state.status == "uncollectible");
}

int settledness(const RefundState& state) {
  return ended(state.status == "succeeded" || state.status == "failed" || state.status == "cancelled");
}

int settledness(const DisputeState& state) {
  return ended(!state.open);
}

int settledness(const UsageState&) {
  return 1;
}

int settledness(const PriceState& state) {
  return ended(!state.active);
}

}  // namespace billing
