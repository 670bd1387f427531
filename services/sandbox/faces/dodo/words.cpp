#include "sandbox/faces/dodo/words.h"

#include <cmath>

#include "domain/decimal.h"
#include "sandbox/faces/jsonbody.h"

namespace billing::sandbox::dodo {

QString timeText(Instant instant) {
  return QString::fromStdString(toIso8601(instant));
}

QJsonValue timeOrNull(const MaybeInstant& instant) {
  return instant ? QJsonValue(timeText(*instant)) : QJsonValue(QJsonValue::Null);
}

MaybeInstant timeFrom(const QJsonValue& value) {
  return fromIso8601(stdText(value));
}

QString statusWord(SubscriptionStatus status) {
  switch (status) {
    case SubscriptionStatus::Trialing:
    case SubscriptionStatus::Active:
      return QStringLiteral("active");
    case SubscriptionStatus::PastDue:
      return QStringLiteral("past_due");
    case SubscriptionStatus::OnHold:
    case SubscriptionStatus::Unpaid:
      return QStringLiteral("on_hold");
    case SubscriptionStatus::Paused:
      return QStringLiteral("paused");
    case SubscriptionStatus::Cancelled:
      return QStringLiteral("cancelled");
    case SubscriptionStatus::Expired:
      return QStringLiteral("expired");
    case SubscriptionStatus::Failed:
      return QStringLiteral("failed");
    default:
      return QStringLiteral("pending");
  }
}

QString intentWord(const Payment& payment) {
  // One that failed has failed, also when what it was for has been given up since.
  const bool over = payment.status == "requires_payment_method" || payment.status == "canceled";
  if (over && !payment.errorCode.empty()) return QStringLiteral("failed");
  if (payment.status == "requires_action") return QStringLiteral("requires_customer_action");
  if (payment.status == "canceled") return QStringLiteral("cancelled");
  return jsonString(payment.status);
}

QString disputeWord(const Dispute& dispute) {
  if (dispute.status == "won") return QStringLiteral("dispute_won");
  if (dispute.status == "lost") return QStringLiteral("dispute_lost");
  if (dispute.status == "under_review") return QStringLiteral("dispute_challenged");
  return QStringLiteral("dispute_opened");
}

QString refundWord(const Refund& refund) {
  if (refund.status == "canceled") return QStringLiteral("failed");
  if (refund.status == "requires_action") return QStringLiteral("review");
  return jsonString(refund.status);
}

QString intervalWord(IntervalUnit unit) {
  switch (unit) {
    case IntervalUnit::Day:
      return QStringLiteral("Day");
    case IntervalUnit::Week:
      return QStringLiteral("Week");
    case IntervalUnit::Year:
      return QStringLiteral("Year");
    default:
      return QStringLiteral("Month");
  }
}

std::optional<BillingInterval> intervalFrom(const QJsonValue& word, const QJsonValue& count) {
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year})
    if (word.toString() == intervalWord(unit) && count.toInt() > 0) return BillingInterval{unit, count.toInt()};
  return std::nullopt;
}

QString codeText(const Currency& currency) {
  return currency.empty() ? QStringLiteral("USD") : jsonString(currency.code());
}

QJsonObject metadataJson(const Metadata& metadata) {
  QJsonObject object;
  for (const auto& [key, value] : metadata) object.insert(jsonString(key), jsonString(value));
  return object;
}

Metadata metadataFrom(const QJsonValue& metadata) {
  Metadata read;
  const QJsonObject object = metadata.toObject();
  for (auto at = object.begin(); at != object.end(); ++at) read[at.key().toStdString()] = stdText(*at);
  return read;
}

QJsonObject addressJson(const Address& address) {
  return {{"city"_L1, textOrNull(address.city)},
          {"country"_L1, jsonString(address.country.empty() ? "US" : address.country)},
          {"state"_L1, textOrNull(address.state)},
          {"street"_L1, textOrNull(address.line1)},
          {"zipcode"_L1, textOrNull(address.postalCode)}};
}

Address addressFrom(const QJsonObject& billing) {
  Address address;
  address.line1 = stdText(billing["street"_L1]);
  address.city = stdText(billing["city"_L1]);
  address.state = stdText(billing["state"_L1]);
  address.postalCode = stdText(billing["zipcode"_L1]);
  address.country = stdText(billing["country"_L1]);
  return address;
}

QString millionthsText(std::int64_t millionths) {
  QString text = QString::number(std::abs(millionths) / 1'000'000);
  QString decimals = QString::number(std::abs(millionths) % 1'000'000).rightJustified(6, u'0');
  while (decimals.endsWith(u'0')) decimals.chop(1);
  if (!decimals.isEmpty()) text += u'.' + decimals;
  return millionths < 0 ? u'-' + text : text;
}

std::optional<std::int64_t> millionthsFrom(std::string_view text) {
  const auto scaled = scaledDecimal(text, 6);
  return scaled ? std::optional(*scaled) : std::nullopt;
}

std::string stdText(const QJsonValue& value) {
  if (value.isDouble() && std::trunc(value.toDouble()) == value.toDouble()) return std::to_string(value.toInteger());
  return value.isString() ? value.toString().toStdString() : value.toVariant().toString().toStdString();
}

}  // namespace billing::sandbox::dodo
