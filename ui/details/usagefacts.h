// One quota in words: what its marks mean, what becomes of the next unit, its period and where it will end.
#pragma once

#include <QVector>

#include "ui/panes/panecontext.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

/// "Short mark: warns from 80 % (8,000) · bold mark: ..."; empty without a limit.
[[nodiscard]] QString usageMarksText(const store::UsageRow& row, const QLocale& locale);

struct UsageNote {
  Tone tone = Tone::Info;
  QString icon;
  QString text;  ///< empty: nothing to say
};
/// `rule` is nullptr for what no rule of the workspace counts.
[[nodiscard]] UsageNote usageNote(const store::UsageRow& row, const QuotaRule* rule, int exceededStatus,
                                  const QLocale& locale);

[[nodiscard]] QVector<FactItem> usageFacts(const store::UsageRow& row, const QuotaRule* rule,
                                           const PaneContext& context);

}  // namespace billing::ui
