// What a customer adds up to, as expressions over customers t: the same for sorting, filtering and showing.
#pragma once

#include <QString>

namespace billing::store::customersums {

/// The status that most needs attention among its subscriptions: past_due before active before cancelled; '' without
/// any.
[[nodiscard]] QString status();
[[nodiscard]] QString subscriptions();
[[nodiscard]] QString activeSubscriptions();
/// The currency in which most comes in a month, else in which most was paid; '' when nothing is known.
[[nodiscard]] QString currency();
/// How many currencies its subscriptions have.
[[nodiscard]] QString currencies();
/// Of the largest currency: unlike currencies are never added.
[[nodiscard]] QString mrr();
/// Succeeded payments less succeeded refunds, of the largest currency.
[[nodiscard]] QString paid();
[[nodiscard]] QString lastPayment();
[[nodiscard]] QString lastEvent();

}  // namespace billing::store::customersums
