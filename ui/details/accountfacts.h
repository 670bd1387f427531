// An account in words: its plan card, and what needs a person's eye: trial, grace, an end that is coming, a product
// that no plan names.
#pragma once

#include "store/accountrows.h"
#include "ui/details/subscriptionfacts.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

/// The plan's name; the key where no plan has it; "no plan" for an empty key.
[[nodiscard]] QString planName(const BillingRules& rules, const QString& key);

/// `subscription` gives the plan; nullptr: none does.
[[nodiscard]] PlanCardFacts planCardOf(const store::AccountRow& row, const store::SubscriptionRow* subscription,
                                       const BillingRules& rules, const PaneContext& context);

struct AccountNote {
  Tone tone = Tone::Info;
  QString icon;
  QString text;
  QString exact;  ///< instants behind the text, for hovering
};
/// The gravest first. Countdowns are those of this moment.
[[nodiscard]] QVector<AccountNote> accountNotes(const store::AccountRow& row, const BillingRules& rules,
                                                const PaneContext& context);

}  // namespace billing::ui
