// What the safety switches are called, what each does, and how one that is on stands.
#pragma once

#include <QString>

#include "ui/panes/panecontext.h"

namespace billing::ui {

struct SwitchWords {
  QString title;    ///< "Pause processing"
  QString onTitle;  ///< "Processing is paused"
  QString about;    ///< what happens while it is on, and that nothing is lost
  QString danger;   ///< what to be careful of; empty: nothing
};
[[nodiscard]] SwitchWords switchWords(const QString& name);

/// What `count` (of switchPreview) means: "17 events wait at this moment."
[[nodiscard]] QString previewSentence(const QString& name, qint64 count, const QLocale& locale);

/// "by ada, 2 h ago: provider sends nonsense".
[[nodiscard]] QString switchedBy(const store::SwitchRow& row, const PaneContext& context);
/// "ends in 58 min · reminder in 2 h", "the reminder was due 3 h ago"; empty: neither.
[[nodiscard]] QString switchTimes(const store::SwitchRow& row, const PaneContext& context);
[[nodiscard]] bool reminderDue(const store::SwitchRow& row, qint64 nowMs);

}  // namespace billing::ui
