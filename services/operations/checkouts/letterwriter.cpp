#include "operations/checkouts/letterwriter.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <utility>

namespace billing::operations {
namespace {

std::uint64_t seedOfName(const std::string& name) {
  const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha256);
  return hash.left(8).toHex().toULongLong(nullptr, 16) | 1U;
}

void setTime(webhooks::ComposeValues& values, const char* name, const std::optional<Instant>& instant) {
  if (instant) values[name] = toIso8601(*instant);
}

}  // namespace

LetterWriter::LetterWriter(Provider provider, std::string name, Instant now)
    : provider_(provider), name_(std::move(name)), now_(now) {}

void LetterWriter::write(const char* type, webhooks::ComposeValues values) {
  if (!outcome_) return;
  const std::string prefix = provider_ == Provider::Dodo ? "msg_" : "evt_";
  values["event_id"] = prefix + name_ + "_" + std::to_string(letters_.size() + 1);
  auto composed = webhooks::compose(provider_, type, values, now_, seedOfName(name_));
  if (composed)
    letters_.push_back({std::move(composed->eventId), std::move(composed->body)});
  else
    outcome_ = failure(composed.error());
}

Result<ProviderLetters> LetterWriter::done() && {
  if (!outcome_) return failure(outcome_.error());
  return std::move(letters_);
}

void setProduct(webhooks::ComposeValues& values, const std::string& productId, const std::string& name, Money amount) {
  values["product_id"] = values["price_id"] = productId;
  values["product_name"] = name;
  values["amount_minor"] = std::to_string(amount.minor);
  values["currency"] = std::string(amount.currency.code());
}

void setInterval(webhooks::ComposeValues& values, const BillingInterval& interval) {
  values["interval_unit"] = std::string(toString(interval.unit));
  values["interval_count"] = std::to_string(interval.count);
}

void setCard(webhooks::ComposeValues& values, const TestCard& card) {
  values["card_network"] = std::string(card.network);
  values["card_last_four"] = std::string(card.lastFour);
  if (card.pays()) return;
  values["error_code"] = std::string(card.errorCode);
  values["error_message"] = std::string(card.errorMessage);
}

void setPerson(webhooks::ComposeValues& values, const store::Payer& payer) {
  if (!payer.customerExternalId.empty()) values["customer_id"] = payer.customerExternalId;
  if (!payer.email.empty()) values["customer_email"] = payer.email;
  if (!payer.name.empty()) values["customer_name"] = payer.name;
}

void setMetadata(webhooks::ComposeValues& values, std::map<std::string, std::string> texts) {
  QJsonObject object;
  if (const auto name = values.find("product_name"); name != values.end()) texts.emplace("plan_name", name->second);
  for (const auto& [key, value] : texts) object.insert(QString::fromStdString(key), QString::fromStdString(value));
  values["metadata"] = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

void setSubscription(webhooks::ComposeValues& values, const SubscriptionState& state) {
  values["subscription_id"] = state.externalId;
  values["quantity"] = std::to_string(state.quantity);
  values["status"] = std::string(toString(state.status));
  values["cancel_at_period_end"] = state.cancelAtPeriodEnd ? "true" : "false";
  if (!state.customerExternalId.empty()) values["customer_id"] = state.customerExternalId;
  setProduct(values, state.productId, state.productName.value_or(state.productId), state.amount);
  setInterval(values, state.interval.value_or(BillingInterval{}));
  setTime(values, "created_at", state.createdAt);
  setTime(values, "period_start", state.periodStart);
  setTime(values, "period_end", state.periodEnd);
  setTime(values, "trial_end", state.trialEnd);
}

}  // namespace billing::operations
