// What became of a call that nobody answered, found out by reading alone. Within this room only.
#pragma once

#include "operations/admin/opencall.h"

namespace billing::operations::outbox {

/// The subscription is as the order wanted it.
[[nodiscard]] bool showsOrder(const SubscriptionState& state, const AdminOrder& order);

/// Heard::shows says whether it was done. Nothing is sent that changes anything. The errors are those of reading: then
/// nobody knows more than before.
[[nodiscard]] Result<Heard> askWhatBecame(const Parts& parts, providers::BillingProvider& provider,
                                          const OpenCall& call, const CancelToken& cancel);

/// The payments and invoices that came of a change since it was claimed, added to what was heard; what could not be
/// read stays away.
void addMoney(const Parts& parts, providers::BillingProvider& provider, const OpenCall& call, Heard& heard,
              const CancelToken& cancel);

/// Bills of the moments before the claim, which are not of this change: {"known": [ids]}, or nothing.
[[nodiscard]] Result<QJsonObject> knownBills(const Parts& parts, const OpenCall& call);

/// Nobody is charged by it, and nobody needs it any more when it got no answer: a link.
[[nodiscard]] bool isHarmless(OrderKind kind);

}  // namespace billing::operations::outbox
