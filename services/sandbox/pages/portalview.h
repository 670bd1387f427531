// What the customer portal shows: overview, the preview of a change, the questions before it.
#pragma once

#include <string>

#include "sandbox/pages/cardform.h"
#include "sandbox/pages/pages.h"

namespace billing::sandbox {

/// A portal page with its session and customer.
struct PortalCall {
  const PageCall& page;
  const PortalSession& session;
  const Customer& customer;
  /// One of the customer's subscriptions, and of the session where it names one; nullptr otherwise.
  [[nodiscard]] Subscription* subscription(const std::string& id) const;
};

/// Subscriptions, card and invoices; `told` after something was done.
[[nodiscard]] CallAnswer portalOverview(const PortalCall& portal, Tone tone, const std::string& told);
/// "Change to": prices that the subscription could move to.
[[nodiscard]] CallAnswer changeChoice(const PortalCall& portal, const Subscription& subscription);
/// What the change costs now, line by line, with the button that does it.
[[nodiscard]] CallAnswer changePreview(const PortalCall& portal, const Subscription& subscription, const Price& price);
[[nodiscard]] CallAnswer cancelQuestion(const PortalCall& portal, const Subscription& subscription);
[[nodiscard]] CallAnswer cardQuestion(const PortalCall& portal, const Subscription& subscription, const CardEntry& card,
                                      const FieldErrors& errors);

/// The change to another price of the subscription's first item.
[[nodiscard]] ItemsChange changeTo(const Subscription& subscription, const Price& price);
/// Active, recurring, of the same provider and currency, and not the present one.
[[nodiscard]] bool mayChangeTo(const Ledger& ledger, const Subscription& subscription, const Price& price);

}  // namespace billing::sandbox
