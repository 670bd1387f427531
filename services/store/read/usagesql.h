// Expressions over usage_balances t, which the list and its rows share.
#pragma once

#include <QString>

namespace billing::store::usagesql {

/// Thousandths of the unit; NULL where the limit or what remains is not known.
[[nodiscard]] QString used();
/// The used share in thousandths; NULL where there is no limit.
[[nodiscard]] QString permille();
/// ok, warn, soft, blocked, as domain/quota.h judges; unlimited, unknown, nothing_granted where there is no share;
/// used_up where nothing remains of credits or of what a provider granted.
[[nodiscard]] QString state();
/// The name of whom it belongs to: the customer's, else the account's, else the account's key; empty when not known.
[[nodiscard]] QString owner();

}  // namespace billing::store::usagesql
