// The neutral ledger's values in Dodo's words, and back.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/ledger/entities.h"

namespace billing::sandbox::dodo {

using namespace Qt::Literals::StringLiterals;

/// RFC 3339.
[[nodiscard]] QString timeText(Instant instant);
[[nodiscard]] QJsonValue timeOrNull(const MaybeInstant& instant);
/// nullopt when absent, null or malformed.
[[nodiscard]] MaybeInstant timeFrom(const QJsonValue& value);

/// A trial counts as active.
[[nodiscard]] QString statusWord(SubscriptionStatus status);
/// Stripe's word of the ledger as Dodo's IntentStatus: failed is a payment that waits for another method.
[[nodiscard]] QString intentWord(const Payment& payment);
[[nodiscard]] QString disputeWord(const Dispute& dispute);
[[nodiscard]] QString refundWord(const Refund& refund);

/// "Day", "Week", "Month", "Year".
[[nodiscard]] QString intervalWord(IntervalUnit unit);
/// Of payment_frequency_interval and the like; nullopt when the word or the count is missing.
[[nodiscard]] std::optional<BillingInterval> intervalFrom(const QJsonValue& word, const QJsonValue& count);

[[nodiscard]] QString codeText(const Currency& currency);
[[nodiscard]] QJsonObject metadataJson(const Metadata& metadata);
/// Numbers and switches become text.
[[nodiscard]] Metadata metadataFrom(const QJsonValue& metadata);
/// The country is US where none is known: Dodo requires one.
[[nodiscard]] QJsonObject addressJson(const Address& address);
[[nodiscard]] Address addressFrom(const QJsonObject& billing);

/// Credits are kept in millionths: 10500000 is "10.5".
[[nodiscard]] QString millionthsText(std::int64_t millionths);
[[nodiscard]] std::optional<std::int64_t> millionthsFrom(std::string_view text);
[[nodiscard]] std::string stdText(const QJsonValue& value);

}  // namespace billing::sandbox::dodo
