// A customer in facts, cards and bars. The account is nullptr where the workspace has none for it.
#pragma once

#include <QVector>

#include "store/accountrows.h"
#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/plancard.h"
#include "ui/widgets/usagebars.h"

namespace billing::ui {

/// The account's plan first; then the subscriptions that do not give it.
[[nodiscard]] QVector<PlanCardFacts> customerPlans(const store::CustomerDetail& customer,
                                                   const store::AccountDetail* account, int most,
                                                   const PaneContext& context);

struct CustomerUsage {
  QVector<UsageBar> bars;  ///< our own quotas from the account, then what a provider counts
  QString period, exact;   ///< "Period from 1 Nov; starts anew 1 Dec"; empty without one
};
[[nodiscard]] CustomerUsage customerUsage(const store::CustomerDetail& customer, const store::AccountDetail* account,
                                          const PaneContext& context);

[[nodiscard]] QVector<FactItem> customerFacts(const store::CustomerRow& row, const store::AccountDetail* account,
                                              const PaneContext& context);

}  // namespace billing::ui
