// The one call that an order becomes. Within this room only.
#pragma once

#include "operations/admin/opencall.h"

namespace billing::operations::outbox {

/// Key of our mark in the metadata of what a call makes or changes.
inline constexpr const char* kMark = "billing_console";

/// Calls the provider once. The errors are the provider's; isUnconfirmed of them: it may have been done.
[[nodiscard]] Result<Heard> makeCall(providers::BillingProvider& provider, const OpenCall& call,
                                     const RulesContext& rules, const CancelToken& cancel);

[[nodiscard]] providers::PlanChange planChangeOf(const OpenCall& call);
/// nullopt: the order is no edit.
[[nodiscard]] std::optional<providers::SubscriptionEdit> subscriptionEditOf(const OpenCall& call);
[[nodiscard]] Heard heardOf(const providers::Provided<SubscriptionState>& given);
[[nodiscard]] Heard heardOf(const providers::Provided<RefundState>& given);
[[nodiscard]] Heard heardOf(const providers::Provided<PriceState>& given);

}  // namespace billing::operations::outbox
