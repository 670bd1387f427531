// A subscription in facts: the same words on its own page and on its customer's.
#pragma once

#include <QVector>

#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/plancard.h"

namespace billing::ui {

/// "Pro yearly · $120.00 / year".
[[nodiscard]] QString planLine(const store::SubscriptionRow& row, const QLocale& locale);
/// "renews 3 Mar 2027", "ends 3 Mar 2027", "ended 3 Mar 2026", "trial until 3 Mar".
[[nodiscard]] QString renewalLine(const store::SubscriptionRow& row, const PaneContext& context);
/// True when it will not renew.
[[nodiscard]] bool isEnding(const store::SubscriptionRow& row);
[[nodiscard]] PlanCardFacts planCardOf(const store::SubscriptionRow& row, const PaneContext& context);
/// "Dodo says on_hold", where that is not the word `shown`; empty otherwise.
[[nodiscard]] QString providerWord(const store::SubscriptionRow& row, const QString& shown);
[[nodiscard]] QVector<FactItem> subscriptionFacts(const store::SubscriptionRow& row, const PaneContext& context);

}  // namespace billing::ui
