// Calls on their way, in words: what each does, where it is, and what came of it.
#pragma once

#include <QString>

#include "store/adminrows.h"
#include "ui/panes/panecontext.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

/// "Change the plan of Ada GmbH to Pro, monthly, at once, prorated". `title`: whose it is, in place of the subject's
/// id; may be empty.
[[nodiscard]] QString callSentence(const store::OutboxRow& call, const QString& title, const PaneContext& context);

struct CallState {
  QString word;  ///< "leaves in 8 s", "nobody knows yet whether it happened: asked 2 times, again in 58 s"
  QString icon;
  Tone tone = Tone::Neutral;
};
[[nodiscard]] CallState callState(const store::OutboxRow& call, const PaneContext& context);

/// What the provider said no with, in the three parts of every error.
[[nodiscard]] Error refusalOf(const store::OutboxRow& call);

/// "as previewed", "$12.30 instead of $12.34"; empty where nothing was to be paid.
[[nodiscard]] QString outcomeWords(const store::OutboxRow& call, const QLocale& locale);

}  // namespace billing::ui
