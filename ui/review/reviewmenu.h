// The entries by which the selected rows of a list are flagged, marked and noted.
#pragma once

#include <functional>

#include "ui/panes/panecontext.h"

class QMenu;

namespace billing::ui {

class ListPane;

/// One entry for each flag, and one that takes it away; `present` is ticked.
void fillFlagMenu(QMenu& menu, const QString& present, const std::function<void(const QString& flag)>& chosen);
/// "Flag", "Mark as reviewed", "Take the mark away", "Add a note…" for the rows selected in `pane`; nothing where rows
/// are not reviewed.
void fillReviewMenu(QMenu& menu, const PaneContext& context, ListPane& pane);

/// By name: flag_question, ..., flag_none, mark, unmark, note. Nothing happens in lists that are not reviewed.
void reviewSelected(const PaneContext& context, ListPane& pane, const QString& what);

}  // namespace billing::ui
