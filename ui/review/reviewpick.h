// The rows that are chosen in a list, as what is reviewed.
#pragma once

#include <QVector>
#include <functional>

#include "operations/reviewdesk.h"
#include "store/reviewmark.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class ListPane;

/// An object with what is said of it now: so that a change can be taken back.
struct ReviewPick {
  operations::ReviewSubject subject;
  store::ReviewMark mark;
};
using ReviewPicks = QVector<ReviewPick>;

/// "subscription" for the list "subscriptions"; empty for lists that are not reviewed.
[[nodiscard]] QString reviewedEntity(const QString& list);
/// "3 subscriptions", "1 invoice".
[[nodiscard]] QString pickWords(const ReviewPicks& picks);

/// Reads the selected rows anew, also those that are not on the screen; `told` is called on the pane's thread, not at
/// all when they cannot be read: the window's banner says so.
void pickSelection(const PaneContext& context, ListPane& pane, std::function<void(const ReviewPicks&)> told);

}  // namespace billing::ui
