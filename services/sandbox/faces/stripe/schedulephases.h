// Phases of a schedule: from parameters to JSON, and what a phase asks of its subscription.
#pragma once

#include <string>
#include <vector>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

inline constexpr const char* phaseKnown =
    "add_invoice_items[*] billing_cycle_anchor collection_method currency default_payment_method description discounts "
    "duration[interval interval_count] end_date invoice_settings[*] items[price plan quantity metadata[*] discounts "
    "tax_rates price_data[*]] iterations metadata[*] proration_behavior start_date trial trial_end";

/// Phases one after the other from `start`; the last one that names no end runs for one billing period.
[[nodiscard]] QJsonArray readPhases(Request& r, Instant start);
/// The phase that a running subscription is in.
[[nodiscard]] QJsonObject phaseOf(const Desk& desk, const Subscription& subscription);
/// What its items are as items of a subscription; ids are left empty.
[[nodiscard]] std::vector<SubscriptionItem> itemsOfPhase(const QJsonObject& phase);
[[nodiscard]] Instant startOf(const QJsonObject& phase);
[[nodiscard]] Instant endOf(const QJsonObject& phase);
/// Index of the phase at that time; -1: before the first or after the last.
[[nodiscard]] int phaseAt(const QJsonArray& phases, Instant at);

}  // namespace billing::sandbox::stripe
