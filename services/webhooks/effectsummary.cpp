#include "webhooks/effectsummary.h"

#include <algorithm>
#include <array>

#include "domain/fieldtext.h"

namespace billing::webhooks {
namespace {

constexpr std::string_view kArrow = " → ";

template <class State>
const FieldChange* find(const Applied<State>& applied, std::string_view field) {
  const auto change = std::ranges::find(applied.changes, field, &FieldChange::field);
  return change == applied.changes.end() ? nullptr : &*change;
}

template <class State>
bool isNew(const Applied<State>& applied) {
  return applied.outcome == Outcome::Created;
}

template <class State>
bool isSilent(const Applied<State>& applied) {
  return applied.outcome == Outcome::Unchanged || applied.outcome == Outcome::Stale;
}

// The names of the changed fields, when none of them says it all.
template <class State>
std::string changedFields(const Applied<State>& applied) {
  std::string names;
  for (const FieldChange& change : applied.changes) {
    std::string name = change.field;
    std::ranges::replace(name, '_', ' ');
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::string day(const std::string& iso) {
  return iso.substr(0, 10);
}

std::string planOf(const SubscriptionState& state) {
  const std::string name = state.productName.value_or(std::string());
  return name.empty() ? state.productId : name;
}

// The provider's own word in brackets only where we have none.
std::string plainStatus(const std::string& text) {
  return text.starts_with("unknown") ? text : text.substr(0, text.find(" ("));
}

// A status that changes is the news, else a new plan, else a new period.
std::string subscriptionChange(const Applied<SubscriptionState>& applied) {
  if (const auto* status = find(applied, "status")) {
    return plainStatus(status->before) + std::string(kArrow) + plainStatus(status->after);
  }
  const auto* plan = find(applied, "product_name");
  if (plan == nullptr || plan->before.empty()) plan = find(applied, "product_id");
  if (plan != nullptr && !plan->before.empty()) return plan->before + std::string(kArrow) + plan->after;
  if (const auto* leaving = find(applied, "cancel_at_period_end"))
    return leaving->after == "yes" ? "cancels at period end" : "stays";
  if (const auto* amount = find(applied, "amount")) return amount->before + std::string(kArrow) + amount->after;
  if (const auto* end = find(applied, "period_end")) return "renewed until " + day(end->after);
  return changedFields(applied);
}

// "payment $12.00 succeeded": what it is, how much, and its state where that is new.
template <class State>
std::string amountLine(const Applied<State>& applied, const char* what, const Money& amount,
                       const std::string& status) {
  if (isSilent(applied)) return {};
  const std::string money = shortMoney(amount);
  const std::string line = what + (money.empty() ? std::string() : ' ' + money);
  if (isNew(applied) || find(applied, "status") != nullptr) return line + ' ' + status;
  return line + ": " + changedFields(applied);
}

}  // namespace

std::string shortMoney(const Money& amount) {
  struct Symbol {
    std::string_view code, symbol;
  };
  static constexpr std::array symbols{Symbol{"USD", "$"}, Symbol{"EUR", "€"}, Symbol{"GBP", "£"}, Symbol{"JPY", "¥"},
                                      Symbol{"INR", "₹"}};
  if (amount.currency.empty()) return {};
  const std::string decimal = toDecimal(amount);
  const auto known = std::ranges::find(symbols, amount.currency.code(), &Symbol::code);
  if (known == symbols.end()) return decimal + ' ' + std::string(amount.currency.code());
  const bool negative = decimal.front() == '-';
  return (negative ? "-" : "") + std::string(known->symbol) + decimal.substr(negative ? 1 : 0);
}

std::string summarize(const Applied<CustomerState>& applied) {
  if (isSilent(applied)) return {};
  const CustomerState& state = applied.held.state;
  std::string name = state.name.value_or(std::string());
  if (name.empty()) name = state.email.value_or(std::string());
  if (name.empty()) name = state.externalId;
  if (state.deleted) return "customer " + name + " deleted";
  return isNew(applied) ? "new customer " + name : "customer " + name + ": " + changedFields(applied);
}

std::string summarize(const Applied<SubscriptionState>& applied) {
  if (isSilent(applied)) return {};
  const SubscriptionState& state = applied.held.state;
  if (!isNew(applied)) return "subscription " + subscriptionChange(applied);
  const std::string plan = planOf(state);
  return "new subscription" + (plan.empty() ? std::string() : ' ' + plan) + ", " + std::string(toString(state.status));
}

std::string summarize(const Applied<PaymentState>& applied) {
  return amountLine(applied, "payment", applied.held.state.amount, applied.held.state.status);
}

std::string summarize(const Applied<InvoiceState>& applied) {
  const InvoiceState& state = applied.held.state;
  const std::string what = "invoice" + (state.number.empty() ? std::string() : ' ' + state.number);
  return amountLine(applied, what.c_str(), state.total, state.status);
}

std::string summarize(const Applied<RefundState>& applied) {
  return amountLine(applied, "refund", applied.held.state.amount, applied.held.state.status);
}

std::string summarize(const Applied<DisputeState>& applied) {
  std::string status = applied.held.state.status;
  std::ranges::replace(status, '_', ' ');
  if (status.starts_with("dispute ")) status.erase(0, 8);
  return amountLine(applied, "dispute", applied.held.state.amount, status);
}

std::string summarize(const Applied<UsageState>& applied) {
  if (isSilent(applied)) return {};
  const UsageState& state = applied.held.state;
  std::string line = state.name.empty() ? "credits" : state.name;
  if (state.remainingMilli) line += ' ' + milliText(*state.remainingMilli);
  if (state.grantedMilli) line += (state.remainingMilli ? " of " : " ") + milliText(*state.grantedMilli);
  return line + (state.remainingMilli ? " left" : "");
}

std::string summarize(const Applied<PriceState>& applied) {
  if (isSilent(applied)) return {};
  const PriceState& state = applied.held.state;
  const std::string money = shortMoney(state.amount);
  return "price " + (state.name.value_or(std::string()).empty() ? state.priceId : *state.name) +
         (money.empty() ? "" : ' ' + money);
}

}  // namespace billing::webhooks
